/** What Yeastar adds to the rules, besides what both PBX systems do. */
import type { RuleNotes } from '../rule-notes.ts';

export const YEASTAR_RULE_NOTES = {
  'flow/repeated': {
    text: 'The PBX sends the same report again and again until it is answered 200.',
  },
} as const satisfies RuleNotes;
