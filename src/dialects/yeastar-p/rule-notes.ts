/** What the P-series adds to the rules. */
import { CAPTURE_WHOLE } from '../capture-whole.ts';
import type { RuleNotes } from '../rule-notes.ts';

export const RULE_NOTES = {
  'flow/not-seen': {
    text: 'The PBX pushes the events that are chosen in Integrations > API > Webhook Event Push, and those about calls and extensions only where these are monitored.',
  },
  'flow/missing-call': {
    text: 'No document says how long after the end of a call its record (30012) comes. So a record is never called missing.',
    remedies: { 'connection-failed': ['check-backend', 'open-port'] },
  },
  'flow/inconclusive': CAPTURE_WHOLE,
  'flow/under-way': CAPTURE_WHOLE,
  'flow/repeated': {
    text: 'Whether the PBX repeats an event is not documented.',
  },
  'answer/status': {
    text: 'Which answers the PBX takes for success is not documented. The sister product of the vendor (Yeastar Central Management) wants 2xx, and so does hookscope.',
    remedies: {
      usual: ['answer-2xx'],
      'no-such-path': ['set-webhook'],
      'hook-url': ['set-webhook'],
      deliberate: ['answer-2xx'],
      'answer-200': ['answer-2xx'],
      'refusal-without-effect': ['answer-2xx'],
    },
  },
  'answer/none': { remedies: { usual: ['check-backend', 'answer-2xx'] } },
  'payload/auth-hash': {
    text: 'X-Signature holds the HMAC-SHA256 of the body, in base64, with the secret of 32 characters that the settings of the webhook show. Compute it of a body:\n  openssl dgst -sha256 -hmac "$SECRET" -binary body.json | base64',
  },
  'payload/not-json': {
    text: 'msg is a JSON text within a string: its quotation marks are escaped on the wire. The documents print it unescaped, which is no JSON.',
  },
  'transport/refused': {
    text: 'See the address in Integrations > API > Webhook Event Push.',
    remedies: { usual: ['check-backend', 'set-webhook'] },
  },
  'transport/unanswered': { remedies: { usual: ['open-port', 'set-webhook'] } },
  'transport/reset': { remedies: { usual: ['check-backend'] } },
  'tls/wrong-protocol': { remedies: { 'hook-url': ['set-webhook'] } },
  'capture/cut-frames': CAPTURE_WHOLE,
} as const satisfies RuleNotes;
