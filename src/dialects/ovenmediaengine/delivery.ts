/** How OvenMediaEngine delivers hooks, which responses let a client in, and how it signs requests. */
import type { Acceptance, HmacSignature, HookDelivery } from '../delivery.ts';
import type { ErrorConsequence } from '../types.ts';

/** Of an opening: 200, and a boolean that says yes (AdmissionWebhooks::Run and ParseResponse). */
export const ACCEPTANCE = {
  statuses: [{ from: 200, to: 200 }],
  body: { kind: 'member', path: ['allowed'], equals: [true], refusedBy: ['boolean'] },
} as const satisfies Acceptance;

export const DELIVERY = {
  httpMethods: ['POST'],
  bodyForms: ['json'],
  timeoutSeconds: 3,
  slowSeconds: null,
  longestResponseSeconds: 3,
  retry: null,
  mirrored: false,
  timeoutSetting: 'Timeout',
  logFile: null,
  source: 'OME-ADMISSION',
} as const satisfies HookDelivery;

export const SIGNATURE = {
  kind: 'hmac',
  header: 'x-ome-signature',
  scheme: null,
  hash: 'sha1',
  encoding: 'base64url',
  keySetting: 'SecretKey',
  source: 'OME-ADMISSION',
} as const satisfies HmacSignature;

export const ERROR_MATRIX: readonly ErrorConsequence[] = [
  {
    role: 'ask',
    after: ['refusal'],
    policy: 'any',
    outcome: 'declines',
    description: 'OvenMediaEngine turns the client away, as the backend wants it.',
    clientGets: 'a rejection',
    source: 'OME-ADMISSION',
  },
  {
    role: 'ask',
    policy: 'any',
    outcome: 'declines',
    description:
      'OvenMediaEngine turns the client away: without status 200 and a boolean "allowed" in time nobody is let in. It does not ask again.',
    clientGets: 'a rejection',
    source: 'OME-SOURCE',
  },
  {
    role: 'event',
    policy: 'any',
    outcome: 'continues',
    description: 'It has happened already; OvenMediaEngine goes on, and what it told is lost on the backend.',
    source: 'OME-SOURCE',
  },
];
