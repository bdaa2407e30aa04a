/** The form of those members of a dialect file that describe the system itself. `docs/dialects.md` documents it. */
import { ACCEPTANCE, acceptance, delivery, refusalText, signature } from './delivery-schema.ts';
import { hookPath, mark, recognition, unsupported } from './recognition-schema.ts';
import { ruleNote } from './rule-note-schema.ts';
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
  table,
  text,
  variant,
  within,
} from './shape.ts';
import { httpStatus, memberName, memberPath, name, role, seconds, sentence, word } from './table-readers.ts';

const context = record({
  session: needed(
    either((given) => !Array.isArray(given), memberName, list(memberName, 1)),
    'The context parameter that names the session, or several whose values together do.',
  ),
  perHost: maybe(
    flag,
    'true: each server numbers its sessions for itself, and calls do not name the server.',
  ),
  application: maybe(orNull(memberName), 'The one that names the application; null: there is none.'),
  node: maybe(orNull(memberName), 'The one that names the server; null: there is none.'),
  sessionForm: maybe(
    choice('opaque', 'client-and-server'),
    '"client-and-server": ids such as "/192.0.2.7:5000/192.0.2.1:8443".',
  ),
});

const errorRow = record({
  role: needed(role, 'Calls with this role.'),
  method: maybe(name, 'Only calls of this method.'),
  after: maybe(
    list(choice('no-response', 'status', 'body', 'refusal'), 1),
    'Only failures of these kinds: no response, a status, a faulty body, a body that refuses on purpose.',
  ),
  statuses: maybe(list(httpStatus, 1), 'Only after a response with one of these statuses.'),
  policy: maybe(
    choice('any', 'stop', 'go-on'),
    'The configuration under which it is so; "any" where left out.',
  ),
  outcome: needed(
    choice('continues', 'stops', 'declines', 'repeats', 'loses', 'unknown'),
    'What the server does.',
  ),
  description: needed(sentence, 'The same as a sentence.'),
  callerGets: maybe(sentence, 'What the caller is told.'),
  clientGets: maybe(sentence, 'What the client is told.'),
});

const configWord = record({
  effect: needed(choice('calls', 'overwrites', 'switches-off', 'stops', 'goes-on')),
  spellings: maybe(list(word)),
  description: maybe(sentence),
});

const configField = variant('form', {
  word: record({
    form: needed(choice('word')),
    decides: maybe(orNull(choice('calling', 'refusal'))),
    words: needed(table(word, configWord)),
    default: needed(word),
    description: maybe(sentence),
  }),
  'name-list': record({
    form: needed(choice('name-list')),
    decides: maybe(orNull(choice('excluded', 'overwritten'))),
    description: maybe(sentence),
  }),
});

const clientConfig = record({
  parameter: needed(memberName),
  method: needed(name),
  fields: needed(table(memberName, configField)),
});

const ending = record({
  kind: needed(name, '"session", or the kind of a dialog.'),
  method: needed(name, 'The event that reports the end.'),
  begins: needed(list(name), 'Methods that begin it.'),
  underWay: maybe(record({ statuses: maybe(list(word)), methods: maybe(list(name)) })),
  ends: needed(
    list(
      record({ status: needed(word), mayFollow: maybe(list(word), 'Statuses that may still follow.') }),
      1,
    ),
    'Statuses of the event after which it is over.',
  ),
  established: maybe(list(word, 1), 'Statuses of the event that say that it came about.'),
});

const counter = record({
  parameter: needed(memberName, 'The parameter with the number: an integer.'),
  per: maybe(choice('node'), 'Each server counts for itself.'),
  begins: needed(
    numberWithin(0, Number.MAX_SAFE_INTEGER, true),
    'The number of the first call after a start.',
  ),
});

