/** Fewer characters are a word or a version. */
const FEWEST_CHARACTERS = 6;

/** True for a word that nobody would say: letters with digits among them, or with the padding of base64. */
export function looksMadeUp(word: string): boolean {
  return word.length >= FEWEST_CHARACTERS && /[A-Za-z]/.test(word) && (/\d/.test(word) || word.endsWith('='));
}

/** What is said of secrets and in place of them, and follows their names and schemes in sentences. */
const WORDS =
  /^(?:auth(?:entication|orization)?|tokens?|schemes?|credentials?|realm|required|missing|invalid|expired|wrong|unknown|is|of|error|true|false|null|none|undefined)[.!]?$/i;

/** True for a word that says something about a secret and is none. */
export function isWordOfSentence(word: string): boolean {
  return WORDS.test(word.trim());
}
