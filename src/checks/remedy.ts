import {
  type Dialect,
  findRemedy,
  type RemedyCase,
  type RemedyValues,
  remedyCommands,
  ruleRemedies,
} from '../dialects/index.ts';

/** What stands in place of the blanks in a remedy's commands; a blank of which nothing is known stays as it is. */
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

/** The remedies that the dialect has for a rule in a situation, as text; null where it has none. */
export function remedyFor(
  dialect: Dialect,
  rule: string,
  situation: RemedyCase,
  blanks: RemedyBlanks = {},
): string | null {
  return remedyText(dialect, ruleRemedies(dialect, rule, situation), blanks);
}