const periodic = record({
  method: needed(name, 'The method that comes again and again.'),
  per: needed(choice('node', 'session', 'dialog'), 'What has a beat of its own.'),
  intervalSeconds: maybe(orNull(seconds), 'Seconds between two; null: learned from the capture.'),
  setting: maybe(orNull(word), "Name of the server's setting for the interval; null: there is none."),
  consequence: needed(sentence, 'What it means when they fail to come: a sentence.'),
});

const activation = record({
  how: maybe(orNull(sentence)),
  remedies: maybe(list(name)),
  shownBy: maybe(orNull(name)),
});

const remedy = record({
  description: needed(sentence),
  where: needed(choice('shell', 'server-cli', 'server-setting', 'backend', 'network')),
  commands: maybe(list(sentence)),
});

const absence = record({
  description: needed(sentence, 'Why a capture may hold no hook: a sentence.'),
  remedies: maybe(list(name), 'Names of remedies.'),
  ruledOutBy: maybe(
    list(choice('no-tls', 'traffic-on-port')),
    'It is not given where the capture holds no TLS, or has traffic of the port of hooks.',
  ),
});

/** Rules are named as in "hookscope explain". */
const ruleId = text(100, {
  test: /^[a-z][a-z-]*\/[a-z][a-z0-9-]*$/,
  words: 'the name of a rule, such as "answer/status"',
});

/** Members of a dialect file that say what the system is like; all may be left out. */
export const systemMembers = {
  server: maybe(
    word,
    'What sentences call the system, such as "the call server": it begins them, or follows a preposition.',
  ),
  recognition: maybe(recognition, 'How a request is known to be a hook, and of which method.'),
  hookPaths: maybe(list(hookPath), 'Paths to which calls of one method are sent, whatever else they show.'),
  marks: maybe(list(mark), 'Signs that tell this system from others with the same method names.'),
  embedded: maybe(list(memberPath), 'Members whose value is a JSON text, each by its names from the root.'),
  context: maybe(
    orNull(context),
    'Parameters that name the session, the application and the server; null: no sessions.',
  ),
  statusParameter: maybe(memberName, 'The parameter with the status; "status" where left out.'),
  numberParameters: maybe(
    list(memberName),
    'Parameters with numbers of the parties, for the key "call-numbers".',
  ),
  roleNames: maybe(
    record({ opener: maybe(word), ask: maybe(word), event: maybe(word), incoming: maybe(word) }),
    'What the system calls the roles of methods.',
  ),
  acceptance: maybe(
    within(ACCEPTANCE, () => acceptance),
    'Which responses count as accepted.',
  ),
  refusalText: maybe(
    orNull(refusalText),
    'By what body the backend tells the client why it refuses; null: by none.',
  ),
  delivery: maybe(delivery, 'How hooks are sent.'),
  signature: maybe(orNull(signature), 'How requests are signed; null: they are not.'),
  errors: maybe(list(errorRow), 'What the server does when a call fails.'),
  clientConfig: maybe(orNull(clientConfig), 'What a response may configure; null: nothing.'),
  endings: maybe(list(ending), 'When a session or a dialog is over.'),
  counters: maybe(
    list(counter),
    'Members that the server counts up with each call: a gap proves calls that are not in the capture.',
  ),
  periodic: maybe(list(periodic), 'Hooks that come again and again.'),
  activation: maybe(orNull(activation), 'How methods are switched on; null: all are called.'),
  remedies: maybe(table(name, orNull(remedy)), 'What to type or set, by name.'),
  absences: maybe(table(name, orNull(absence)), 'Why a capture may hold no hook, by name.'),
  unsupported: maybe(list(unsupported), 'Messages of related systems that are known and not read.'),
  infoHints: maybe(
    list(record({ text: needed(sentence), hint: needed(sentence) })),
    'What beginnings of the parameter "info" mean.',
  ),
  ruleNotes: maybe(
    table(ruleId, orNull(ruleNote)),
    'Words and remedies of single rules, by the name of the rule.',
  ),
};

export type CustomClientConfig = ReadBy<typeof clientConfig>;
