import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptureInput } from '../../src/capture/index.ts';
import { dialects } from '../../src/dialects/index.ts';
import { judge, merge, openShard, readShard, type Shard } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import type { ReportOptions } from '../../src/report/index.ts';
import { renderJson } from '../../src/report/json/report.ts';
import { corpusEntries, corpusPath, hasCorpus } from '../corpus/corpus.ts';
import { plantedCapture } from '../privacy/planted.ts';
import { pcapOf } from '../privacy/tiny-capture.ts';
import { textOf } from '../report/text-of.ts';
import { fileOf, filingOptions, opened, openingOf, withoutExchanges } from './filed.ts';
import { judged, randomCapture, splitInTime, splitOptions } from './splitting.ts';
import { told } from './told.ts';

const samples = fileURLToPath(new URL('../../samples/', import.meta.url));
const files = readdirSync(samples).filter((name) => /\.pcap(ng)?$/.test(name));

async function shardOf(
  input: CaptureInput,
  options: ReturnType<typeof filingOptions>,
  share = { index: 0, of: 1 },
): Promise<Shard> {
  const read = await readShard([input], options, { share, edgeSeconds: null });
  if (!read.ok) throw new Error(read.errors[0]?.message);
  return read.shard;
}

function bytesInput(bytes: Buffer): CaptureInput {
  return { kind: 'bytes', path: 'random.pcap', bytes };
}

describe('a shard that is read from its file', () => {
  it.each(files)('is judged as it was before: %s', async (file) => {
    const options = filingOptions({ showsSecrets: true });
    const shard = await shardOf({ kind: 'file', path: samples + file }, options);
    const again = opened(fileOf(shard, options, false));
    expect(told(judge(again, splitOptions()))).toBe(told(judge(withoutExchanges(shard), splitOptions())));
  });

  it('is judged as it was before: random scenarios with faults', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(499), async (seed) => {
        const options = filingOptions({ showsSecrets: true });
        const shard = await shardOf(bytesInput(randomCapture(seed)), options);
        const again = opened(fileOf(shard, options, false));
        expect(told(judge(again, splitOptions()))).toBe(told(judge(withoutExchanges(shard), splitOptions())));
      }),
      { numRuns: 20 },
    );
  });

  it.each([2, 3])('merges with the other shares of its connections: %i of them', async (of) => {
    for (let seed = 0; seed < 6; seed++) {
      const [input] = splitInTime(randomCapture(seed), []);
      const shards = await Promise.all(
        Array.from({ length: of }, async (_, index) => {
          const options = filingOptions({ showsSecrets: true });
          return opened(fileOf(await shardOf(input, options, { index, of }), options, false));
        }),
      );
      const whole = shards.reduce((one, other) => {
        const result = merge(one, other, { ...splitOptions(), edgeSeconds: 1 });
        if (!result.ok) throw new Error(result.message);
        return result.shard;
      });
      const without = splitOptions({ keepExchanges: 'faulty' });
      const alone = await readShard([input], without);
      if (!alone.ok) throw new Error(alone.errors[0]?.message);
      expect(told(judged(whole))).toBe(told(judged(withoutExchanges(alone.shard))));
    }
  });
});

describe.skipIf(!hasCorpus)('a shard of the corpus that is read from its file', () => {
  it.each(corpusEntries().map(({ file }) => file))('is judged as it was before: %s', async (file) => {
    const options = filingOptions({ showsSecrets: true });
    const read = await readShard([{ kind: 'file', path: corpusPath(file) }], options);
    if (!read.ok) return;
    const again = opened(fileOf(read.shard, options, false));
    expect(told(judge(again, splitOptions()))).toBe(
      told(judge(withoutExchanges(read.shard), splitOptions())),
    );
  });
});

