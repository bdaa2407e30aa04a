/** What a dialect file says about single rules, joined to what the base says. */
import { oneOf, pointerTo } from '../json-pointer.ts';
import type { RuleNote, RuleNotes } from '../rule-notes.ts';
import type { Remedy } from '../types.ts';
import { nothingToRemove } from './given.ts';
import type { CustomRuleNote } from './rule-note-schema.ts';
import type { CustomFile } from './schema.ts';
import type { DialectProblem } from './shape.ts';

/**
 * The notes of the base with those of the file: null takes away what the base says of a rule, another value changes the
 * phrases and remedies that it names. Remedies of a note have to be there.
 */
export function ruleNotesOf(
  base: RuleNotes,
  { ruleNotes }: CustomFile,
  remedies: readonly Remedy[],
  problems: DialectProblem[],
): RuleNotes {
  const joined = new Map(Object.entries(base));
  for (const [rule, custom] of ruleNotes ?? []) {
    const pointer = pointerTo('ruleNotes', rule);
    if (custom === null) {
      if (!joined.delete(rule)) problems.push(nothingToRemove(pointer, 'a note of the extended dialect'));
      continue;
    }
    problems.push(...unknownRemedies(custom, remedies, pointer));
    joined.set(rule, joinNote(joined.get(rule) ?? {}, custom));
  }
  return Object.fromEntries(joined);
}

function joinNote(known: RuleNote, { text, phrases, remedies }: CustomRuleNote): RuleNote {
  return {
    ...known,
    ...(text !== undefined && { text }),
    ...(phrases !== undefined && { phrases: { ...known.phrases, ...Object.fromEntries(phrases) } }),
    ...(remedies !== undefined && {
      remedies: {
        ...known.remedies,
        ...Object.fromEntries([...remedies].map(([situation, names]) => [situation, names ?? []])),
      },
    }),
  };
}

function unknownRemedies(
  { remedies }: CustomRuleNote,
  known: readonly Remedy[],
  pointer: string,
): readonly DialectProblem[] {
  return [...(remedies ?? [])].flatMap(([situation, names]) =>
    (names ?? []).flatMap((name, index) =>
      known.some(({ id }) => id === name)
        ? []
        : [
            {
              pointer: pointer + pointerTo('remedies', situation, index),
              found: `"${name}"`,
              expected: oneOf(known.map(({ id }) => id)),
            },
          ],
    ),
  );
}
