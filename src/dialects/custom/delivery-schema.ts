/** The form of what a dialect file says about how hooks are sent and signed, and which responses count as accepted. */
import {
  choice,
  either,
  flag,
  formByMember,
  list,
  maybe,
  needed,
  numberWithin,
  orNull,
  type ReadBy,
  record,
  type ShapeReader,
  scalar,
  variant,
  within,
} from './shape.ts';
import {
  httpStatus,
  jsonType,
  memberName,
  memberPath,
  seconds,
  sentence,
  token,
  word,
} from './table-readers.ts';

const MOST_RETRIES = 1000;

/** A rule about the body of a response, as a dialect file writes it. */
export type CustomBodyRule =
  | 'any'
  | { readonly json: 'any' | 'object' }
  | { readonly text: readonly string[] }
  | {
      readonly member: readonly string[];
      readonly equals: readonly (string | number | boolean)[];
      readonly refusedBy: readonly ReadBy<typeof jsonType>[] | undefined;
    }
  | { readonly either: readonly CustomBodyRule[] };

/** Names in the `$defs` of the schema. */
export const ACCEPTANCE = 'acceptance';
export const BODY_RULE = 'bodyRule';

export const bodyRule: ShapeReader<CustomBodyRule> = either<CustomBodyRule, CustomBodyRule>(
  (value) => typeof value === 'string',
  choice('any'),
  formByMember({
    json: record({
      json: needed(choice('any', 'object'), 'The body is JSON of any kind, or a JSON object.'),
    }),
    text: record({
      text: needed(list(word, 1), 'The text of the body, without white space around it, is one of these.'),
    }),
    member: record({
      member: needed(memberPath, 'A member of the JSON body, by its names from the root.'),
      equals: needed(list(scalar, 1), 'Its value is one of these, of the very type.'),
      refusedBy: maybe(
        list(jsonType, 1),
        'Types of other values by which the backend refuses on purpose; any other type is a fault of the response.',
      ),
    }),
    either: record({
      either: needed(
        list(
          within(BODY_RULE, (): ShapeReader<CustomBodyRule> => bodyRule),
          1,
        ),
        'Any of these rules holds.',
      ),
    }),
  }),
);

export const acceptance = record({
  statuses: maybe(list(httpStatus, 1), 'Statuses (200), classes ("2xx") and ranges ("200-204").'),
  refusals: maybe(
    list(httpStatus),
    'Other statuses by which the backend refuses on purpose, so that they are no fault; none where left out.',
  ),
  redirects: maybe(
    orNull(
      record({
        statuses: needed(list(httpStatus, 1), 'Statuses that are accepted too.'),
        description: needed(sentence, 'What the server does with them: whole sentences.'),
      }),
    ),
    'Accepted statuses by which the backend sends the client elsewhere; null: none.',
  ),
  body: maybe(
    within(BODY_RULE, () => bodyRule),
    '"any", or what the body of an accepted response must be.',
  ),
});

export const refusalText = record({
  statuses: needed(list(httpStatus, 1), 'Statuses of refusals whose body is looked at.'),
  members: needed(list(memberName, 1), 'The members that the JSON body has, and no others.'),
  text: needed(memberName, 'That of the members whose text reaches the client.'),
  consequence: needed(sentence, 'What becomes of the text of any other body: whole sentences.'),
});

const retry = record({
  after: needed(
    list(choice('no-response', 'refused', 'status', 'body'), 1),
    'Failures after which a call is sent again; "refused": any response that does not count as accepted.',
  ),
  statuses: maybe(list(httpStatus, 1), 'Of the failures by status, only these are repeated.'),
  withinSeconds: needed(seconds, 'Seconds between the failure and the repetition, at most.'),
  times: maybe(orNull(numberWithin(1, MOST_RETRIES, true)), 'How often; null: without end, or not known.'),
  identity: maybe(
    formByMember({
      members: record({ members: needed(list(memberPath, 1), 'The values of these members are equal.') }),
      without: record({
        without: needed(list(memberName, 1), 'The bodies are equal but for these members.'),
      }),
    }),
    'What is equal in a call and its repetition; left out: all bytes of the body.',
  ),
});

export const delivery = record({
  httpMethods: maybe(list(token, 1), 'HTTP methods that hooks are sent with.'),
  bodyForms: maybe(
    list(choice('json', 'form', 'query'), 1),
    'How payloads are written: a JSON body, a form as the body, the query of the target.',
  ),
  timeoutSeconds: maybe(orNull(seconds), 'How long the server waits for a response; null: not known.'),
  slowSeconds: maybe(orNull(seconds), 'From here on a response is slow; null: not known.'),
  longestResponseSeconds: maybe(
    seconds,
    'How long a response may take where the capture does not show how long it took.',
  ),
  retry: maybe(orNull(retry), 'How calls that failed are repeated; null: they are not.'),
  toSeveral: maybe(flag, 'true: the server may be given several URLs, and calls all of them.'),
  mirrored: maybe(flag, 'The backend is to give back what it received.'),
  timeoutSetting: maybe(orNull(word), "Name of the server's setting for the time-out."),
  logFile: maybe(orNull(sentence), 'Where the server logs hooks.'),
});

const hash = choice('md5', 'sha1', 'sha256', 'sha384', 'sha512');
const keySetting = needed(word, "Name of the server's setting for the key.");

export const signature = variant(
  'kind',
  {
    hmac: record({
      kind: maybe(choice('hmac'), 'A header field holds the HMAC of the body.'),
      header: needed(token, 'Name of the header field.'),
      scheme: maybe(orNull(token), 'The word before the signature; null: none.'),
      hash: needed(hash),
      encoding: maybe(
        choice('hex', 'base64', 'base64url'),
        'How the bytes are written; "hex" where left out.',
      ),
      keySetting,
    }),
    jwt: record({
      kind: needed(choice('jwt'), 'A header field holds a JSON Web Token with the hash of the body.'),
      header: needed(token, 'Name of the header field.'),
      scheme: maybe(orNull(token), 'The word before the token, such as "Bearer"; null: none.'),
      bodyHashClaim: needed(memberName, 'The claim with the hash of the body in base64.'),
      hash: needed(hash),
      keySetting,
    }),
    checksum: record({
      kind: needed(choice('checksum'), 'The query holds the hash of URL, body and key, one after the other.'),
      parameter: needed(memberName, 'The member of the query.'),
      hash: needed(hash),
      keySetting,
    }),
  },
  'hmac',
);

export type CustomStatus = ReadBy<typeof httpStatus>;
export type CustomAcceptance = ReadBy<typeof acceptance>;
export type CustomDelivery = ReadBy<typeof delivery>;
export type CustomSignature = ReadBy<typeof signature>;
export type CustomRefusalText = ReadBy<typeof refusalText>;
