/**
 * Characters that a viewer obeys as commands, that hide or reorder the text around them, or that have no agreed shape:
 * control characters (C0, DEL, C1), format characters (bidirectional controls, zero width joiners, byte order marks),
 * line and paragraph separators, lone surrogates, private use and unassigned code points, and whatever a renderer has
 * to ignore (Unicode Standard Annex #9; Unicode property Default_Ignorable_Code_Point).
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/**
 * Combining marks after the fourth on one letter: they would reach into the lines above and below. Written languages
 * need three at most.
 */
const PILED_MARKS = /(?<=\p{M}{4})\p{M}/gu;
const PLAIN_ASCII = /^[ -~]*$/;

const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Makes each unsafe character of a text visible, as `
 * `, `\r`, `\t` or `\u{1b}`. Every format needs this before it escapes its own markup. The result is one line: a caller
 * that wants lines splits the text before.
 */
export function showUnsafe(text: string): string {
  if (PLAIN_ASCII.test(text)) return text;
  return text.replace(UNSAFE, visible).replace(PILED_MARKS, visible);
}

function visible(character: string): string {
  const short = SHORT_FORMS.get(character);
  if (short !== undefined) return short;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
