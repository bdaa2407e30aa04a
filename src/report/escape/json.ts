/**
 * Characters that JSON allows unescaped in strings but that terminals and viewers act upon. RFC 8259 §7 allows escaping
 * any character.
 */
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/**
 * A lone surrogate, as JSON.stringify writes it. An escaped backslash is matched first, so that what follows it is not
 * taken for an escape.
 */
const SURROGATES = /\\\\|\\ud[89a-f][0-9a-f]{2}/g;
/** Text without either of these: printable ASCII without a backslash, as most records are. */
const PLAIN = /^[ -[\]-~]*$/;
/** A string in which nothing needs an escape, so it has no quotation mark either. */
const PLAIN_STRING = /^[ !#-[\]-~]*$/;

/**
 * Writes a value as JSON text on one line that is safe on a terminal and in strict parsers. Control and format
 * characters are written as escapes, which read back the same. Lone surrogates, which no UTF-8 text can hold, become
 * U+FFFD.
 */
export function stringifyJson(value: unknown): string {
  return safeJson(JSON.stringify(value));
}

/** The same for a text or null. Reports write millions of these. */
export function stringifyText(text: string | null): string {
  if (text === null) return 'null';
  return PLAIN_STRING.test(text) ? `"${text}"` : stringifyJson(text);
}

/** The same on several lines for people, indented by two spaces a level. */
export function stringifyJsonLines(value: unknown): string {
  return JSON.stringify(value, null, 2).split('\n').map(safeJson).join('\n');
}

function safeJson(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(SURROGATES, (written) => (written === '\\\\' ? written : '\ufffd'))
    .replace(UNSAFE, escaped);
}

/**
 * Writes an escape for each code unit, so that a character beyond U+FFFF becomes a pair of escapes, as JSON demands.
 */
function escaped(character: string): string {
  let text = '';
  for (let index = 0; index < character.length; index++) {
    text += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return text;
}
