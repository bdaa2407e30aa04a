/** How SRS delivers hooks, which answers it accepts, and what it does after the others. */
import type { Acceptance, HookDelivery } from '../delivery.ts';
import type { PeriodicRule } from '../sequence.ts';
import type { ErrorConsequence } from '../types.ts';

/** 200 or 201, and the body `0` or a JSON object with the integer `code` 0. Version 5.0.78 refused `0` by a fault of its own. */
export const ACCEPTANCE = {
  statuses: [{ from: 200, to: 201 }],
  body: {
    kind: 'either',
    rules: [
      { kind: 'text', equals: ['0'] },
      { kind: 'member', path: ['code'], equals: [0], refusedBy: ['integer'] },
    ],
  },
} as const satisfies Acceptance;

/** The time-out is a constant of the program. A hook that fails is not sent again. */
export const DELIVERY = {
  httpMethods: ['POST', 'GET'],
  // A query is what on_hls_notify may have: a GET without a body.
  bodyForms: ['json', 'query'],
  timeoutSeconds: 30,
  slowSeconds: null,
  longestResponseSeconds: 30,
  retry: null,
  mirrored: false,
  timeoutSetting: null,
  logFile: null,
  source: 'SRS-CODE',
} as const satisfies HookDelivery;

export const ERROR_MATRIX: readonly ErrorConsequence[] = [
  {
    role: 'opener',
    policy: 'any',
    outcome: 'declines',
    description: 'SRS disconnects the client.',
    clientGets: 'the end of its connection',
    source: 'SRS-CODE',
  },
  {
    role: 'ask',
    policy: 'any',
    outcome: 'stops',
    description: 'SRS disconnects the client.',
    clientGets: 'the end of its connection',
    source: 'SRS-CODE',
  },
  {
    role: 'ask',
    method: 'on_publish',
    policy: 'any',
    outcome: 'stops',
    description: 'SRS disconnects the publisher.',
    clientGets: 'the end of its connection',
    source: 'SRS-CODE',
  },
  {
    role: 'ask',
    method: 'on_play',
    policy: 'any',
    outcome: 'stops',
    description: 'SRS disconnects the player.',
    clientGets: 'the end of its connection',
    source: 'SRS-CODE',
  },
  {
    role: 'ask',
    method: 'on_forward',
    policy: 'any',
    outcome: 'unknown',
    description: 'SRS does not learn from the backend where to forward the stream to.',
    source: 'SRS-CODE',
  },
  {
    role: 'event',
    policy: 'any',
    outcome: 'continues',
    description:
      'SRS only logs it and goes on, for it has already happened; what the hook told is lost on the backend, because SRS does not send it again.',
    source: 'SRS-CODE',
  },
];

export const PERIODIC: readonly PeriodicRule[] = [
  {
    method: 'heartbeat',
    per: 'node',
    intervalSeconds: 9.9,
    setting: 'heartbeat.interval',
    consequence: 'The backend may take the server for dead.',
    source: 'SRS-CONF',
  },
];
