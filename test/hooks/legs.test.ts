import { describe, expect, it } from 'vitest';
import { groupExchanges, type HookCall } from '../../src/hooks/index.ts';
import { hookCall } from './messages.ts';

let ids = 0;

/** An exchange from one end point to another, from a moment up to another (seconds); null: no response, given up then. */
function exchange(
  [client, server]: readonly [string, string],
  [from, to]: readonly [number, number],
  answered: number | null = 200,
  changes: Partial<HookCall> = {},
): HookCall {
  const read = hookCall(
    'call',
    { callId: 'c' },
    { answer: [answered ?? 200, '{}'], at: from, frame: ids + 1 },
  );
  ids += 2;
  const seconds = Math.floor(to);
  const ended = { seconds, nanoseconds: Math.round((to - seconds) * 1e9), latencySeconds: to - from };
  return {
    ...read,
    id: ids,
    stream: ids,
    client,
    server,
    response: answered === null || read.response === null ? null : { ...read.response, ...ended },
    ...(answered === null && { end: 'fin', endSeconds: to }),
    ...changes,
  };
}

const NO_TWINS = { areTwins: () => false, isResponseUnseen: () => false };
const SERVER = '10.0.0.5:40000';
const PROXY = '10.0.0.8:80';
const OF_PROXY = '10.0.0.8:50000';
const BACKEND = '10.0.0.9:8080';

/** The calls with the legs of each: `0: 1 relayed`. */
function grouped(exchanges: readonly HookCall[], facts = NO_TWINS): readonly string[] {
  const found = groupExchanges(exchanges, facts);
  return exchanges
    .filter((each) => found.isCall(each))
    .map((call) => {
      const legs = found.legsOf(call).map((leg) => `${exchanges.indexOf(leg.exchange)} ${leg.kind}`);
      const attempts = found.attemptsOf(call).map((each) => exchanges.indexOf(each));
      return `${attempts.join('+')}: ${legs.join(', ')}`;
    });
}

describe('legs of a call', () => {
  const outer = exchange([SERVER, PROXY], [100, 101]);

  it('a proxy relays it', () => {
    expect(grouped([outer, exchange([OF_PROXY, BACKEND], [100.1, 100.9])])).toEqual(['0: 1 relayed']);
  });

  it('two proxies in a row', () => {
    const second = exchange([OF_PROXY, '10.0.0.7:81'], [100.1, 100.9]);
    const third = exchange(['10.0.0.7:50000', BACKEND], [100.2, 100.8]);
    expect(grouped([outer, second, third])).toEqual(['0: 1 relayed, 2 relayed']);
  });

  it('all on one machine', () => {
    const local = exchange(['127.0.0.1:40000', '127.0.0.1:80'], [100, 101]);
    const further = exchange(['127.0.0.1:40001', '127.0.0.1:8080'], [100.1, 100.9]);
    expect(grouped([local, further])).toEqual(['0: 1 relayed']);
  });

  it('addresses that were translated: the connections begin with equal sequence numbers', () => {
    const translated = exchange(['172.17.0.1:40000', '172.17.0.2:8080'], [100, 101]);
    expect(grouped([outer, translated], { ...NO_TWINS, areTwins: () => true })).toEqual(['0: 1 translated']);
    // Only the server's address is translated, as for a container.
    expect(grouped([outer, exchange([SERVER, '172.17.0.2:8080'], [100, 101])])).toEqual(['0: 1 translated']);
  });

  it('who gave up first did not see how it ended', () => {
    const backend = exchange([OF_PROXY, BACKEND], [100.1, 130]);
    expect(grouped([exchange([SERVER, PROXY], [100, 115], null), backend])).toEqual(['0: 1 relayed']);
    const given = exchange([SERVER, PROXY], [100, 160], 504);
    expect(grouped([given, exchange([OF_PROXY, BACKEND], [100.1, 160], null)])).toEqual(['0: 1 relayed']);
  });

  it('a proxy that tries two backends, of which the first fails', () => {
    const first = exchange([OF_PROXY, BACKEND], [100.1, 100.2], 502);
    const second = exchange(['10.0.0.8:50001', '10.0.0.10:8080'], [100.3, 100.9]);
    expect(grouped([outer, first, second])).toEqual(['0: 1 relayed, 2 relayed']);
  });

  it('an attempt that failed, and its repetition, each with its leg', () => {
    const failed = exchange([SERVER, PROXY], [100, 101], 502);
    const leg = exchange([OF_PROXY, BACKEND], [100.1, 100.9], 500);
    const again = exchange([SERVER, PROXY], [102, 103]);
    const itsLeg = exchange([OF_PROXY, BACKEND], [102.1, 102.9]);
    expect(grouped([failed, leg, again, itsLeg])).toEqual(['0+2: 1 relayed, 3 relayed']);
  });
});

describe('calls of their own are', () => {
  const first = exchange([SERVER, BACKEND], [100, 101]);

  it('those of a call server that tells two backends the same', () => {
    expect(grouped([first, exchange(['10.0.0.5:40001', '10.0.0.10:8080'], [100.1, 100.9])])).toEqual([
      '0: ',
      '1: ',
    ]);
  });

  it('those that follow each other, or have another body, or another session', () => {
    const proxied = exchange([SERVER, PROXY], [100, 101]);
    const way = [OF_PROXY, BACKEND] as const;
    for (const other of [
      exchange(way, [101.1, 102]),
      exchange(way, [100.1, 100.9], 200, { fingerprint: proxied.fingerprint + 1 }),
      exchange(way, [100.1, 100.9], 200, { sessionId: 'other' }),
      exchange(way, [100.5, 101.5]),
    ]) {
      expect(grouped([proxied, other])).toEqual(['0: ', '1: ']);
    }
  });

  it('many bodies do not push out what is under way', () => {
    const proxied = exchange([SERVER, PROXY], [100, 200]);
    const between = Array.from({ length: 9000 }, (_, index) => ({
      ...exchange([SERVER, PROXY], [101 + index / 1000, 101.001 + index / 1000]),
      // Each twice: what occurs once is not kept anyway.
      fingerprint: 1_000_000 + (index >> 1),
    }));
    const inner = exchange([OF_PROXY, BACKEND], [150, 199]);
    const found = groupExchanges([proxied, ...between, inner], NO_TWINS);
    expect(found.legsOf(proxied).map((leg) => leg.exchange)).toEqual([inner]);
  });
});
