import { describe, expect, test } from 'vitest';
import type { Method, Parameter } from '../../src/dialects/index.ts';
import { describeMethod, toJsonSchema } from '../../src/dialects/index.ts';
import { findingsOf, read } from './exchange-builder.ts';
import { serverWith } from './refusing-dialects.ts';

/** Strings that stand for something else. */

const row = (name: string, changes: Partial<Parameter>): Parameter => ({
  name,
  types: ['string'],
  presence: 'optional',
  description: 'X.',
  source: 'CUSTOM',
  ...changes,
});

const PARAMETERS: readonly Parameter[] = [
  row('created', { text: 'integer', absentMeans: '0' }),
  row('either', { text: 'integer', types: ['string', 'integer'] }),
  row('ratio', { text: 'number' }),
  row('time', { text: 'date-time' }),
  row('msg', { text: 'json' }),
  row('nested', { text: 'integer', paths: [['room', 'created']] }),
];
const server = serverWith({ methods: { parameters: PARAMETERS } });

function told(payload: object): readonly string[] {
  const call = read({ target: '/hooks/tell', payload, answer: { payload: '' } }, [server]);
  return findingsOf([call])
    .filter(({ rule }) => rule === 'payload/type')
    .map(({ message, pointer }) => `${pointer}: ${message}`);
}

describe('a string', () => {
  test.each<object>([
    { created: '9223372036854775807' },
    { created: '' },
    { either: '1' },
    { either: 1 },
    { ratio: '-1.5e3' },
    { time: '2026-05-12T13:45:00.123+09:00' },
    { msg: '{"a":1}' },
    { room: { created: '0' } },
  ])('is written as it must be: %j', (payload) => {
    expect(told(payload)).toEqual([]);
  });

  test.each<[object, string]>([
    [
      { created: '0x1F' },
      '/created: created is the string "0x1F" in tell, documented as an integer in digits.',
    ],
    [
      { created: '1.5' },
      '/created: created is the string "1.5" in tell, documented as an integer in digits.',
    ],
    [{ created: 1 }, '/created: created is an integer in tell, documented as string.'],
    [{ ratio: 'much' }, '/ratio: ratio is the string "much" in tell, documented as a number in digits.'],
    [
      { time: 'today' },
      '/time: time is the string "today" in tell, documented as a date and time as in RFC 3339.',
    ],
    [{ msg: '{a:1}' }, '/msg: msg is the string "{a:1}" in tell, documented as JSON.'],
    [
      { room: { created: 'x' } },
      '/room/created: nested is the string "x" in tell, documented as an integer in digits.',
    ],
  ])('is not: %j', (payload, message) => {
    expect(told(payload).map((each) => each.replace(/\.?$/, '.'))).toEqual([message]);
  });

  test('is described, and its schema says the same', () => {
    const method = server.methods[0] as Method;
    const described = describeMethod(server, method.name)?.parameters[0];
    expect([described?.text, described?.absentMeans]).toEqual(['an integer in digits', '0']);
    const { created, msg } = toJsonSchema(method).properties ?? {};
    expect(new RegExp(created?.pattern ?? 'x').test('12')).toBe(true);
    expect(new RegExp(created?.pattern ?? '').test('1x')).toBe(false);
    expect(created?.['x-absent-means']).toBe('0');
    expect(msg?.contentMediaType).toBe('application/json');
  });
});
