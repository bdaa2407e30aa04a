/** The form of what a dialect file says about single rules: words of their findings, and remedies. */
import type { RemedyCase, RulePhrase } from '../rule-notes.ts';
import { choice, list, maybe, orNull, type ReadBy, record, table } from './shape.ts';
import { name, sentence } from './table-readers.ts';

/** All phrases. A table, so that the compiler tells of one that is not here. */
const PHRASES: Readonly<Record<RulePhrase, true>> = {
  'not-connected': true,
  'some-changes-count': true,
  'changes-ignored': true,
  'not-seen': true,
  'beginning-unknown': true,
};

const SITUATIONS: Readonly<Record<RemedyCase, true>> = {
  usual: true,
  'no-such-path': true,
  'hook-url': true,
  credentials: true,
  deliberate: true,
  'answer-200': true,
  'check-log': true,
  other: true,
  'refusal-without-effect': true,
  'reset-by-call-server': true,
  'connection-failed': true,
  'untrusted-certificate': true,
};

/** The names of a table, as the type that they have there. */
function namesOf<N extends string>(names: Readonly<Record<N, true>>): readonly N[] {
  // Object.keys loses the type of the names; the table has no others.
  return Object.keys(names) as N[];
}

export const ruleNote = record({
  text: maybe(sentence, 'What holds for this system only: whole sentences, for "hookscope explain".'),
  phrases: maybe(
    table(choice(...namesOf(PHRASES)), sentence),
    'Sentences of findings in the words of this system.',
  ),
  remedies: maybe(
    table(choice(...namesOf(SITUATIONS)), orNull(list(name))),
    'Names of remedies, by the situation in which the rule offers them.',
  ),
});

export type CustomRuleNote = ReadBy<typeof ruleNote>;
