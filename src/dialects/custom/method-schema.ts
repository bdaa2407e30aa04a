/** The form of methods and their parameters in a dialect file. */
import { ACCEPTANCE, acceptance } from './delivery-schema.ts';
import {
  choice,
  either,
  flag,
  formByMember,
  list,
  maybe,
  needed,
  orNull,
  type ReadBy,
  record,
  table,
  within,
} from './shape.ts';
import {
  jsonType,
  memberName,
  memberPath,
  name,
  role,
  seconds,
  sentence,
  value,
  wireName,
  word,
} from './table-readers.ts';

/** Name in the `$defs` of the schema. */
export const PARAMETER = 'parameter';

const party = choice('login', 'caller', 'callee', 'name', 'other');

export const parameter = record({
  description: maybe(sentence, 'A sentence.'),
  types: maybe(list(jsonType, 1), 'JSON types that are accepted.'),
  items: maybe(list(jsonType, 1), 'JSON types of the items of a list.'),
  presence: maybe(
    choice('key', 'usual', 'optional'),
    '"key": an error where absent, null or empty. "usual": ordinarily present. "optional" where left out.',
  ),
  excusedWhen: maybe(
    orNull(choice('absent-from-capture')),
    'Of a key: no error where no call of the whole capture has it.',
  ),
  aliases: maybe(list(memberName), 'Other names of the same member.'),
  paths: maybe(
    list(memberPath, 1),
    'Where it stands if not at the top: lists of member names, in which "*" is every item of a list.',
  ),
  values: maybe(
    record({
      values: needed(list(word, 1), 'The known values.'),
      extent: maybe(
        choice('closed', 'open', 'examples'),
        '"closed": any other is wrong. "open": any other is told as a note. "examples": no other is told.',
      ),
      ignoreCase: maybe(flag, 'Compared without regard to case.'),
    }),
  ),
  text: maybe(
    orNull(choice('integer', 'number', 'date-time', 'json')),
    'What a string of this parameter must be written as.',
  ),
  absentMeans: maybe(orNull(value), 'What an absent member stands for, such as "0".'),
  secret: maybe(
    either((given) => typeof given !== 'string', flag, choice('value', 'query', 'sip-message')),
    'true: masked in all output. "query": a query or a URL with one, whose values are masked. "sip-message": SIP text, whose credentials are masked.',
  ),
  personal: maybe(
    choice('person', 'address', 'message'),
    'What it tells of people: masked by --redact personal.',
  ),
  party: maybe(
    either((given) => !Array.isArray(given), party, list(party, 1)),
    'Which part the person has in the call whom it names.',
  ),
});

const dialog = formByMember({
  parameter: record({
    kind: needed(name, 'Such as "call" or "stream", or a word of your own.'),
    parameter: needed(memberName, 'The parameter whose value tells dialogs apart.'),
  }),
  parameters: record({
    kind: needed(name, 'Such as "call" or "stream", or a word of your own.'),
    parameters: needed(list(memberName, 2), 'The parameters whose values together tell dialogs apart.'),
  }),
});

export const method = record({
  description: maybe(sentence, 'A sentence.'),
  role: maybe(
    role,
    '"opener": the first call of a session. "ask": the server asks before it acts. "event": it has happened. "incoming": something comes from the other side.',
  ),
  hookType: maybe(choice(1, 2, 3, 4), 'The number of the role: how files for earlier versions name it.'),
  family: maybe(word, 'Chapter in lists.'),
  aliases: maybe(list(wireName), 'Other names on the wire, such as the number of the event.'),
  refusal: maybe(choice('yes', 'pointless', 'no', 'effect-unknown'), 'Whether the backend may refuse it.'),
  dialog: maybe(orNull(dialog), 'What tells the calls, streams, visits … apart; null: nothing.'),
  context: maybe(flag, 'false: the call carries no context parameters.'),
  outsideSessions: maybe(flag, 'true: its calls belong to no session.'),
  recurs: maybe(flag, 'true: equal calls are neither attempts of one call nor duplicates.'),
  openMembers: maybe(flag, 'true: it may have members that no table lists.'),
  statusParameter: maybe(orNull(memberName), 'The parameter with the status, where it is another one.'),
  acceptance: maybe(
    orNull(within(ACCEPTANCE, () => acceptance)),
    'Which responses count as accepted, where it is otherwise.',
  ),
  timeoutSeconds: maybe(orNull(seconds), 'How long the server waits for a response, where it is otherwise.'),
  parameters: maybe(
    table(memberName, orNull(within(PARAMETER, () => parameter))),
    'Parameters by name; null takes one away.',
  ),
  whenMissing: maybe(sentence, 'What it means when the call is not made: a sentence.'),
});

export type CustomParameter = ReadBy<typeof parameter>;
export type CustomMethod = ReadBy<typeof method>;
