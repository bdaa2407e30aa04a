/** The form of those members of a dialect file that describe the system itself. `docs/dialects.md` documents it. */
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
  text,
  variant,
} from './shape.ts';
import { jsonType, memberName, name, role, seconds, sentence, token, word } from './table-readers.ts';

const MOST_WEIGHT = 1000;
const MOST_RETRIES = 1000;

const recognition = variant('by', {
  target: record({
    by: needed(choice('target')),
    foreignPaths: maybe(list(word)),
    distinctiveEndings: maybe(list(word)),
  }),
  body: record({ by: needed(choice('body')), keys: needed(list(memberName, 1)) }),
});

const weight = needed(numberWithin(-MOST_WEIGHT, MOST_WEIGHT));
const mark = variant('sign', {
  'no-target': record({ sign: needed(choice('no-target')), holds: needed(flag), weight }),
  header: record({
    sign: needed(choice('header')),
    name: needed(token),
    value: needed(orNull(word)),
    weight,
  }),
  'body-key': record({
    sign: needed(choice('body-key')),
    key: needed(memberName),
    type: needed(jsonType),
    weight,
  }),
});

const context = record({
  session: needed(memberName),
  application: maybe(orNull(memberName)),
  node: maybe(orNull(memberName)),
  sessionForm: maybe(choice('opaque', 'client-and-server')),
});

/** A status, all statuses of a class, or a range. */
const acceptedStatus = either(
  (value) => typeof value === 'number',
  numberWithin(100, 599, true),
  text(7, {
    test: /^[1-5](?:xx|\d\d-[1-5]\d\d)$/,
    words: 'a status, a class such as "2xx", or a range such as "200-204"',
  }),
);

const acceptance = record({
  statuses: maybe(list(acceptedStatus, 1)),
  body: maybe(
    either(
      (value) => typeof value === 'string',
      choice('any'),
      record({ member: needed(list(memberName, 1)), equals: needed(list(scalar, 1)) }),
    ),
  ),
});

const delivery = record({
  httpMethods: maybe(list(token, 1)),
  bodyForms: maybe(list(choice('json'), 1)),
  timeoutSeconds: maybe(orNull(seconds)),
  slowSeconds: maybe(orNull(seconds)),
  longestResponseSeconds: maybe(seconds),
  retry: maybe(
    orNull(
      record({
        after: needed(list(choice('no-response', 'refused'), 1)),
        withinSeconds: needed(seconds),
        times: maybe(orNull(numberWithin(1, MOST_RETRIES, true))),
      }),
    ),
  ),
  mirrored: maybe(flag),
  timeoutSetting: maybe(orNull(word)),
  logFile: maybe(orNull(sentence)),
});

const signature = record({
  header: needed(token),
  scheme: needed(token),
  hash: needed(choice('md5', 'sha1', 'sha256', 'sha512')),
  keySetting: needed(word),
});

const errorRow = record({
  role: needed(role),
  method: maybe(name),
  policy: maybe(choice('any', 'stop', 'go-on')),
  outcome: needed(choice('continues', 'stops', 'declines', 'repeats', 'unknown')),
  description: needed(sentence),
  callerGets: maybe(sentence),
  clientGets: maybe(sentence),
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
  kind: needed(name),
  method: needed(name),
  begins: needed(list(name)),
  underWay: maybe(record({ statuses: maybe(list(word)), methods: maybe(list(name)) })),
  ends: needed(list(record({ status: needed(word), mayFollow: maybe(list(word)) }), 1)),
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

const absence = record({ description: needed(sentence), remedies: maybe(list(name)) });

/** Members of a dialect file that say what the system is like; all may be left out. */
export const systemMembers = {
  recognition: maybe(recognition),
  marks: maybe(list(mark)),
  context: maybe(orNull(context)),
  statusParameter: maybe(memberName),
  numberParameters: maybe(list(memberName)),
  roleNames: maybe(
    record({ opener: maybe(word), ask: maybe(word), event: maybe(word), incoming: maybe(word) }),
  ),
  acceptance: maybe(acceptance),
  delivery: maybe(delivery),
  signature: maybe(orNull(signature)),
  errors: maybe(list(errorRow)),
  clientConfig: maybe(orNull(clientConfig)),
  endings: maybe(list(ending)),
  activation: maybe(orNull(activation)),
  remedies: maybe(table(name, orNull(remedy))),
  absences: maybe(table(name, orNull(absence))),
  infoHints: maybe(list(record({ text: needed(sentence), hint: needed(sentence) }))),
};

export type CustomClientConfig = ReadBy<typeof clientConfig>;
export type CustomStatus = ReadBy<typeof acceptedStatus>;
