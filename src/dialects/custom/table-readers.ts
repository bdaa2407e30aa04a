/** Readers of the small values that the tables of a dialect file consist of. */
import { choice, either, list, numberWithin, type ShapeReader, text } from './shape.ts';

const DAY_SECONDS = 86_400;
const LONGEST_NAME = 100;
const LONGEST_TEXT = 2000;

export const sentence = text(LONGEST_TEXT);
export const word = text(LONGEST_NAME);
/** A value as text, which may be empty. */
export const value = text(LONGEST_NAME, undefined, 0);
export const name = text(LONGEST_NAME, {
  test: /^[A-Za-z][\w.-]*$/,
  words: `a name: a letter, then letters, digits, "_", "." or "-", at most ${LONGEST_NAME} characters`,
});
/** A name as it is on the wire: systems number their methods, or write them as words of their own. */
export const wireName = text(LONGEST_NAME, {
  test: /^[^\p{Cc}\s](?:[^\p{Cc}]*[^\p{Cc}\s])?$/u,
  words: `text without control characters and without space at its ends, at most ${LONGEST_NAME} characters`,
});
/** The name of a member of a payload may be any JSON member name except `__proto__`, which is never data. */
export const memberName = text(LONGEST_NAME, {
  test: /^(?!__proto__$)[^\p{Cc}]+$/u,
  words: `the name of a JSON member without control characters, at most ${LONGEST_NAME} characters, not "__proto__"`,
});
/** Names of members from the root of a payload. */
export const memberPath = list(memberName, 1);
/** A word that HTTP allows as a method, a field name or a scheme (RFC 9110 §5.6.2). */
export const token = text(LONGEST_NAME, {
  test: /^[!#$%&'*+.^_`|~\w-]+$/,
  words: `a word of letters, digits and !#$%&'*+-.^_\`|~, at most ${LONGEST_NAME} characters`,
});

/** A span of time: more than 0, at most a day. */
export const seconds = numberWithin(0.001, DAY_SECONDS);
/** A span of time that may be 0. */
export const tolerance = numberWithin(0, DAY_SECONDS);

export const role = choice('opener', 'ask', 'event', 'incoming');
export const jsonType = choice('string', 'integer', 'number', 'boolean', 'object', 'array', 'null');
export const statuses: ShapeReader<'any' | readonly string[]> = either(
  (given) => typeof given === 'string',
  choice('any'),
  list(word, 1),
);

/** A status, all statuses of a class, or a range. */
export const httpStatus = either(
  (given) => typeof given === 'number',
  numberWithin(100, 599, true),
  text(7, {
    test: /^[1-5](?:xx|\d\d-[1-5]\d\d)$/,
    words: 'a status, a class such as "2xx", or a range such as "200-204"',
  }),
);
