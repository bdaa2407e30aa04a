/** Shorter texts are words or versions. */
const FEWEST_CHARACTERS = 6;

/** True for a text that looks generated: letters with digits among them, or with the padding of base64. */
export function looksGenerated(word: string): boolean {
  return word.length >= FEWEST_CHARACTERS && /[A-Za-z]/.test(word) && (/\d/.test(word) || word.endsWith('='));
}

/** Words that follow the name of a secret or scheme in a sentence without being the secret. */
const WORDS =
  /^(?:auth(?:entication|orization)?|tokens?|schemes?|credentials?|realm|required|missing|invalid|expired|wrong|unknown|is|of|error|true|false|null|none|undefined)[.!]?$/i;

/** True for a word that says something about a secret without being one. */
export function isWordOfSentence(word: string): boolean {
  return WORDS.test(word.trim());
}
