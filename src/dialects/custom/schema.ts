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
  type ReadBy,
  record,
  scalar,
  table,
} from './shape.ts';
import { systemMembers } from './system-schema.ts';
import {
  jsonType,
  memberName,
  name,
  role,
  seconds,
  sentence,
  statuses,
  tolerance,
  word,
} from './table-readers.ts';

const party = choice('login', 'caller', 'callee', 'name', 'other');

const parameterReader = record({
  description: maybe(sentence),
  types: maybe(list(jsonType, 1)),
  items: maybe(list(jsonType, 1)),
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
  party: maybe(either((value) => !Array.isArray(value), party, list(party, 1))),
});

const methodReader = record({
  description: maybe(sentence),
  role: maybe(role),
  /** The number of a role: how files written for earlier versions name it. */
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
  goesOn: maybe(list(record({ method: needed(name), statuses: maybe(statuses) }))),
  severity: maybe(choice('error', 'warning', 'note')),
  excusedBy: maybe(list(choice('policy-disabled', 'refused-under-fail', 'session-ended'))),
  consequence: maybe(sentence),
  remedies: maybe(list(name)),
});

/** A dialect file; `bases` are the names of the dialects that it may extend. */
export function dialectReader(bases: readonly string[]) {
  return record({
    ...systemMembers,
    $schema: maybe(sentence),
    name: needed(name),
    extends: maybe(choice(...bases)),
    title: maybe(sentence),
    description: maybe(sentence),
    ports: maybe(list(numberWithin(1, 65_535, true))),
    toleranceSeconds: maybe(tolerance),
    contextParameters: maybe(table(memberName, orNull(parameterReader))),
    methods: maybe(table(name, orNull(methodReader))),
    expectations: maybe(table(name, orNull(expectationReader))),
  });
}

export type CustomParameter = ReadBy<typeof parameterReader>;
export type CustomMethod = ReadBy<typeof methodReader>;
export type CustomExpectation = ReadBy<typeof expectationReader>;
export type CustomFile = ReadBy<ReturnType<typeof dialectReader>>;
