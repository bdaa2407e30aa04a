import { Buffer } from 'node:buffer';
import { setTimeout } from 'node:timers/promises';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MAX_COMPRESSION_RATIO, MAX_UNQUESTIONED_CAPTURE_BYTES } from '../../src/base/limits.ts';
import { guardRatio } from '../../src/capture/compression/compression-bomb-guard.ts';
import { Deadline } from '../../src/capture/compression/deadline.ts';
import { Inflation } from '../../src/capture/compression/inflation.ts';
import type { Damage } from '../../src/capture/diagnostic.ts';

describe('inflating', () => {
  it('waits for its reader, and loses nothing by that', async () => {
    const size = 48 * 1024 * 1024;
    const piece = deflateRawSync(Buffer.alloc(size));
    const inflation = new Inflation();
    inflation.feed(piece);
    await setTimeout(150);
    expect(inflation.bytesTaken).toBeLessThan(piece.length / 4);
    let length = 0;
    for (let chunk = await inflation.next(); chunk !== null; chunk = await inflation.next()) {
      length += chunk.length;
    }
    expect(length).toBe(size);
    expect(inflation.bytesTaken).toBe(piece.length);
    inflation.close();
  });
});

describe('the ratio of decompressed to compressed bytes', () => {
  const piece = Buffer.alloc(MAX_UNQUESTIONED_CAPTURE_BYTES / 4);

  async function passed(position: number, count: number): Promise<{ given: number; damage: Damage[] }> {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < count; index += 1) yield piece;
    }
    const raw = { position, size: null, read: () => 0, close: () => undefined };
    const damage: Damage[] = [];
    let given = 0;
    for await (const { length } of guardRatio(pieces(), raw, 'gzip', (told) => damage.push(told))) {
      given += length;
    }
    return { given, damage };
  }

  it('is not asked for before there are many of them', async () => {
    expect(await passed(10, 4)).toEqual({ given: MAX_UNQUESTIONED_CAPTURE_BYTES, damage: [] });
  });

  it('stops what grows beyond sense, and says so', async () => {
    const { given, damage } = await passed(10, 9);
    expect(given).toBe(MAX_UNQUESTIONED_CAPTURE_BYTES);
    expect(damage).toMatchObject([{ kind: 'corrupt-compression', compression: 'gzip', offset: 10 }]);
  });

  it('lets through what is large in itself', async () => {
    const { given, damage } = await passed((9 * piece.length) / MAX_COMPRESSION_RATIO, 9);
    expect([given, damage]).toEqual([9 * piece.length, []]);
  });
});

describe('a deadline', () => {
  it('breaks off what never returns, and can be used again', () => {
    const endless = (): void => {
      for (;;);
    };
    const deadline = new Deadline(100);
    expect(deadline.allows(endless)).toBe(false);
    let done = false;
    const work = (): void => {
      done = true;
    };
    expect(deadline.allows(work)).toBe(true);
    expect(done).toBe(true);
  });

  it.each([new Error('damaged'), 'damaged', null, { code: 'other' }])(
    'passes on what is thrown: %s',
    (thrown) => {
      let caught: unknown;
      try {
        new Deadline(1000).allows(() => {
          throw thrown;
        });
      } catch (error) {
        caught = error;
      }
      expect(caught).toBe(thrown);
    },
  );
});
