/** How LiveKit delivers events, which responses end its tries, and how it signs requests. */
import type { Acceptance, HookDelivery, JwtSignature, StatusRange } from '../delivery.ts';
import type { ErrorConsequence } from '../types.ts';

export const ACCEPTANCE = {
  statuses: [{ from: 200, to: 299 }],
  body: { kind: 'any' },
} as const satisfies Acceptance;

/** Too many requests, and faults of the server but for "not implemented" (the defaults of go-retryablehttp). */
const TRIED_AGAIN: readonly StatusRange[] = [
  { from: 429, to: 429 },
  { from: 500, to: 500 },
  { from: 502, to: 599 },
];

export const DELIVERY = {
  httpMethods: ['POST'],
  bodyForms: ['json'],
  // The server waits for as long as the connection lasts, unless a program that embeds it says otherwise.
  timeoutSeconds: null,
  // No limit is recommended. After this time every event that waited is too old and is dropped.
  slowSeconds: null,
  longestResponseSeconds: 30,
  // Four more tries, after 1, 2, 4 and 8 s; the longest wait that the defaults allow is 30 s.
  retry: {
    after: ['no-response', 'status'],
    statuses: TRIED_AGAIN,
    withinSeconds: 30,
    times: 4,
    identity: { by: 'members', paths: [['id']] },
  },
  toSeveral: true,
  mirrored: false,
  timeoutSetting: null,
  logFile: null,
  source: 'LK-WEBHOOK',
} as const satisfies HookDelivery;

/** A JSON Web Token that is signed with the secret of `webhook.api_key`; there is no word such as Bearer before it. */
export const SIGNATURE = {
  kind: 'jwt',
  header: 'authorization',
  scheme: null,
  bodyHashClaim: 'sha256',
  hash: 'sha256',
  keySetting: 'webhook.api_key',
  source: 'LK-WEBHOOK',
} as const satisfies JwtSignature;

const FAILURE = {
  role: 'event',
  policy: 'any',
  source: 'LK-WEBHOOK',
} as const satisfies Partial<ErrorConsequence>;

export const ERROR_MATRIX: readonly ErrorConsequence[] = [
  {
    ...FAILURE,
    statuses: TRIED_AGAIN,
    outcome: 'repeats',
    description:
      'LiveKit sends the event again, up to four times, after 1, 2, 4 and 8 s; then it gives the event up. Meanwhile other events of the room wait.',
  },
  {
    ...FAILURE,
    statuses: [
      { from: 300, to: 306 },
      { from: 309, to: 399 },
    ],
    outcome: 'loses',
    description:
      'LiveKit takes the event for delivered: it does not POST it again, and its log says "sent webhook". What the event told is lost.',
  },
  // Go's client may send the body on to the address in Location (RFC 9110 section 15.4.8).
  {
    ...FAILURE,
    statuses: [{ from: 307, to: 308 }],
    outcome: 'unknown',
    description:
      'LiveKit does not send the event here again. Whether it came to the address in Location is not told by this answer.',
  },
  {
    ...FAILURE,
    statuses: [
      { from: 400, to: 428 },
      { from: 430, to: 499 },
    ],
    outcome: 'loses',
    description:
      'LiveKit takes the event for delivered: it does not send it again, and its log says "sent webhook". What the event told is lost.',
  },
  {
    ...FAILURE,
    statuses: [{ from: 501, to: 501 }],
    outcome: 'loses',
    description: 'LiveKit does not send the event again. What the event told is lost.',
  },
  {
    ...FAILURE,
    after: ['no-response'],
    outcome: 'repeats',
    description:
      'LiveKit sends the event again, up to four times, after 1, 2, 4 and 8 s; then it gives the event up. Meanwhile other events of the room wait, and those that are older than 30 s are dropped.',
  },
  {
    ...FAILURE,
    outcome: 'continues',
    description:
      'The event has happened already; what it told is lost on the backend where it is not sent again.',
  },
];
