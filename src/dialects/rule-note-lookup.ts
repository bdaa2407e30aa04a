import type { RemedyCase, RulePhrase } from './rule-notes.ts';
import type { Dialect } from './types.ts';

/** The note of one or several dialects on a rule. */
export interface SharedNote {
  /** Names of the dialects that say so. */
  readonly names: readonly string[];
  readonly text: string;
}

/** What dialects add to the documentation of a rule; dialects with the same text share a note. */
export function dialectNotes(dialects: readonly Dialect[], rule: string): readonly SharedNote[] {
  const names = new Map<string, string[]>();
  for (const dialect of dialects) {
    const text = noteText(dialect, rule);
    if (text !== null) names.set(text, [...(names.get(text) ?? []), dialect.name]);
  }
  return [...names].map(([text, owners]) => ({ names: owners, text }));
}

/** What a dialect adds to the documentation of a rule; null where it adds nothing. */
export function noteText(dialect: Dialect, rule: string): string | null {
  return dialect.ruleNotes[rule]?.text ?? null;
}

/** A sentence of a finding in the dialect's words, with its blanks filled in; null where the dialect has none. */
export function rulePhrase(
  dialect: Dialect,
  rule: string,
  phrase: RulePhrase,
  blanks: Readonly<Record<string, string>> = {},
): string | null {
  const text = dialect.ruleNotes[rule]?.phrases?.[phrase];
  if (text === undefined) return null;
  return text.replaceAll(/<(\w+)>/g, (blank: string, name: string) => blanks[name] ?? blank);
}

/** Ids of the remedies that a dialect has for a rule in a situation, the likeliest first. */
export function ruleRemedies(dialect: Dialect, rule: string, situation: RemedyCase): readonly string[] {
  return dialect.ruleNotes[rule]?.remedies?.[situation] ?? [];
}
