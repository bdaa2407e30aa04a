import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { generateCapture, PROFILES } from '../../bench/generate/index.ts';
import {
  type Analysis,
  type AnalysisOptions,
  analyse,
  type Inputs,
  openLive,
  recoverExchanges,
  withExchanges,
} from '../../src/engine/index.ts';
import { renderJson } from '../../src/report/json/report.ts';
import { rendered } from '../report/rendered.ts';
import { analysisOptions } from './options.ts';

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hookscope-ways-'));
afterAll(() => rmSync(folder, { recursive: true }));
const large = join(folder, 'mixed.pcap');
generateCapture(large, PROFILES.mixed, 3_000_000);

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The JSON report, without what tells how the capture was read. */
function jsonOf(analysis: Analysis): string {
  const captures = analysis.captures.map((each) => ({ ...each, path: '', compression: null, bytes: 0 }));
  return rendered(renderJson, { ...analysis, captures });
}

async function analysed(inputs: Inputs, changes: Partial<AnalysisOptions> = {}): Promise<string> {
  const options = analysisOptions(changes);
  const result = await analyse(inputs, options);
  if (!result.ok) throw new Error(result.errors[0]?.message);
  const { analysis } = result;
  const told = analysis.findings.flatMap(({ call }) => call ?? []);
  return jsonOf(withExchanges(analysis, await recoverExchanges(inputs, options, told, analysis.exchanges)));
}

const paths = readdirSync(SAMPLES)
  .filter((name) => /\.pcap(ng)?$/.test(name))
  .map((name) => [name, join(SAMPLES, name)] as const);

describe.each([...paths, ['a generated capture', large] as const])('%s says the same', (_name, path) => {
  const bytes = readFileSync(path);
  const whole = analysed([path], { keepExchanges: 'every' });
  const stream = (pieces: AsyncIterable<Uint8Array>): Inputs => [
    { kind: 'stream', path: '-', stream: pieces },
  ];

  it('whatever is kept of it while it is read', async () => {
    for (const keepExchanges of ['first', 'faulty'] as const) {
      expect(await analysed([path], { keepExchanges })).toBe(await whole);
    }
  });

  it('in memory, through a pipe in small and large pieces, and compressed', async () => {
    const keepExchanges = 'every';
    expect(await analysed([{ kind: 'bytes', path: '-', bytes }], { keepExchanges })).toBe(await whole);
    for (const size of [997, 65_536]) {
      expect(await analysed(stream(inPieces(bytes, size)), { keepExchanges })).toBe(await whole);
    }
    const packed = gzipSync(bytes);
    expect(await analysed([{ kind: 'bytes', path: '-', bytes: packed }], { keepExchanges })).toBe(
      await whole,
    );
    expect(await analysed(stream(inPieces(packed, 1009)), { keepExchanges })).toBe(await whole);
  });

  it('read while it is looked at', async () => {
    const options = { ...analysisOptions({ keepExchanges: 'every' }), follow: false, realTime: false };
    const opened = await openLive([path], options);
    if (!opened.ok) throw new Error(opened.errors[0]?.message);
    const { live } = opened;
    await new Promise<void>((settle) => {
      live.subscribe(() => {
        live.snapshot();
        if (live.done) settle();
      });
    });
    expect(jsonOf(live.snapshot())).toBe(await whole);
  });

  it.skipIf(path.endsWith('ng'))('by the reader that checks ours', async () => {
    expect(await analysed([path], { keepExchanges: 'every', reader: 'pcap-parser' })).toBe(await whole);
  });
});
