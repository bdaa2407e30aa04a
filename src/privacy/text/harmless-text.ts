import { FOUND, pieceFinder, SEPARATOR, START } from './piece-finder.ts';
import { SECRET_PIECES } from './secret-pieces.ts';
import { CUT_AUTHORITY } from './secret-text.ts';

const { classes, next } = pieceFinder(SECRET_PIECES);

/** Characters of ASCII. */
const CHARACTERS = 128;
/** Characters that have a meaning in forms, in JSON, in URLs or in mark-up, and may thus be part of what is searched for. */
const DOUBTFUL_SIGNS = '"\'\\=<%';

// What a character is: the class of the automaton, or one of these.
const DOUBTFUL = 0xff;
const COLON = 0xfe;
const AT_SIGN = 0xfd;
const LAST_CLASS = 0xfc;
const KINDS = kindsOfCharacters();

/**
 * True where one look at each character of a text tells that no secret is in it: it is printable ASCII without signs that
 * enclose or name a value, without a colon together with `@`, without a password before a host that is cut off, and without any of the pieces, whatever signs separate their
 * letters. JSON escapes nothing in such a text. False says nothing: the text has to be searched. The text is that of some
 * bytes from `start` to before `end`.
 */
export function isHarmless(bytes: Uint8Array, start: number, end: number): boolean {
  let state = START;
  let colons = 0;
  let hasAtSign = false;
  for (let index = start; index < end; index++) {
    const character = bytes[index];
    const kind = character < CHARACTERS ? KINDS[character] : DOUBTFUL;
    if (kind <= LAST_CLASS) {
      if (kind !== SEPARATOR) state = next[state + kind];
      if (state === FOUND) return false;
    } else if (kind === DOUBTFUL) return false;
    else if (kind === COLON) colons += 1;
    else hasAtSign = true;
  }
  if (colons > 0 && hasAtSign) return false;
  return colons < 2 || !CUT_AUTHORITY.test(latin1(bytes, start, end));
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}

function kindsOfCharacters(): Uint8Array {
  const kinds = new Uint8Array(CHARACTERS).fill(DOUBTFUL);
  for (let character = 0x20; character < 0x7f; character++) kinds[character] = classes[character];
  for (const sign of DOUBTFUL_SIGNS) kinds[sign.charCodeAt(0)] = DOUBTFUL;
  kinds[':'.charCodeAt(0)] = COLON;
  kinds['@'.charCodeAt(0)] = AT_SIGN;
  return kinds;
}
