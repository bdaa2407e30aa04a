/** The form of a user's own dialect file. `docs/dialects.md` documents it. */
import {
  choice,
  either,
  flag,
  list,
  maybe,
  needed,
  numberWithin,
  orNull,
  type Reader,
  record,
  scalar,
  table,
  text,
} from './shape.ts';

const DAY_SECONDS = 86_400;
const LONGEST_NAME = 100;
const LONGEST_TEXT = 2000;

const sentence = text(LONGEST_TEXT);
const word = text(LONGEST_NAME);
const name = text(LONGEST_NAME, {
  test: /^[A-Za-z][\w.-]*$/,
  words: `a name: a letter, then letters, digits, "_", "." or "-", at most ${LONGEST_NAME} characters`,
});
/** Names that stand for places in a payload may be anything a JSON member may be, but for what is never data. */
const memberName = text(LONGEST_NAME, {
  test: /^(?!__proto__$)[^\p{Cc}]+$/u,
  words: `the name of a JSON member without control characters, at most ${LONGEST_NAME} characters, not "__proto__"`,
});

const severity = choice('error', 'warning', 'note');
const seconds = numberWithin(0.001, DAY_SECONDS);
const jsonTypes = list(choice('string', 'integer', 'number', 'boolean', 'object', 'array', 'null'), 1);
const statuses: Reader<'any' | readonly string[]> = either(
  (value) => typeof value === 'string',
  choice('any'),
  list(word, 1),
);

const parameterReader = record({
  description: maybe(sentence),
  types: maybe(jsonTypes),
  items: maybe(jsonTypes),
  presence: maybe(choice('key', 'usual', 'optional')),
  aliases: maybe(list(memberName)),
  paths: maybe(list(list(memberName, 1), 1)),
  values: maybe(
    record({
      values: needed(list(word, 1)),
      extent: maybe(choice('closed', 'open', 'examples')),
      ignoreCase: maybe(flag),
    }),
  ),
  secret: maybe(flag),
  personal: maybe(choice('person', 'address', 'message')),
});

const methodReader = record({
  description: maybe(sentence),
  hookType: maybe(choice(1, 2, 3, 4)),
  family: maybe(word),
  aliases: maybe(list(name)),
  refusal: maybe(choice('yes', 'pointless', 'no', 'effect-unknown')),
  dialog: maybe(orNull(record({ kind: needed(name), parameter: needed(memberName) }))),
  context: maybe(flag),
  parameters: maybe(table(memberName, orNull(parameterReader))),
  whenMissing: maybe(sentence),
});

const expectationReader = record({
  direction: maybe(choice('forward', 'predecessor')),
  after: maybe(
    record({
      methods: needed(list(name, 1)),
      answer: maybe(choice('any', 'ok', 'failed')),
      statuses: maybe(statuses),
      parameters: maybe(
        list(
          record({
            parameter: needed(memberName),
            test: maybe(choice('is', 'is-not')),
            value: needed(scalar),
            within: maybe(choice('request', 'request-or-answer')),
          }),
        ),
      ),
      firstOfKey: maybe(flag),
      earlier: maybe(list(name)),
    }),
  ),
  expect: maybe(list(record({ method: needed(name), statuses: maybe(statuses) }), 1)),
  key: maybe(choice('session', 'dialog', 'call-numbers')),
  windowSeconds: maybe(seconds),
  metBefore: maybe(choice('tolerance', 'dialog')),
  earlyStatuses: maybe(list(word, 1)),
  severity: maybe(severity),
  excusedBy: maybe(list(choice('policy-disabled', 'refused-under-fail', 'session-ended'))),
  consequence: maybe(sentence),
  remedies: maybe(list(name)),
});

/** A file that extends one of these dialects. */
export function dialectReader(bases: readonly string[]) {
  return record({
    $schema: maybe(sentence),
    name: needed(name),
    extends: needed(choice(...bases)),
    title: maybe(sentence),
    description: maybe(sentence),
    ports: maybe(list(numberWithin(1, 65_535, true))),
    toleranceSeconds: maybe(numberWithin(0, DAY_SECONDS)),
    methods: maybe(table(name, orNull(methodReader))),
    expectations: maybe(table(name, orNull(expectationReader))),
  });
}

type ReadBy<R> = R extends Reader<infer T> ? T : never;
export type CustomParameter = ReadBy<typeof parameterReader>;
export type CustomMethod = ReadBy<typeof methodReader>;
export type CustomExpectation = ReadBy<typeof expectationReader>;
export type CustomFile = ReadBy<ReturnType<typeof dialectReader>>;