describe('a file that is no shard of this program', () => {
  const capture = randomCapture(11);

  async function filed(): Promise<Buffer> {
    const options = filingOptions();
    return fileOf(await shardOf(bytesInput(capture), options), options);
  }

  it('is refused by each of its bytes that differs', async () => {
    const bytes = await filed();
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 200)) {
      const damaged = Buffer.from(bytes);
      damaged[at] ^= 1;
      expect(openShard(damaged, openingOf()).ok).toBe(false);
    }
    for (const length of [0, 10, 20, 60, 100, bytes.length - 1]) {
      expect(openShard(bytes.subarray(0, length), openingOf()).ok).toBe(false);
    }
  });

  it('is refused with what to do where another version made it', async () => {
    const read = openShard(await filed(), openingOf({ version: '9.9.9' }));
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining('read the capture again') });
  });

  it('is refused where its form is another one, whoever says that it is of this version', async () => {
    const bytes = Buffer.from(await filed());
    bytes[20] ^= 1;
    createHash('sha256')
      .update(bytes.subarray(0, -32))
      .digest()
      .copy(bytes, bytes.length - 32);
    expect(openShard(bytes, openingOf())).toMatchObject({
      ok: false,
      message: expect.stringMatching(/made by/),
    });
  });

  it('is refused where a dialect is absent, or is no longer the same', async () => {
    const bytes = await filed();
    const [first, ...others] = dialects.values();
    expect(openShard(bytes, openingOf({ dialects: others }))).toMatchObject({ ok: false });
    const changed = { ...first, title: 'another' };
    expect(openShard(bytes, openingOf({ dialects: [changed, ...others] }))).toMatchObject({
      ok: false,
      message: expect.stringContaining('edition'),
    });
  });
});

describe('what a file holds', () => {
  const planted = plantedCapture();
  const input = bytesInput(pcapOf(planted.talks));

  it('is no secret and nothing of what a message has besides what names it', async () => {
    const options = filingOptions();
    const shard = await shardOf(input, options);
    const [unmasked, masked] = [fileOf(shard, options, false), fileOf(shard, options)];
    const held = (bytes: Buffer): readonly string[] =>
      [...planted.secrets.keys()].filter((value) =>
        (['utf8', 'latin1', 'utf16le'] as const).some((encoding) =>
          bytes.includes(Buffer.from(value, encoding)),
        ),
      );
    // Targets and the like have some, so the test sees what it looks for.
    expect(held(unmasked).length).toBeGreaterThan(5);
    expect(held(masked)).toEqual([]);
    for (const word of ['User-Agent: ', 'Java/1.8.0_111', 'application/json; charset']) {
      expect(masked.includes(Buffer.from(word))).toBe(false);
    }
  });

  it('is reported as what was read, but for the numbers of marks', async () => {
    const options = filingOptions();
    const shard = await shardOf(input, options);
    const opening = openingOf();
    const again = opened(fileOf(shard, options), opening);
    const masker = new Masker({ showSecrets: false }, opening.marks);
    const plain = filingOptions();
    const read = await shardOf(input, plain);
    const report = textOf(renderJson(judge(again, { ...options, masker }), reportOptions(masker)));
    const expected = textOf(renderJson(judge(withoutExchanges(read), plain), reportOptions(plain.masker)));
    expect(renumbered(report)).toBe(renumbered(expected));
    expect(report).toContain('[secret 1]');
  });

  it('has the same mark for a value as the file of another capture that holds it', async () => {
    const opening = openingOf();
    const files = [];
    for (const path of ['one.pcap', 'other.pcap']) {
      const options = filingOptions();
      files.push(fileOf(await shardOf({ ...input, path }, options), options));
    }
    const [one, other] = files.map((bytes) => opened(bytes, opening));
    const targets = [one, other].map(({ parts }) =>
      parts.flatMap(({ collected }) => collected[0].calls.map(({ target }) => target)),
    );
    expect(targets[0].some((target) => target.includes('[secret'))).toBe(true);
    expect(targets[1]).toEqual(targets[0]);
  });
});

function reportOptions(masker: Masker): ReportOptions {
  return {
    masker,
    version: 'test',
    payloads: false,
    color: false,
    columns: 80,
    everything: true,
    verdictOnly: false,
  };
}

/**
 * With the numbers of marks in the order in which they come. A secret that stands at the end of a sentence takes the full stop with
 * it where the whole sentence is masked; in the file it was masked by itself.
 */
function renumbered(text: string): string {
  const numbers = new Map<string, number>();
  return text
    .replaceAll(/\]\. /g, '] ')
    .replace(/\[(secret|number|name|address|message) \d+\]/g, (mark, kind: string) => {
      if (!numbers.has(mark)) numbers.set(mark, numbers.size + 1);
      return `[${kind} ${numbers.get(mark)}]`;
    });
}
