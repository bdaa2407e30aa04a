import { describe, expect, it } from 'vitest';
import { atOnce } from '../../src/base/steps.ts';
import { findDuplicates } from '../../src/checks/verdicts/duplicates.ts';
import type { Dialect, RetryRule } from '../../src/dialects/index.ts';
import { groupExchanges, type HookCall, readCall } from '../../src/hooks/index.ts';
import { findRepetitions } from '../../src/hooks/repetitions.ts';
import { ANY_SUCCESS, CODE_ZERO, serverWith } from '../checks/refusing-dialects.ts';
import { answerOf, exchangeOf, requestOf } from './messages.ts';

/** Servers that say after which failures they repeat a call, and by what a repetition is known. */

interface Sent {
  readonly method?: string;
  readonly body: string;
  /** Status and body; null: none. */
  readonly answer?: readonly [number, string] | null | undefined;
  readonly from?: string;
  readonly to?: string;
  readonly path?: string;
  /** Seconds until the answer. */
  readonly takes?: number;
}

let frames = 0;

function sent(dialect: Dialect, at: number, parts: Sent): HookCall {
  const { method = 'tell', body, answer = [200, '{"code":0}'], path = '/hooks', takes = 0.01 } = parts;
  frames += 4;
  const request = requestOf(`${path}/${method}`, body, [], frames, at);
  const response = answer === null ? null : answerOf(answer[0], answer[1], frames + 1, at + takes);
  const origin = {
    stream: frames,
    client: parts.from ?? '10.0.0.5:40000',
    server: parts.to ?? '10.0.0.9:8080',
    serverPort: 8080,
  };
  const read = readCall([dialect], origin, exchangeOf(request, response));
  if (read === null || read.certainty !== 'certain') throw new Error('no hook');
  return { ...read.call, id: frames };
}

function pairs(calls: readonly HookCall[]): readonly string[] {
  const found = atOnce(findRepetitions(calls, () => false));
  return [...found].map(([earlier, later]) => `${calls.indexOf(earlier)}-${calls.indexOf(later)}`);
}

const COUNTED: RetryRule = {
  after: ['no-response', 'status', 'body'],
  withinSeconds: 4,
  times: 1,
  identity: { by: 'without', members: ['hook_index'] },
};
const counted = serverWith({ acceptance: CODE_ZERO, delivery: { retry: COUNTED } });
const numbered = (index: number, rest = '"visit":"v"'): string =>
  `{\n\t"hook_index" : ${index},\n\t${rest}\n}`;

describe('a repetition with another number', () => {
  const first = (answer: Sent['answer']): HookCall => sent(counted, 100, { body: numbered(9), answer });
  const again = (at = 103.1, rest?: string): HookCall => sent(counted, at, { body: numbered(10, rest) });

  it.each<[string, Sent['answer'], readonly string[]]>([
    ['no response', null, ['0-1']],
    ['another status', [404, ''], ['0-1']],
    ['a body that is no JSON', [200, 'ok'], ['0-1']],
    ['a code of another type', [200, '{"code":"0"}'], ['0-1']],
    ['a refusal on purpose', [200, '{"code":1}'], []],
    ['acceptance', [200, '{"code":0}'], []],
  ])('follows %s', (_, answer, expected) => {
    const isClosed = answer === null ? { end: 'fin' as const, endSeconds: 100 } : {};
    expect(pairs([{ ...first(answer), ...isClosed }, again()])).toEqual(expected);
  });

  it('is none where anything else differs, or it comes later', () => {
    expect(pairs([first([500, '']), again(103.1, '"visit":"w"')])).toEqual([]);
    expect(pairs([first([500, '']), again(105)])).toEqual([]);
  });

  it('is no duplicate, because each number is a call of its own', () => {
    const calls = [first([200, '{"code":0}']), again(100.5)];
    expect(
      atOnce(
        findDuplicates(
          calls,
          () => true,
          () => false,
        ),
      ).size,
    ).toBe(0);
  });
});

const BY_ID: RetryRule = {
  after: ['no-response', 'status'],
  statuses: [
    { from: 429, to: 429 },
    { from: 500, to: 500 },
    { from: 502, to: 599 },
  ],
  withinSeconds: 30,
  times: 4,
  identity: { by: 'members', paths: [['id']] },
};
const several = serverWith({
  acceptance: ANY_SUCCESS,
  delivery: { retry: BY_ID, toSeveral: true },
});
const event = (id: string, count = 1): string => `{"room":{"id":"R${count}"},"id":"${id}"}`;

describe('a repetition by its id', () => {
  const repeatedAfter = (status: number, parts: Partial<Sent> = {}): readonly string[] =>
    pairs([
      sent(several, 100, { body: event('EV_1'), answer: [status, ''] }),
      sent(several, 102, { body: event('EV_1'), ...parts }),
    ]);

  it('follows the statuses after which the server repeats, and no other', () => {
    expect([429, 500, 503].map((status) => repeatedAfter(status))).toEqual([['0-1'], ['0-1'], ['0-1']]);
    expect([400, 404, 501].map((status) => repeatedAfter(status))).toEqual([[], [], []]);
  });

  it('may differ in everything else of its body', () => {
    expect(repeatedAfter(503, { body: event('EV_1', 2) })).toEqual(['0-1']);
    expect(repeatedAfter(503, { body: event('EV_2') })).toEqual([]);
  });

  it('goes to the same place: at another one the same id is a call of its own', () => {
    expect(repeatedAfter(503, { to: '10.0.0.8:8080' })).toEqual([]);
    expect(repeatedAfter(503, { path: '/other' })).toEqual([]);
  });
});

describe('the same call to two backends', () => {
  const one = (parts: Partial<Sent> = {}, at = 100): HookCall =>
    sent(several, at, { body: event('EV_1'), takes: 1, ...parts });
  const legs = (calls: readonly HookCall[]): readonly string[] => {
    const found = groupExchanges(calls, { areTwins: () => false, isResponseUnseen: () => false });
    return calls.filter((call) => !found.isCall(call)).map((call) => String(calls.indexOf(call)));
  };

  it('is no leg, from whatever address and port it comes', () => {
    const inner = { to: '10.0.0.8:8080', takes: 0.2 };
    expect(legs([one(), one({ ...inner, from: '10.0.0.5:40001' }, 100.1)])).toEqual([]);
    expect(legs([one(), one({ ...inner, from: '10.0.0.5:40000' }, 100.1)])).toEqual([]);
    expect(legs([one({ from: '127.0.0.1:4', to: '127.0.0.1:80' }), one(inner, 100.1)])).toEqual([]);
  });

  it('is a leg where the first backend sends it on', () => {
    expect(legs([one(), one({ from: '10.0.0.9:5000', to: '10.0.0.8:8080', takes: 0.2 }, 100.1)])).toEqual([
      '1',
    ]);
  });

  it('is no duplicate; at the same place it is one', () => {
    const found = (parts: Partial<Sent>): number =>
      atOnce(
        findDuplicates(
          [one({ takes: 0.1 }), one({ takes: 0.1, ...parts }, 100.5)],
          () => true,
          () => false,
        ),
      ).size;
    expect(found({ to: '10.0.0.8:8080' })).toBe(0);
    expect(found({})).toBe(1);
  });
});
