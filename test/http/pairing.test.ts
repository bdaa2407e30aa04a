import { describe, expect, test } from 'vitest';
import type { Body, RequestMessage, ResponseMessage } from '../../src/http/index.ts';
import { HeldBodies } from '../../src/http/index.ts';
import { Pairing } from '../../src/http/pairing/pairing.ts';
import type { Pair } from '../../src/http/pairing/pairing-entry.ts';

const BODY: Body = {
  bytes: Buffer.alloc(0),
  length: 0,
  wholeLength: 0,
  sha256: null,
  decoded: true,
  complete: true,
  lost: 0,
  cut: 0,
};
const PLACE = {
  firstFrame: 1,
  lastFrame: 1,
  firstSeconds: 0,
  firstNanoseconds: 0,
  lastSeconds: 0,
  lastNanoseconds: 0,
};
const END = { cause: 'fin', frame: 9, seconds: 9 } as const;

/** Something that happens on a connection. Each message is 10 bytes long and takes its number from its offset. */
type Step =
  | { readonly request: number; readonly acknowledged: number; readonly open?: true; readonly upgrade?: true }
  | { readonly requestDone: number }
  | { readonly response: number; readonly acknowledged: number; readonly open?: true }
  | { readonly responseDone: number }
  | { readonly interim: number }
  | { readonly problem: 'bytes-skipped' }
  | { readonly lose: 'request' | 'response'; readonly to: number; readonly beginning?: true }
  | { readonly reach: number }
  | { readonly end: 'request' | 'response' }
  | 'close';

function requestAt(offset: number): RequestMessage {
  const line = { method: 'GET', target: `/${offset}`, version: '1.1', targetCut: false };
  return {
    ...PLACE,
    ...line,
    startOffset: offset,
    endOffset: offset + 10,
    headers: [],
    trailers: [],
    body: BODY,
  };
}

function responseAt(offset: number): ResponseMessage {
  const line = { status: 200, reason: `${offset}`, version: '1.1' };
  return {
    ...PLACE,
    ...line,
    startOffset: offset,
    endOffset: offset + 10,
    headers: [],
    trailers: [],
    body: BODY,
  };
}

function pairLine({ request, response, interim, reason }: Pair): string {
  const problems = request?.problems.map(({ kind }) => `!${kind}`) ?? [];
  const parts = [
    request?.message?.target ?? '-',
    ...problems,
    '->',
    ...interim,
    response?.message?.reason ?? '-',
  ];
  if (reason !== null) parts.push(reason);
  return parts.join(' ');
}

/** Applies steps one by one; returns the pairs that come of each. */
function play(steps: readonly Step[]): string[][] {
  const pairing = new Pairing(new HeldBodies());
  return steps.map((step) => {
    const pairs: Pair[] = [];
    const done = (offset: number): void => {
      const message = requestAt(offset);
      pairs.push(...pairing.apply({ kind: 'request-done', message, problems: [], endKnown: true }));
    };
    const responseDone = (offset: number): void => {
      const message = responseAt(offset);
      pairs.push(...pairing.apply({ kind: 'response-done', message, problems: [], brokenOff: false }));
    };
    if (step === 'close') {
      pairs.push(...pairing.close());
    } else if ('request' in step) {
      const { request: offset, acknowledged, upgrade = false } = step;
      const line = { method: 'GET', version: '1.1', upgrade };
      pairs.push(...pairing.apply({ kind: 'request-begun', offset, acknowledged, ...line }));
      if (step.open === undefined) done(offset);
    } else if ('requestDone' in step) {
      done(step.requestDone);
    } else if ('response' in step) {
      const { response: offset, acknowledged } = step;
      pairs.push(...pairing.apply({ kind: 'response-begun', offset, acknowledged }));
      if (step.open === undefined) responseDone(offset);
    } else if ('responseDone' in step) {
      responseDone(step.responseDone);
    } else if ('interim' in step) {
      pairs.push(...pairing.apply({ kind: 'interim-response', status: step.interim }));
    } else if ('problem' in step) {
      const problem = { kind: step.problem, side: 'request', offset: 0, excerpt: '' } as const;
      pairs.push(...pairing.apply({ kind: 'request-problem', problem }));
    } else if ('lose' in step) {
      pairing.lose(step.lose, step.to, step.beginning ?? false);
    } else if ('reach' in step) {
      pairs.push(...pairing.reachRequests(step.reach));
    } else {
      pairs.push(...pairing.end(step.end, END));
    }
    return pairs.map(pairLine);
  });
}

/** What happens, and the pairs that come of it, step by step. */
type Table = readonly (readonly [Step, ...string[]])[];

