/** How nginx sends the calls, and what it makes of the answers. */
import type { Acceptance, HookDelivery } from '../delivery.ts';
import type { ErrorConsequence } from '../types.ts';

/** nginx reads the first digit of the status: 2 goes on, 3 goes on elsewhere, anything else ends the connection. */
export const ACCEPTANCE = {
  statuses: [{ from: 200, to: 399 }],
  refusals: [{ from: 400, to: 499 }],
  redirects: {
    statuses: [{ from: 300, to: 399 }],
    description:
      'nginx does not send the call to that place: it goes on with Location as the name of the stream (in an answer to connect, of the application), and relays to or from it where it begins with rtmp://. Later calls keep the old name.',
  },
  body: { kind: 'any' },
} as const satisfies Acceptance;

/** Each call is HTTP/1.0 on a connection of its own. netcall_timeout is 10 s by default; then nginx closes the connection. */
export const DELIVERY = {
  httpMethods: ['POST', 'GET'],
  bodyForms: ['form', 'query'],
  timeoutSeconds: 10,
  slowSeconds: null,
  longestResponseSeconds: 10,
  retry: null,
  mirrored: false,
  timeoutSetting: 'netcall_timeout',
  logFile: '/var/log/nginx/error.log',
  source: 'NGXR-WIKI',
} as const satisfies HookDelivery;

/** A call without an answer, or with an answer that is no HTTP, is treated as one that was refused. */
const ENDS = 'nginx ends the connection of the client.';

export const ERROR_MATRIX = [
  {
    role: 'ask',
    policy: 'any',
    outcome: 'stops',
    description: ENDS,
    clientGets: 'the end of its RTMP connection',
    source: 'NGXR-NOTIFY',
  },
  {
    role: 'event',
    policy: 'any',
    outcome: 'continues',
    description:
      'nginx does not read the answer to this call: what the call told may be lost on the backend.',
    source: 'NGXR-NOTIFY',
  },
  ...(['update_publish', 'update_play', 'update'] as const).flatMap((method) => [
    {
      role: 'event',
      method,
      policy: 'any',
      outcome: 'stops',
      description: ENDS,
      clientGets: 'the end of its RTMP connection',
      source: 'NGXR-NOTIFY',
    } as const,
    {
      role: 'event',
      method,
      statuses: [{ from: 300, to: 399 }],
      policy: 'any',
      outcome: 'unknown',
      description: 'Under notify_update_strict on, nginx ends the connection of the client; else it goes on.',
      source: 'NGXR-NOTIFY',
    } as const,
  ]),
] as const satisfies readonly ErrorConsequence[];
