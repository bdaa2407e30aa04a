import { MAX_REMEMBERED_KEYS } from '../base/limits.ts';

/** Names of tables are shorter; a longer word is no slip of the keyboard. */
const LONGEST_WORD = 64;
/** One slip in so many characters is taken as one. */
const CHARACTERS_PER_SLIP = 4;

/**
 * The candidate that a word is most likely a misspelling of; null where none is near. Case is no difference, so a word
 * in other case has its own candidate as the nearest.
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
  if (word.length === 0 || word.length > LONGEST_WORD) return null;
  let known = remembered.get(candidates);
  if (known === undefined) {
    known = new Map();
    remembered.set(candidates, known);
  }
  let found = known.get(word);
  if (found === undefined) {
    found = findNearest(word, candidates);
    if (known.size >= MAX_REMEMBERED_KEYS) known.clear();
    known.set(word, found);
  }
  return found;
}

/** What was found for words met last, by the list of candidates: the same few words come in every payload. */
const remembered = new WeakMap<readonly string[], Map<string, string | null>>();

function findNearest(word: string, candidates: readonly string[]): string | null {
  const sought = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(word.length / CHARACTERS_PER_SLIP)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(sought, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** ', did you mean X?' as the end of a message; empty where nothing is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const suggestion = nearest(word, candidates);
  return suggestion === null ? '' : `; did you mean ${suggestion}?`;
}

/** Levenshtein's distance: insertions, deletions and replacements, two rows at a time. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = at(previous, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1));
    }
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column];
}
