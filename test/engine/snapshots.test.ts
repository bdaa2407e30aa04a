import { describe, expect, it } from 'vitest';
import { type CaptureSet, END, FRAME, openCapture } from '../../src/capture/index.ts';
import { type Analysis, judge } from '../../src/engine/index.ts';
import { Reading } from '../../src/engine/reading.ts';
import { EVERYTHING, parseFilter, type Selection, viewOf } from '../../src/filter/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { randomCapture, splitInTime, splitOptions } from './splitting.ts';
import { told } from './told.ts';

/** A snapshot with what it told when it was made. */
interface Kept {
  readonly analysis: Analysis;
  readonly told: string;
}

const REDACTING = new Masker({ showSecrets: false, redact: 'personal' });

/** Views that may be asked for besides the whole. */
function selectionsFor({ calls }: Analysis): readonly Selection[] {
  const filter = parseFilter('http:>=200');
  if (!filter.ok) throw new Error(filter.message);
  const session = calls.find(({ sessionId }) => sessionId !== null)?.sessionId ?? null;
  return [
    EVERYTHING,
    { ...EVERYTHING, session },
    { ...EVERYTHING, filter: filter.filter },
    { ...EVERYTHING, from: { since: 'first-frame', seconds: 2 } },
  ];
}

/** Reads on by so many frames; false at the end. */
async function readOn(capture: CaptureSet, reading: Reading, frames: number): Promise<boolean> {
  for (let taken = 0; taken < frames; ) {
    const step = capture.next();
    if (step === END) return false;
    if (step === FRAME) {
      reading.frame(capture.frame);
      taken += 1;
    } else if (!(await capture.fill())) return false;
  }
  return true;
}

/** Snapshots, and views of them, while a capture is read; after each of them some calls are forgotten. */
async function snapshotsOf(
  bytes: Buffer,
  every: number,
  forgotten: (calls: Analysis['calls']) => Analysis['calls'],
): Promise<readonly Kept[]> {
  const opened = await openCapture(splitInTime(bytes, []));
  if (!opened.ok) throw new Error(opened.error.message);
  const { capture } = opened;
  const options = splitOptions({ keepExchanges: 'first' });
  const reading = new Reading(options);
  const kept: Kept[] = [];
  const keep = (analysis: Analysis): void => {
    kept.push({ analysis, told: told(analysis) });
  };
  for (let more = true; more; ) {
    more = await readOn(capture, reading, every);
    if (!more) reading.finish();
    const analysis = judge(reading.shard(capture, !more), options);
    for (const selection of selectionsFor(analysis)) keep(viewOf(analysis, selection, options.masker));
    keep(viewOf(analysis, EVERYTHING, REDACTING));
    reading.forget({ calls: new Set(forgotten(analysis.calls)), folded: new Set() });
  }
  return kept;
}

describe('a snapshot of a growing capture', () => {
  it.each([1, 11, 28, 54])('never changes, whatever is read later: capture %i', async (seed) => {
    const kept = await snapshotsOf(randomCapture(seed), 149, () => []);
    expect(kept.length).toBeGreaterThan(10);
    for (const each of kept) expect(told(each.analysis)).toBe(each.told);
  });

  it.each([3, 19, 33])('never changes, whatever is forgotten later: capture %i', async (seed) => {
    const kept = await snapshotsOf(randomCapture(seed), 113, (calls) =>
      calls.filter(({ id }) => id % 3 === 0),
    );
    expect(kept.at(-1)?.told).toContain('capture/forgotten-calls');
    for (const each of kept) expect(told(each.analysis)).toBe(each.told);
  });
});
