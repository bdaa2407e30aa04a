import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyse, openLive, recoverExchanges } from '../../src/engine/index.ts';
import type { Exchange } from '../../src/http/index.ts';
import { analysisOptions } from './options.ts';
import { steppedStream } from './stepped-stream.ts';

const path = new URL('../../samples/log.pcap', import.meta.url).pathname;
const bytes = readFileSync(path);

/** Offset behind the record of a frame (classic pcap, little-endian). */
function endOfFrame(frame: number): number {
  let offset = 24;
  for (let number = 1; number <= frame; number++) offset += 16 + bytes.readUInt32LE(offset + 8);
  return offset;
}

/** Frames of which the first bytes of the capture hold all. */
function framesWithin(count: number): number {
  let frames = 0;
  while (endOfFrame(frames + 1) <= count) frames += 1;
  return frames;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

function shape(analysis: Analysis): unknown {
  return {
    calls: analysis.calls.map((call) => [call.method, call.requestFrames, call.response?.status]),
    verdicts: [...analysis.expectations].map((expected) => [
      analysis.positions.of(expected.trigger),
      expected.method,
      expected.verdict,
    ]),
    findings: analysis.findings.map((finding) => [finding.rule, finding.severity, finding.message]),
  };
}

describe('an analysis that is under way', () => {
  it('shows what was read so far, and comes to the same end as one in a single go', async () => {
    const { stream, step } = steppedStream(bytes, [20_000, 50_000]);
    const opened = await openLive([{ kind: 'stream', path: '-', stream }], {
      ...analysisOptions(),
      follow: false,
      realTime: false,
    });
    if (!opened.ok) throw new Error(opened.errors[0]?.message);
    const { live } = opened;
    await until(() => live.progress().frames === framesWithin(20_000));
    const early = live.snapshot();
    expect(early.calls.length).toBeGreaterThan(0);
    expect([...early.expectations].some((expected) => expected.verdict === 'missing')).toBe(false);
    const ended = new Promise<void>((resolve) => {
      live.subscribe(() => {
        if (live.done) resolve();
      });
    });
    step();
    step();
    await ended;
    const whole = await analyse([path], analysisOptions());
    if (!whole.ok) throw new Error('unreadable sample');
    expect(live.snapshot().calls.length).toBeGreaterThan(early.calls.length);
    expect(shape(live.snapshot())).toEqual(shape(whole.analysis));
  });

  it('makes a new model of what was read until then, while it reads on', async () => {
    const { stream, step } = steppedStream(bytes, [40_000, 60_000]);
    const opened = await openLive([{ kind: 'stream', path: '-', stream }], {
      ...analysisOptions(),
      follow: false,
      realTime: false,
    });
    if (!opened.ok) throw new Error(opened.errors[0]?.message);
    const { live } = opened;
    const before = framesWithin(40_000);
    await until(() => live.progress().frames === before);
    const renewed = live.renew();
    step();
    const early = await renewed;
    expect(early.captures[0]?.frames).toBe(before);
    expect(live.snapshot()).toBe(early);
    const told = shape(early);
    await until(() => live.progress().frames === framesWithin(60_000));
    expect(shape(early)).toEqual(told);
    step();
    await until(() => live.done);
    expect(shape(early)).toEqual(told);
    const last = await live.renew();
    expect(last.calls.length).toBeGreaterThan(early.calls.length);
    expect(await live.renew()).toBe(last);
  });

  it('tells on a silent line that time goes on', async () => {
    // Up to the answer of the connect after which nothing more comes.
    const whole = await analyse([path], analysisOptions());
    if (!whole.ok) throw new Error('unreadable sample');
    const missing = [...whole.analysis.expectations].find(({ verdict }) => verdict === 'missing');
    const lastFrame = missing?.trigger.response?.frames[1] ?? 0;
    const end = endOfFrame(lastFrame);
    const opened = await openLive(
      [{ kind: 'stream', path: '-', stream: steppedStream(bytes, [end]).stream }],
      {
        ...analysisOptions({ windowFactor: 0.05 }),
        follow: false,
        realTime: true,
      },
    );
    if (!opened.ok) throw new Error(opened.errors[0]?.message);
    const { live } = opened;
    const verdict = (): string | undefined =>
      [...live.snapshot().expectations].find(
        ({ trigger }) => trigger.requestFrames[0] === missing?.trigger.requestFrames[0],
      )?.verdict;
    await until(() => live.progress().frames === lastFrame);
    await live.renew();
    expect(verdict()).toBe('inconclusive');
    await new Promise<void>((resolve) => {
      const end = live.subscribe(() => {
        void live.renew().then(() => {
          if (verdict() !== 'missing') return;
          end();
          resolve();
        });
      });
    });
    expect(live.done).toBe(false);
  });

  it.each([false, true])(
    'knows where frames stand of a capture that ends (%s in real time)',
    async (realTime) => {
      const opened = await openLive([path], { ...analysisOptions(), follow: false, realTime });
      if (!opened.ok) throw new Error(opened.errors[0]?.message);
      const { live } = opened;
      await new Promise<void>((resolve) => live.subscribe(() => live.done && resolve()));
      const last = live.snapshot().calls.at(-1);
      if (last === undefined) throw new Error('no calls');
      const { places } = live;
      if (realTime) expect(places).toBeNull();
      else expect(places?.before(last.requestFrames[0])?.number).toBeGreaterThan(1);
      const found = await recoverExchanges([path], { ...analysisOptions(), places }, [last], new Map());
      expect([...found.keys()]).toEqual([last.id]);
    },
  );

  it('shows a request before its answer', async () => {
    const whole = await analyse([path], analysisOptions());
    if (!whole.ok) throw new Error('unreadable sample');
    const call = whole.analysis.calls[3];
    const { stream } = steppedStream(bytes, [endOfFrame(call?.requestFrames[1] ?? 0)]);
    const opened = await openLive([{ kind: 'stream', path: '-', stream }], {
      ...analysisOptions(),
      follow: false,
      realTime: false,
    });
    if (!opened.ok) throw new Error(opened.errors[0]?.message);
    await until(() => opened.live.progress().frames === call?.requestFrames[1]);
    const { calls } = opened.live.snapshot();
    expect(calls).toHaveLength(4);
    expect(calls[3]).toMatchObject({ method: call?.method, response: null, end: 'capture' });
  });
});

describe('a body that was not kept', () => {
  it('is found again in the capture', async () => {
    const whole = await analyse([path], analysisOptions());
    if (!whole.ok) throw new Error('unreadable sample');
    const call = whole.analysis.calls[10];
    const kept = whole.analysis.exchanges.get(call.id);
    if (kept === undefined) throw new Error('the sample has fewer calls');
    const found = await recoverExchanges([path], { reader: 'hookscope' }, [call], new Map());
    const withoutOffsets = ({ request, response, ...rest }: Exchange): unknown => ({
      ...rest,
      request: { ...request, startOffset: 0, endOffset: 0 },
      response: { ...response, startOffset: 0, endOffset: 0 },
    });
    const again = found.get(call.id);
    expect(again && withoutOffsets(again)).toEqual(withoutOffsets(kept));
    expect((await recoverExchanges(['-'], { reader: 'hookscope' }, [call], new Map())).size).toBe(0);
  });

  it('is not looked for where it is at hand, in a pipe either', async () => {
    const whole = await analyse([path], analysisOptions());
    if (!whole.ok) throw new Error('unreadable sample');
    const [first, second] = whole.analysis.calls;
    const kept = whole.analysis.exchanges.get(first.id);
    if (kept === undefined) throw new Error('nothing was kept');
    const found = await recoverExchanges(
      ['-'],
      { reader: 'hookscope' },
      [first, second],
      new Map([[first.id, kept]]),
    );
    expect([...found]).toEqual([[first.id, kept]]);
  });
});
