/** What OpenVox adds to the rules, besides what both PBX systems do. */
import type { RuleNotes } from '../rule-notes.ts';

export const OPENVOX_RULE_NOTES = {
  'flow/repeated': {
    text: 'Whether the PBX repeats a report is not documented. Yeastar, whose interface it follows, does so until the report is answered 200.',
  },
  'http/no-target': {
    text: 'The documents of the vendor print the request line of a report without a target.',
  },
} as const satisfies RuleNotes;
