/** One typing error is accepted for so many characters. */
const CHARACTERS_PER_SLIP = 3;
const LONGEST_WORD = 64;
/** Shorter words would be the beginning of too many candidates. */
const FEWEST_FOR_BEGINNING = 6;

/** The candidate with the least edit distance to a word, ignoring case; null where none is similar. */
export function nearestWord(word: string, candidates: readonly string[]): string | null {
  if (word === '' || word.length > LONGEST_WORD) return null;
  const furthest = Math.max(1, Math.floor(word.length / CHARACTERS_PER_SLIP));
  let best: string | null = null;
  let least = furthest + 1;
  for (const candidate of candidates) {
    const distance = distanceTo(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/**
 * The distance to the candidate, to its last part (`missing-call` of `flow/missing-call`), or to its beginning where the word may be
 * cut off.
 */
function distanceTo(word: string, candidate: string): number {
  const last = candidate.slice(candidate.lastIndexOf('/') + 1);
  const whole = Math.min(editDistance(word, candidate), editDistance(word, last));
  if (word.length < FEWEST_FOR_BEGINNING || candidate.length <= word.length + 1) return whole;
  return Math.min(whole, editDistance(word, candidate.slice(0, word.length + 1)));
}

/** The number of typing errors between two words: letters left out, added or replaced, or two neighbours swapped. */
function editDistance(from: string, to: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = cost(last, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const isSwap =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const swapped = isSwap ? cost(before, column - 2) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(replaced, swapped, cost(last, column) + 1, cost(next, column - 1) + 1));
    }
    before = last;
    last = next;
  }
  return cost(last, to.length);
}

function cost(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
