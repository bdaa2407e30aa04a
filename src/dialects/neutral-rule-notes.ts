/**
 * Which remedies fit to which rule, for a user's dialect that extends no built-in one. A remedy that the dialect does not
 * have is passed over: a user may add one under such a name.
 */
import { CAPTURE_WHOLE } from './capture-whole.ts';
import type { RuleNotes } from './rule-notes.ts';

export const NEUTRAL_RULE_NOTES = {
  'flow/missing-call': { remedies: { 'connection-failed': ['check-backend', 'open-port'] } },
  'flow/inconclusive': CAPTURE_WHOLE,
  'flow/under-way': CAPTURE_WHOLE,
  'answer/status': {
    remedies: {
      usual: ['answer-200', 'check-log'],
      'no-such-path': ['check-url', 'remove-method'],
      'hook-url': ['check-url'],
      credentials: ['set-credentials'],
      deliberate: ['answer-200'],
      'answer-200': ['answer-200'],
      'check-log': ['check-log'],
      'refusal-without-effect': ['set-fail', 'answer-200'],
    },
  },
  'answer/body': {
    remedies: {
      usual: ['answer-200', 'check-log'],
      deliberate: ['answer-200'],
      'refusal-without-effect': ['set-fail', 'answer-200'],
    },
  },
  'answer/none': { remedies: { usual: ['check-backend', 'set-timeout', 'check-log'] } },
  'answer/slow': { remedies: { usual: ['set-timeout'] } },
  'transport/refused': { remedies: { usual: ['check-backend', 'show-apps', 'check-url'] } },
  'transport/unanswered': { remedies: { usual: ['open-port', 'check-backend', 'show-apps'] } },
  'transport/reset': {
    remedies: { usual: ['check-backend', 'check-log'], 'reset-by-call-server': ['set-timeout'] },
  },
  'tls/handshake-failed': { remedies: { 'untrusted-certificate': ['trust-certificate'] } },
  'tls/wrong-protocol': { remedies: { 'hook-url': ['check-url'] } },
  'tls/encrypted': { remedies: { usual: ['log-tls-keys'] } },
  'capture/cut-frames': CAPTURE_WHOLE,
  'payload/type': { remedies: { usual: ['check-log'] } },
  'payload/missing': { remedies: { usual: ['check-log'] } },
} as const satisfies RuleNotes;
