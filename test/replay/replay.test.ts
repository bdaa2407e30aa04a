import { describe, expect, it } from 'vitest';
import { analyse, recoverExchanges } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import {
  isPassed,
  type ReadStep,
  type Received,
  type ReplayRequest,
  type ReplayTally,
  replay,
  replaySteps,
  type StepResult,
} from '../../src/replay/index.ts';
import { analysisOptions } from '../engine/options.ts';

interface Replayed {
  readonly tally: ReplayTally;
  readonly sent: readonly ReplayRequest[];
  readonly results: ReadonlyMap<number, StepResult>;
  /** Numbers of the steps in the order in which they were sent and over: `+3` and `-3`. */
  readonly course: readonly string[];
}

interface Settings {
  readonly fast?: boolean;
  readonly pastRefusals?: boolean;
  readonly showSecrets?: boolean;
  readonly basePath?: string;
  /** Seconds of the replay's own clock that an answer takes. */
  readonly answerSeconds?: number;
}

type Answer = (request: ReplayRequest) => Received;

const echo: Answer = ({ body }) => answered(200, body);

function answered(status: number, body: Buffer = Buffer.alloc(0)): Received {
  return { kind: 'answer', status, reason: '', headers: [], body, complete: true, seconds: 0.01 };
}

/** Replays a sample against a backend that is a function, by a clock that leaps to the next thing that is due. */
async function replayed(sample: string, answer: Answer, settings: Settings = {}): Promise<Replayed> {
  const path = new URL(`../../samples/${sample}`, import.meta.url).pathname;
  const analysed = await analyse([path], analysisOptions());
  if (!analysed.ok) throw new Error('unreadable sample');
  const steps = [...replaySteps(analysed.analysis)];
  const found = await recoverExchanges(
    [path],
    analysisOptions(),
    steps.map(({ call }) => call),
    new Map(),
  );
  const masker = new Masker({ showSecrets: settings.showSecrets === true });
  const sent: ReplayRequest[] = [];
  const results = new Map<number, StepResult>();
  const course: string[] = [];
  const clock = leapingClock();
  const numbers = new Map(steps.map(({ call, number }) => [found.get(call.id)?.request?.body.bytes, number]));
  async function* read(): AsyncGenerator<ReadStep> {
    for (const step of steps) yield { step, exchange: found.get(step.call.id) };
  }
  const tally = await replay(
    read(),
    {
      masker,
      basePath: settings.basePath ?? '',
      fast: settings.fast ?? true,
      pastRefusals: settings.pastRefusals === true,
    },
    {
      send: async (request) => {
        sent.push(request);
        course.push(`+${numbers.get(request.body) ?? '?'}`);
        await clock.sleep((settings.answerSeconds ?? 0) * 1000);
        return answer(request);
      },
      clock,
      onResult: (step, result) => {
        results.set(step.number, result);
        if (result.kind === 'sent') course.push(`-${step.number}`);
      },
      stopped: new Promise(() => {}),
    },
  );
  return { tally, sent, results, course };
}

/** Time passes only where everybody waits for it. */
function leapingClock(): {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
} {
  let now = 0;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  const leap = (): void => {
    const next = sleepers.sort((one, other) => one.at - other.at).shift();
    if (next === undefined) return;
    now = Math.max(now, next.at);
    next.wake();
  };
  return {
    now: () => now,
    sleep: (milliseconds) =>
      new Promise((settle) => {
        sleepers.push({ at: now + milliseconds, wake: settle });
        // What else is to be done at this moment is done first.
        setImmediate(() => setImmediate(leap));
      }),
  };
}

describe('what is sent', () => {
  it('every call in order, byte by byte, with the fields that matter', async () => {
    const { sent, tally } = await replayed('web-phone-call.pcap', echo, { showSecrets: true });
    expect(sent).toHaveLength(6);
    expect(sent.map(({ target }) => target.split('/').at(-1))).toEqual([
      'call',
      'CallStatusEvent',
      'CallStatusEvent',
      'CallStatusEvent',
      'hangup',
      'CallStatusEvent',
    ]);
    const names = sent[0].headers.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
    expect(names).toContain('content-type');
    for (const own of ['host', 'content-length', 'connection', 'transfer-encoding'])
      expect(names).not.toContain(own);
    expect(tally.masked).toBe(0);
    expect(isPassed(tally)).toBe(true);
  });

  it('marks in place of secrets, in a payload that is still JSON, and says so', async () => {
    const hidden = await replayed('log.pcap', echo);
    const shown = await replayed('log.pcap', echo, { showSecrets: true });
    expect(hidden.tally.masked).toBeGreaterThan(0);
    for (const [index, { body }] of hidden.sent.entries()) {
      const text = body.toString();
      if (body.equals(shown.sent[index].body)) continue;
      expect(text).toContain('[secret ');
      expect(Object.keys(JSON.parse(text))).toEqual(
        Object.keys(JSON.parse(shown.sent[index].body.toString())),
      );
    }
    // An echo of marks is no difference.
    expect(hidden.tally.changes.body).toBe(0);
  });

  it('to the path of the address, with the name of the method behind it', async () => {
    const { sent } = await replayed('web-phone-call.pcap', echo, { basePath: '/api/hooks' });
    expect(sent[0].target).toBe('/api/hooks/call');
  });

  it('nothing of which the capture lacks a part', async () => {
    const { sent, tally } = await replayed('snaplen-cut.pcap', echo);
    const cut = tally.incomplete.get('lacks-bytes') ?? 0;
    expect(cut).toBeGreaterThan(0);
    for (const { body } of sent) expect(() => JSON.parse(body.toString())).not.toThrow();
  });
});

