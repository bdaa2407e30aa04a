/** How ZLMediaKit delivers hooks, which answers it accepts, and what it does after the others. */
import type { Acceptance, HookDelivery } from '../delivery.ts';
import type { CounterRule, PeriodicRule } from '../sequence.ts';
import type { ErrorConsequence } from '../types.ts';

/** Exactly 200, and a JSON object with the integer `code` 0. Another integer is a refusal. */
export const ACCEPTANCE = {
  statuses: [{ from: 200, to: 200 }],
  body: { kind: 'member', path: ['code'], equals: [0], refusedBy: ['integer'] },
} as const satisfies Acceptance;

/** hook.timeoutSec 10, hook.retry 1, hook.retry_delay 3.0: a refusal (`code` not 0) is not sent again, every other failure is. */
export const DELIVERY = {
  httpMethods: ['POST'],
  bodyForms: ['json'],
  timeoutSeconds: 10,
  slowSeconds: null,
  longestResponseSeconds: 10,
  retry: {
    after: ['no-response', 'status', 'body'],
    withinSeconds: 5,
    times: 1,
    identity: { by: 'without', members: ['hook_index'] },
  },
  mirrored: false,
  timeoutSetting: 'hook.timeoutSec',
  logFile: null,
  source: 'ZLM-CODE',
} as const satisfies HookDelivery;

export const COUNTERS: readonly CounterRule[] = [
  { parameter: 'hook_index', per: 'node', begins: 0, source: 'ZLM-CODE' },
];

/** The shipped settings say 10 s, the program says 30 s where they do not: which holds, the capture shows. */
export const PERIODIC: readonly PeriodicRule[] = [
  {
    method: 'on_server_keepalive',
    per: 'node',
    intervalSeconds: null,
    setting: 'hook.alive_interval',
    consequence: 'The backend may take the server for dead.',
    source: 'ZLM-CONF',
  },
];

const unknown = (method: string, description: string): ErrorConsequence => ({
  role: 'ask',
  method,
  policy: 'any',
  outcome: 'unknown',
  description,
  source: 'ZLM-CODE',
});

export const ERROR_MATRIX: readonly ErrorConsequence[] = [
  {
    role: 'ask',
    policy: 'any',
    outcome: 'stops',
    description: 'ZLMediaKit refuses what the client wanted.',
    clientGets: 'a refusal',
    source: 'ZLM-CODE',
  },
  {
    role: 'ask',
    after: ['refusal'],
    policy: 'any',
    outcome: 'stops',
    description: 'ZLMediaKit refuses what the client wanted, and gives it msg of the answer as the reason.',
    clientGets: 'a refusal, with msg as the reason',
    source: 'ZLM-WIKI',
  },
  {
    role: 'ask',
    method: 'on_shell_login',
    policy: 'any',
    outcome: 'declines',
    description: 'ZLMediaKit refuses the login.',
    source: 'ZLM-CODE',
  },
  unknown('on_rtsp_realm', 'ZLMediaKit does not learn whether the stream is protected.'),
  unknown('on_stream_not_found', 'ZLMediaKit does not learn whether the client is to be closed.'),
  unknown('on_stream_none_reader', 'ZLMediaKit does not learn whether the stream is to be ended.'),
  {
    role: 'event',
    policy: 'any',
    outcome: 'continues',
    description: 'ZLMediaKit only logs it and goes on, for it has already happened.',
    source: 'ZLM-CODE',
  },
];
