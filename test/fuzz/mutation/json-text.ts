import type { Random } from '../../../samples/builder/index.ts';
import { numeral } from './numbers.ts';
import { troublesome } from './text.ts';

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  '',
  ' ',
  'a/b~c',
  '0',
  'length',
  'status',
  'callId',
  'sessionId',
  'nodeId',
  'appKey',
  'mediaSessionId',
  'id',
  'operationId',
  'restClientConfig',
  'sipPassword',
  'authToken',
  'token',
  'sipMessageRaw',
  'sdp',
  'custom',
  'action',
  'event',
  'callid',
] as const;

/** JSON texts that are more than JavaScript can hold, or less than JSON. */
const ODD_VALUES = [
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\u0000"',
  '"\\u001b[31m"',
  '"\\x"',
  '"\\u12"',
  '"\t"',
  'undefined',
  "'x'",
  '[,]',
  '{"a":1,}',
  '{"a":1,"a":2}',
  '{"__proto__":{"x":1}}',
  '{"__proto__":null}',
  '{"constructor":{"prototype":{"x":1}}}',
  '/*x*/1',
  '"\u2028"',
  '[1,2',
  '"open',
  '{"a"',
  '1 2',
  '\ufeff{}',
  '"a=crypto:1 AES inline:c2VjcmV0"',
  '"Authorization: Digest username=\\"a\\", response=\\"0123\\""',
] as const;

const DEEPEST = 300;

/** Writes a JSON value as text with about `faults` faults in random places. */
export function writeBroken(value: unknown, random: Random, faults: number): string {
  const places = Math.max(1, countNodes(value));
  return write(value, random, faults / places);
}

function write(value: unknown, random: Random, share: number): string {
  if (random.chance(share)) return replaced(value, random, share);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, random, share)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).map(([name, member]) => writeMember(name, member, random, share));
  if (random.chance(share)) members.push(writeMember(random.pick(NAMES), member(value, random), random, 0));
  return `{${members.join(',')}}`;
}

function writeMember(name: string, value: unknown, random: Random, share: number): string {
  const shown = random.chance(share)
    ? random.chance(0.5)
      ? random.pick(NAMES)
      : name + troublesome(random)
    : name;
  const text = `${JSON.stringify(shown)}:${write(value, random, share)}`;
  return random.chance(share) ? `${text},${text}` : text;
}

function replaced(value: unknown, random: Random, share: number): string {
  switch (random.below(9)) {
    case 0:
      return numeral(random);
    case 1:
      return random.pick(ODD_VALUES);
    case 2:
      return JSON.stringify(typeof value === 'string' ? value + troublesome(random) : troublesome(random));
    case 3:
      return nested(random, write(value, random, share / 2));
    case 4:
      return `[${write(value, random, 0)},${write(value, random, 0)}]`;
    case 5:
      return JSON.stringify(String(value).repeat(random.between(2, 200)).slice(0, 20_000));
    case 6:
      return `${random.pick([' ', '\t', '\r\n', '\u00a0', '\ufeff'])}${write(value, random, 0)}`;
    case 7:
      return `"${troublesome(random)}"`;
    default:
      return write(value, random, 0).slice(0, -1);
  }
}

function nested(random: Random, inner: string): string {
  const depth = random.pick([2, 20, 63, 64, 65, DEEPEST]);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"status":', '}]'],
  ] as const);
  return open.repeat(depth) + inner + close.repeat(random.chance(0.8) ? depth : random.below(depth));
}

function member(value: object, random: Random): unknown {
  const members = Object.values(value);
  return members.length === 0 ? null : random.pick(members.map((each: unknown) => [each]))[0];
}

function countNodes(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const each of Object.values(value)) count += countNodes(each);
  return count;
}