describe('the order', () => {
  it('a call waits for those of its session that were over before it, however long they take', async () => {
    const { course } = await replayed('web-phone-call.pcap', echo, {
      fast: false,
      answerSeconds: 100,
      showSecrets: true,
    });
    expect(course).toEqual(['+1', '-1', '+2', '-2', '+3', '-3', '+4', '-4', '+5', '-5', '+6', '-6']);
  });

  it('sessions do not wait for each other at the pace of the capture, and do without it', async () => {
    const paced = await replayed('log.pcap', echo, { fast: false, answerSeconds: 30, showSecrets: true });
    const fast = await replayed('log.pcap', echo, { fast: true, answerSeconds: 30, showSecrets: true });
    const mostOpen = (course: readonly string[]): number => {
      let open = 0;
      return Math.max(...course.map((mark) => (open += mark.startsWith('+') ? 1 : -1)));
    };
    expect(mostOpen(paced.course)).toBeGreaterThan(mostOpen(fast.course));
    expect(paced.tally.behindSeconds).toBeGreaterThan(20);
  });
});

describe('what is compared', () => {
  it('status and consent, by the dialect', async () => {
    const { results, tally } = await replayed('web-phone-call.pcap', ({ target, body }) =>
      target.endsWith('hangup') ? answered(403) : answered(200, body),
    );
    const refused = [...results.values()].filter(
      (result) => result.kind === 'sent' && result.comparison.change === 'refused-now',
    );
    expect(refused).toHaveLength(1);
    expect(isPassed(tally)).toBe(false);
  });

  it('members of the body', async () => {
    const { results } = await replayed('web-phone-call.pcap', ({ body }) => {
      const members = { ...JSON.parse(body.toString()), added: 1 };
      return answered(200, Buffer.from(JSON.stringify(members)));
    });
    const first = results.get(1);
    if (first?.kind !== 'sent') throw new Error('not sent');
    expect(first.comparison.change).toBe('body');
    expect(first.comparison.body).toMatchObject({
      kind: 'members',
      differences: [{ pointer: '/added', other: 1 }],
    });
  });

  it('what the capture refused and is accepted now passes; what is refused as before does not', async () => {
    const better = await replayed('log.pcap', echo);
    expect(better.tally.changes['accepted-now']).toBe(2);
    expect(isPassed(better.tally)).toBe(true);
    const same = await replayed('log.pcap', ({ target, body }) =>
      target.endsWith('/call') ? answered(403) : answered(200, body),
    );
    expect(same.tally.changes).toMatchObject({ refused: 1, 'refused-now': 1 });
    expect(isPassed(same.tally)).toBe(false);
  });

  it('no body where the call server looks at none', async () => {
    const { tally } = await replayed('openvox-ringing.pcap', () => answered(200));
    expect(tally.changes).toMatchObject({ same: 6, body: 0 });
    expect(tally.noTarget).toBe(6);
  });
});

describe('after a refusal', () => {
  const refuseConnect: Answer = ({ target, body }) =>
    target.endsWith('/connect') ? answered(403) : answered(200, body);

  it('what the call server would not have called is not sent', async () => {
    const { tally, sent } = await replayed('web-phone-connection.pcap', refuseConnect);
    expect(tally.notMade).toBeGreaterThan(0);
    expect(sent.every(({ target }) => target.endsWith('/connect'))).toBe(true);
  });

  it('unless it was asked for', async () => {
    const { tally } = await replayed('web-phone-connection.pcap', refuseConnect, { pastRefusals: true });
    expect(tally.notMade).toBe(0);
    expect(tally.madeNevertheless).toBeGreaterThan(0);
  });

  it('where going on is the default, everything is sent', async () => {
    const { tally } = await replayed('web-phone-call.pcap', ({ target, body }) =>
      target.endsWith('/call') ? answered(403) : answered(200, body),
    );
    expect(tally.notMade).toBe(0);
  });
});

it('nobody who listens ends it at the first call', async () => {
  const { tally, sent } = await replayed('log.pcap', () => ({ kind: 'refused' }));
  expect(sent).toHaveLength(1);
  expect(tally.end).toBe('unreachable');
});
