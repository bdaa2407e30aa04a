import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Analysis,
  analyse,
  type LiveAnalysis,
  openLive,
  recoverExchanges,
} from '../../src/engine/index.ts';
import { analysisOptions } from './options.ts';

const sample = new URL('../../samples/log.pcap', import.meta.url).pathname;
const bytes = readFileSync(sample);
const HEADER_BYTES = 24;

/** Offset behind the record of a frame (classic pcap, little-endian). */
function endOfFrame(frame: number): number {
  let offset = HEADER_BYTES;
  for (let number = 1; number <= frame; number++) offset += 16 + bytes.readUInt32LE(offset + 8);
  return offset;
}

/** The sample in one go: a verdict in it is `missing`. */
async function wholeSample(): Promise<Analysis> {
  const whole = await analyse([sample], analysisOptions());
  if (!whole.ok) throw new Error('unreadable sample');
  return whole.analysis;
}

let folder = '';
let path = '';
let live: LiveAnalysis | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-rotation-'));
  path = join(folder, 'log.pcap');
  vi.useFakeTimers();
});
afterEach(async () => {
  live?.stop();
  await vi.advanceTimersByTimeAsync(100);
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

/** Lets so much time go by, and gives what is known then. */
async function passed(seconds: number): Promise<Analysis> {
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  const renewed = live?.renew() ?? Promise.reject(new Error('nothing is followed'));
  await vi.advanceTimersByTimeAsync(50);
  return renewed;
}

async function follow(): Promise<void> {
  const opened = await openLive([path], { ...analysisOptions(), follow: true, realTime: true });
  if (!opened.ok) throw new Error(opened.errors[0]?.message);
  live = opened.live;
}

/** Where the sample is cut: behind the response to the call after which a call is missing. */
async function cutOfSample(): Promise<{ readonly frame: number; readonly trigger: number }> {
  const missing = [...(await wholeSample()).expectations].find(({ verdict }) => verdict === 'missing');
  const frame = missing?.trigger.response?.frames[1] ?? 0;
  return { frame, trigger: missing?.trigger.requestFrames[0] ?? 0 };
}

function verdicts(analysis: Analysis, trigger: number): readonly string[] {
  return [...analysis.expectations]
    .filter((expected) => expected.trigger.requestFrames[0] === trigger)
    .map(({ verdict }) => verdict);
}

const rulesOf = ({ findings }: Analysis): readonly string[] => findings.map(({ rule }) => rule);

describe('a followed capture that is rotated', () => {
  it('calls nothing missing that was due at the seam', async () => {
    const { frame, trigger } = await cutOfSample();
    writeFileSync(path, bytes.subarray(0, endOfFrame(frame)));
    await follow();
    // On a line that falls silent time goes on: that is what a rotation looks like from here.
    expect(verdicts(await passed(0.1), trigger)).toContain('inconclusive');
    renameSync(path, `${path}.1`);
    const gone = await passed(300);
    expect(verdicts(gone, trigger)).not.toContain('missing');
    const reasons = [...gone.expectations].flatMap(({ verdict, reason }) =>
      verdict === 'inconclusive' ? [reason] : [],
    );
    expect(new Set(reasons)).toEqual(
      new Set([`the capture file was rotated or removed meanwhile (after frame ${frame})`]),
    );
    expect(gone.findings.find(({ rule }) => rule === 'capture/file-replaced')?.message).toBe(
      `${path}: it was renamed or removed while it was read after frame ${frame}; nothing came since.`,
    );

    // The new file has the last calls of the sample.
    const rest = endOfFrame(frame + 40);
    writeFileSync(path, bytes.subarray(0, HEADER_BYTES));
    appendFileSync(path, bytes.subarray(rest));
    const replaced = await passed(300);
    expect(replaced.calls.length).toBeGreaterThan(gone.calls.length);
    expect(verdicts(replaced, trigger)).not.toContain('missing');
    expect(rulesOf(replaced).filter((rule) => rule === 'capture/file-replaced')).toHaveLength(1);
    expect(replaced.captures).toHaveLength(1);
    expect(live?.isReadableAgain).toBe(false);
  });

  it('calls missing what was due on a silent line that was not rotated', async () => {
    const { frame, trigger } = await cutOfSample();
    writeFileSync(path, bytes.subarray(0, endOfFrame(frame)));
    await follow();
    expect(verdicts(await passed(300), trigger)).toContain('missing');
    expect(live?.isReadableAgain).toBe(true);
  });

  it('says nothing of who did not answer where the answer may lie in the seam', async () => {
    const calls = (await wholeSample()).calls.filter(({ response }) => response !== null);
    const request = calls[5]?.requestFrames[1] ?? 0;
    writeFileSync(path, bytes.subarray(0, endOfFrame(request)));
    await follow();
    await passed(0.1);
    rmSync(path);
    writeFileSync(path, bytes.subarray(0, HEADER_BYTES));
    const analysis = await passed(300);
    const told = analysis.findings.filter(({ rule }) => rule === 'answer/none');
    expect(told.map(({ severity }) => severity)).not.toContain('error');
    expect(told[0]?.message).toMatch(
      /cannot be told: the capture file was rotated or removed [\d.]+ m?s after it/,
    );
  });

  it('takes no exchange of the new file for one of the old', async () => {
    writeFileSync(path, bytes);
    await follow();
    const { calls } = await passed(1);
    // The same frames and connections at another time.
    const later = Buffer.from(bytes);
    for (let offset = HEADER_BYTES; offset < later.length; offset += 16 + later.readUInt32LE(offset + 8))
      later.writeUInt32LE(later.readUInt32LE(offset) + 3600, offset);
    writeFileSync(path, later);
    vi.useRealTimers();
    expect((await recoverExchanges([path], analysisOptions(), calls, new Map())).size).toBe(0);
    expect((await recoverExchanges([sample], analysisOptions(), calls, new Map())).size).toBe(calls.length);
    vi.useFakeTimers();
  });
});
