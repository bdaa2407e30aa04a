import { Buffer } from 'node:buffer';

/** Characters that need no quoting in any shell. */
const PLAIN = /^[A-Za-z0-9_./:@%+,=-]+$/;
/** C0 but the line feed, DEL and C1, and what turns the direction of text: a terminal may act on them when the command is pasted. */
const UNSAFE = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * A text as one word of a POSIX shell: within single quotes nothing is special but the quote itself (POSIX.1-2024 XCU §2.2.2).
 * A text with control characters is written as `$'…'` (§2.2.4), with bytes in octal, so that nothing of it acts on the terminal that
 * it is pasted into.
 */
export function shellWord(text: string): string {
  if (PLAIN.test(text)) return text;
  if (UNSAFE.test(text)) return dollarQuoted(text);
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const NAMED: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
  "'": "\\'",
};

function dollarQuoted(text: string): string {
  const quoted = [...text].map((character) => {
    const named = NAMED[character];
    if (named !== undefined) return named;
    return UNSAFE.test(character) ? octal(character) : character;
  });
  return `$'${quoted.join('')}'`;
}

/** Always three digits: a digit that follows is then no part of it. */
function octal(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
