import { finds, pieceFinder } from './piece-finder.ts';
import { SECRET_PIECES } from './secret-pieces.ts';

/** Members of a digest, and the beginnings of a key line of a session description: they need an equals sign besides. */
const FURTHER_PIECES = ['response', 'cnonce', 'rspauth', 'auts', 'kclear', 'kbase64', 'kuri'];
const pieces = pieceFinder([...SECRET_PIECES, ...FURTHER_PIECES]);

/** Characters beyond ASCII, which may look like others, and signs that begin an escape, behind which anything may be. */
const HIDING = /[%\\&\u0080-\uffff]/;
/** The password of a SIP address (RFC 3261 §19.1.1). */
const SIP_PASSWORD = /\bsips?:(?:\[[a-z]+ \d+\]|[^\s/:@"\\<>])+:[^\s/:@"\\<>]+@/i;

/** Whether all names of a set have a piece, so that none of them is in a text without one. */
const areFound = new WeakMap<ReadonlySet<string>, boolean>();

/**
 * True for a text in which no form of a secret can be, although it may have signs of one: a SIP message or session
 * description without credentials. One look at each character tells. `names` are additional secret names.
 */
export function isQuiet(text: string, names: ReadonlySet<string>): boolean {
  if (HIDING.test(text) || finds(pieces, text) || !havePieces(names)) return false;
  return !text.includes('@') || (!text.includes('://') && !SIP_PASSWORD.test(text));
}

function havePieces(names: ReadonlySet<string>): boolean {
  let found = areFound.get(names);
  if (found === undefined) {
    found = [...names].every((name) => finds(pieces, name));
    areFound.set(names, found);
  }
  return found;
}