const TABLES: Readonly<Record<string, Table>> = {
  'a pair comes once both messages are complete': [
    [{ request: 0, acknowledged: 0, open: true }],
    [{ response: 0, acknowledged: 5 }],
    [{ requestDone: 0 }, '/0 -> 0'],
  ],
  'pairs come in the order of the requests': [
    [{ request: 0, acknowledged: 0 }],
    [{ request: 10, acknowledged: 0 }],
    [{ response: 0, acknowledged: 20, open: true }],
    [{ responseDone: 0 }, '/0 -> 0'],
    [{ response: 10, acknowledged: 20 }, '/10 -> 10'],
  ],
  'a response that is delivered first waits for its request': [
    [{ response: 0, acknowledged: 10 }],
    [{ request: 0, acknowledged: 0 }, '/0 -> 0'],
  ],
  'a response that was sent before the request belongs to none': [
    [{ response: 0, acknowledged: 10 }],
    [{ request: 10, acknowledged: 10 }, '- -> 0'],
    [{ response: 10, acknowledged: 20 }, '/10 -> 10'],
  ],
  'interim responses come with the response behind them': [
    [{ request: 0, acknowledged: 0 }],
    [{ interim: 100 }],
    [{ interim: 102 }],
    [{ response: 0, acknowledged: 10 }, '/0 -> 100 102 0'],
  ],
  'a problem behind a request is told with it': [
    [{ request: 0, acknowledged: 0 }],
    [{ problem: 'bytes-skipped' }],
    [{ response: 0, acknowledged: 10 }, '/0 !bytes-skipped -> 0'],
  ],
  'bytes behind a request for another protocol are no problem': [
    [{ request: 0, acknowledged: 0, upgrade: true }],
    [{ problem: 'bytes-skipped' }],
    [{ response: 0, acknowledged: 10 }, '/0 -> 0'],
  ],
  'requests that wait when both directions have ended get no response': [
    [{ request: 0, acknowledged: 0 }],
    [{ request: 10, acknowledged: 0 }],
    [{ end: 'request' }],
    [{ end: 'response' }, '/0 -> -', '/10 -> -'],
  ],
  'once HTTP is over, nothing waits any longer': [
    [{ request: 0, acknowledged: 0 }],
    [{ request: 10, acknowledged: 0 }],
    [{ response: 0, acknowledged: 20, open: true }],
    [{ responseDone: 0 }, '/0 -> 0'],
    ['close', '/10 -> -'],
  ],
  'a loss on both sides: what the two ends had received decides': [
    [{ request: 0, acknowledged: 0 }],
    [{ lose: 'response', to: 20, beginning: true }],
    [{ lose: 'request', to: 20, beginning: true }],
    [{ request: 20, acknowledged: 20 }],
    [{ reach: 30 }],
    [{ response: 20, acknowledged: 30 }, '/0 -> - lost-bytes', '/20 -> 20'],
  ],
  'a loss on both sides: a response to a lost request belongs to none': [
    [{ request: 0, acknowledged: 0 }],
    [{ lose: 'response', to: 10, beginning: true }],
    [{ lose: 'request', to: 20, beginning: true }],
    [{ reach: 20 }],
    [{ response: 10, acknowledged: 20 }, '/0 -> - lost-bytes', '- -> 10'],
  ],
  'after a loss, a response waits until the requests that its server had received are delivered': [
    [{ lose: 'request', to: 10 }],
    [{ response: 0, acknowledged: 20 }],
    [{ request: 10, acknowledged: 0, open: true }],
    [{ requestDone: 10 }],
    [{ reach: 20 }, '/10 -> 0'],
  ],
};

describe('what happens on a connection, and the pairs that come of it', () => {
  test.each(Object.entries(TABLES))('%s', (_, table) => {
    const pairs = play(table.map(([step]) => step));
    expect(table.map(([step], index) => [step, ...(pairs[index] ?? [])])).toEqual(table);
  });
});

describe('what a reader is told about requests', () => {
  const pairing = new Pairing(new HeldBodies());
  const state = () => [pairing.waitingVersion, pairing.methodOfResponse, pairing.lastRequestOpen];

  test('follows the events', () => {
    expect(state()).toEqual([null, undefined, false]);
    const head = {
      kind: 'request-begun',
      offset: 0,
      acknowledged: 0,
      version: '1.0',
      upgrade: false,
    } as const;
    pairing.apply({ ...head, method: 'HEAD' });
    expect(state()).toEqual(['1.0', undefined, true]);
    pairing.apply({ kind: 'response-begun', offset: 0, acknowledged: 10 });
    expect(state()).toEqual([null, 'HEAD', true]);
    pairing.apply({ kind: 'response-done', message: responseAt(0), problems: [], brokenOff: false });
    pairing.apply({ kind: 'request-done', message: requestAt(0), problems: [], endKnown: true });
    expect(state()).toEqual([null, undefined, false]);
    pairing.end('request', END);
    pairing.apply({ kind: 'response-begun', offset: 10, acknowledged: 10 });
    expect(state()).toEqual([null, null, false]);
  });
});
