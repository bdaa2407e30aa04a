/** How WCS delivers hooks, which responses it accepts, and how it signs requests. */
import type { Acceptance, HookDelivery, RefusalText, SignatureRule } from '../delivery.ts';

/** Vendor's page "Four types of REST methods": every status but 200 is an error. */
export const ACCEPTANCE = {
  statuses: [{ from: 200, to: 200 }],
  body: { kind: 'any' },
} as const satisfies Acceptance;

/** Since build 5.2.968. Without such a body the client gets the reason phrase of the status. */
export const REFUSAL_TEXT = {
  statuses: [{ from: 400, to: 499 }],
  members: ['status', 'reason'],
  text: 'reason',
  consequence:
    'The call server passes the text on only where the body has status and reason and nothing else; so the client gets the reason phrase of the status line in its place.',
  source: 'CUSTOM-ERROR',
} as const satisfies RefusalText;

/** WCS repeats a call that got no response since build 5.2.1475. No document gives the delay: it follows at once. */
export const DELIVERY = {
  httpMethods: ['POST'],
  bodyForms: ['json'],
  timeoutSeconds: 15,
  slowSeconds: 10,
  longestResponseSeconds: 15,
  retry: { after: ['no-response'], withinSeconds: 5, times: 3 },
  mirrored: true,
  timeoutSetting: 'rest_request_timeout',
  logFile: '/usr/local/FlashphonerWebCallServer/logs/server_logs/flashphoner.log',
  source: 'RESTM',
} as const satisfies HookDelivery;

/** Vendor's page "Authorization on backend": `Authorization: WCS <hex>`. */
export const SIGNATURE = {
  kind: 'hmac',
  header: 'authorization',
  scheme: 'WCS',
  hash: 'md5',
  encoding: 'hex',
  keySetting: 'rest_hook_secret_key',
  source: 'RESTM',
} as const satisfies SignatureRule;
