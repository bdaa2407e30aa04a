import { nearestWord } from '../base/nearest-word.ts';

export { nearestWord };

/** `; did you mean X?` for the candidate that a word is most likely a misspelling of; empty where none is similar. */
export function suggestionText(word: string, candidates: readonly string[]): string {
  const near = nearestWord(word, candidates);
  return near === null ? '' : `; did you mean ${near}?`;
}
