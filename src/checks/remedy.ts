import { type Dialect, findRemedy, type RemedyValues, remedyCommands } from '../dialects/index.ts';

/** What is put in place of a remedy's blanks, where it is known. */
export type RemedyBlanks = { readonly [Name in keyof RemedyValues]: string | null | undefined };

/**
 * The remedies with the given ids as text: each its description, then its commands, one a line and indented, so that
 * they can be copied. Commands that stand in several of them are given once. Null where no id is known.
 */
export function remedyText(
  dialect: Dialect,
  ids: readonly string[],
  blanks: RemedyBlanks = {},
): string | null {
  const values = Object.fromEntries(
    Object.entries(blanks).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  const lines: string[] = [];
  const given = new Set<string>();
  for (const id of new Set(ids)) {
    const remedy = findRemedy(dialect, id);
    if (remedy === null) continue;
    lines.push(remedy.description);
    for (const command of remedyCommands(remedy, values)) {
      if (!given.has(command)) lines.push(`  ${command}`);
      given.add(command);
    }
  }
  return lines.length === 0 ? null : lines.join('\n');
}
