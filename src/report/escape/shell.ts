/** Words that a POSIX shell takes as they are. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * A word of a command line for a POSIX shell: in quotes where the shell would act on it. null where it cannot be typed: it holds
 * control characters or ones that are not seen.
 */
export function shellWord(word: string): string | null {
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(word)) return null;
  if (PLAIN.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
