import { describe, expect, it } from 'vitest';
import {
  address,
  factor,
  listOf,
  moment,
  oneOfWords,
  port,
  text,
  trueOrFalse,
} from '../../src/cli/settings/values.ts';
import { nearestWord, suggestionText } from '../../src/cli/suggestion.ts';

describe('values of settings', () => {
  it.each([
    ['a port as text', port, '9091', 9091],
    ['a port as a number', port, 9091, 9091],
    ['IPv4', address, '192.0.2.7', '192.0.2.7'],
    ['IPv6', address, '2001:db8::7', '2001:db8::7'],
    ['a factor', factor, '0.5', 0.5],
    ['a list', listOf(port), [1, '2'], [1, 2]],
    ['one item for a list', listOf(port), 1, [1]],
    ['a word', oneOfWords(['error', 'never']), 'never', 'never'],
    ['seconds', moment, '12.5', { since: 'first-frame', seconds: 12.5 }],
    ['seconds as a number', moment, 12.5, { since: 'first-frame', seconds: 12.5 }],
    ['a time', moment, '2023-11-14T22:13:20Z', { since: '1970', seconds: 1_700_000_000 }],
    [
      'a time without a zone is UTC',
      moment,
      '2023-11-14 22:13:20',
      { since: '1970', seconds: 1_700_000_000 },
    ],
    ['a time with a zone', moment, '2023-11-15T01:13:20+03:00', { since: '1970', seconds: 1_700_000_000 }],
    [
      'a time with a fraction',
      moment,
      '2023-11-14T22:13:20.250Z',
      { since: '1970', seconds: 1_700_000_000.25 },
    ],
    ['a time without seconds', moment, '2023-11-14T22:13Z', { since: '1970', seconds: 1_699_999_980 }],
  ])('%s', (_name, reader, given, value) => {
    expect(reader(given)).toEqual({ ok: true, value });
  });

  it.each([
    ['port', port, ['0', '65536', '9091x', '', '-1', '1e3', 1.5, null, true, '0x10', ' 9091']],
    ['address', address, ['localhost', '1.2.3', '', 7, '127.0.0.1:9091']],
    ['factor', factor, ['0', '-1', 'two', '', 'Infinity', 'NaN', 0, null, '0x10']],
    ['moment', moment, ['yesterday', '', '-1', '2023-13-45T00:00:00Z', '2023-11-14', '1e3', -1, null]],
    ['list', listOf(port), [['x'], [[1]], {}]],
    ['flag', trueOrFalse, ['true', 1, null]],
    ['text', text, ['', 7, null]],
  ])('are no %s', (_name, reader, wrong) => {
    for (const each of wrong) expect(reader(each), JSON.stringify(each)).toMatchObject({ ok: false });
  });
});

describe('suggestions', () => {
  const words = ['check', 'exchanges', 'explain', 'hooks', 'init', 'flow/missing-call'];

  it.each([
    ['chek', 'check'],
    ['chekc', 'check'],
    ['EXPLAIN', 'explain'],
    ['flow/missing', 'flow/missing-call'],
    ['log.pcap', null],
    ['', null],
    ['x'.repeat(10_000), null],
  ])('for %j: %j', (word, suggested) => {
    expect(nearestWord(word, words)).toBe(suggested);
  });

  it('is the end of a sentence, or nothing', () => {
    expect(suggestionText('hoks', words)).toBe('; did you mean hooks?');
    expect(suggestionText('zzz', words)).toBe('');
  });
});
