/** The form of what a dialect file says about how hooks are recognised. */
import {
  choice,
  flag,
  list,
  maybe,
  needed,
  numberWithin,
  orNull,
  type ReadBy,
  record,
  text,
  variant,
} from './shape.ts';
import { jsonType, memberName, memberPath, name, token, word } from './table-readers.ts';

const MOST_WEIGHT = 1000;
const LONGEST_PATH = 500;
const LARGEST_NUMBER = Number.MAX_SAFE_INTEGER;

const place = variant('in', {
  payload: record({
    in: needed(choice('payload'), 'A member of the payload, at any depth: a string or an integer.'),
    path: needed(memberPath, 'Names of members from the root.'),
  }),
  header: record({ in: needed(choice('header'), 'A header field.'), name: needed(token, 'Its name.') }),
  segment: record({ in: needed(choice('segment'), 'The last segment of the path.') }),
  query: record({
    in: needed(choice('query'), "A member of the target's query."),
    name: needed(memberName, 'Its name.'),
  }),
});

const shape = record({
  method: needed(name, 'The method whose payloads have this shape.'),
  has: needed(
    list(
      record({
        path: needed(memberPath, 'Names of members from the root.'),
        types: needed(list(jsonType, 1), 'JSON types that the member may have.'),
      }),
      1,
    ),
    'Members that the payload has.',
  ),
  lacks: maybe(list(memberPath), 'Members that it has not, each by its names from the root.'),
});

export const recognition = variant('by', {
  target: record({
    by: needed(choice('target'), 'The last segment of the path names the method.'),
    foreignPaths: maybe(list(word), 'Parts of paths of another interface of the same system.'),
    distinctiveEndings: maybe(
      list(word),
      'Endings of method names that no web application has in its paths.',
    ),
  }),
  body: record({
    by: needed(choice('body'), 'A member of the JSON body names the method.'),
    keys: needed(list(memberName, 1), 'The first of these members that the body has.'),
  }),
  word: record({
    by: needed(choice('word'), 'A word of the request names the method.'),
    places: needed(
      list(place),
      'Where the word may stand: the first place with the name of a method counts.',
    ),
    shapes: maybe(list(shape), 'Methods whose payloads have no word, by the members that they have.'),
    beside: maybe(
      list(memberPath),
      'Members one of which a payload must have where other programs use the same words too.',
    ),
  }),
});

export const hookPath = record({
  path: needed(
    text(LONGEST_PATH, {
      test: /^\/[^?#\s]*$/,
      words: 'a path that begins with "/", without query; "*" stands for any one segment',
    }),
    'The path of the target; "*" stands for any one segment.',
  ),
  method: needed(name, 'The method whose calls are sent there.'),
});

const weight = needed(numberWithin(-MOST_WEIGHT, MOST_WEIGHT), 'What is added where the sign holds.');

export const mark = variant('sign', {
  'no-target': record({
    sign: needed(choice('no-target')),
    holds: needed(flag, 'Whether the request line has no target.'),
    weight,
  }),
  header: record({
    sign: needed(choice('header')),
    name: needed(token, 'Name of the header field.'),
    value: needed(orNull(word), 'Its value; "*" is any value, null: there is no such field.'),
    weight,
  }),
  'header-begin': record({
    sign: needed(choice('header-begin')),
    name: needed(token, 'Name of the header field.'),
    text: needed(word, 'What its value begins with.'),
    weight,
  }),
  'body-key': record({
    sign: needed(choice('body-key')),
    key: needed(memberName, 'A member of the payload.'),
    type: needed(jsonType),
    weight,
  }),
  'body-path': record({
    sign: needed(choice('body-path')),
    path: needed(memberPath, 'A member of the payload, by its names from the root.'),
    type: needed(jsonType),
    weight,
  }),
});

export const unsupported = record({
  title: needed(word, 'What sends these messages: words that follow "messages of".'),
  sign: needed(
    record({
      member: needed(memberName, 'A member of the JSON body that holds a number.'),
      from: needed(numberWithin(-LARGEST_NUMBER, LARGEST_NUMBER), 'The least number.'),
      to: needed(numberWithin(-LARGEST_NUMBER, LARGEST_NUMBER), 'The greatest.'),
      beside: maybe(list(memberName), 'Members that the body has besides.'),
    }),
  ),
});

export type CustomRecognition = ReadBy<typeof recognition>;
export type CustomMark = ReadBy<typeof mark>;
