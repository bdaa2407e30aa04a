/** What both PBX systems add to the rules. */
import { CAPTURE_WHOLE } from '../capture-whole.ts';
import type { RuleNotes } from '../rule-notes.ts';

export const PBX_RULE_NOTES = {
  'flow/missing-call': {
    text: 'The PBX sends reports only while an application is logged in, and only of extensions and trunks whose status monitor is on.',
    remedies: { 'connection-failed': ['open-port'] },
  },
  'flow/inconclusive': CAPTURE_WHOLE,
  'flow/not-seen': {
    text: 'See whether an application is logged in, and whether the status monitor of the extension or trunk is on.',
  },
  'flow/under-way': CAPTURE_WHOLE,
  'answer/status': {
    text: 'Every report is to be answered 200, whatever the application makes of it: reports cannot be refused.',
    remedies: {
      usual: ['answer-200'],
      'hook-url': ['set-address'],
      deliberate: ['answer-200'],
      'answer-200': ['answer-200'],
      'refusal-without-effect': ['answer-200'],
    },
  },
  'transport/refused': {
    text: 'The application gives the port for reports, and the address, when it logs in. See that it listens there.',
  },
  'transport/unanswered': {
    text: 'The application gives the port for reports, and the address, when it logs in.',
    remedies: { usual: ['open-port'] },
  },
  'tls/wrong-protocol': { remedies: { 'hook-url': ['set-address'] } },
  'capture/cut-frames': CAPTURE_WHOLE,
} as const satisfies RuleNotes;
