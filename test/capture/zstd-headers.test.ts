import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { unzstdBytes } from '../../src/capture/index.ts';
import { classicFile, payload, u16, u32, u64 } from './capture-bytes.ts';
import { bytesInput, readAll } from './read-all.ts';

const BOUNDS = { output: 1_000_000, history: 8 * 1024 * 1024 };
const MAGIC = u32(0xfd2fb528);
const SINGLE_SEGMENT = 0x20;
const CHECKSUM = 4;

/** A last block that is stored as it is (RFC 8878, section 3.1.1.2). */
const stored = (bytes: Buffer): Buffer => Buffer.concat([u32((bytes.length << 3) | 1).subarray(0, 3), bytes]);

/** A frame of one segment, whose size is written in 1, 2, 4 or 8 bytes (section 3.1.1.1.4). */
function singleSegment(bytes: Buffer, width: 1 | 2 | 4 | 8): Buffer {
  const size = {
    1: () => Buffer.from([bytes.length]),
    2: () => u16(bytes.length - 256),
    4: () => u32(bytes.length),
    8: () => u64(BigInt(bytes.length)),
  }[width]();
  const descriptor = SINGLE_SEGMENT | (Math.log2(width) << 6);
  return Buffer.concat([MAGIC, Buffer.from([descriptor]), size, stored(bytes)]);
}

const WIDTHS = [
  [1, 200],
  [2, 2000],
  [4, 2000],
  [8, 2000],
] as const;

describe.each(WIDTHS)('a frame whose size stands in %i bytes', (width, length) => {
  const capture = classicFile([{ seconds: 7, data: payload(length - 40) }]);
  const frame = singleSegment(capture, width);

  it('is decoded', async () => {
    expect(capture).toHaveLength(length);
    expect(unzstdBytes(frame, BOUNDS)).toEqual({ bytes: capture, end: 'whole' });
    const { frames, diagnostics } = await readAll(bytesInput(frame));
    expect(frames).toEqual((await readAll(bytesInput(capture))).frames);
    expect(diagnostics).toEqual([]);
  });

  it('is told to end early wherever its header is cut', async () => {
    for (let kept = 1; kept < 5 + width + 3; kept += 1) {
      const file = Buffer.concat([frame, frame.subarray(0, kept)]);
      expect(unzstdBytes(file, BOUNDS), `${kept} bytes`).toEqual({ bytes: capture, end: 'truncated' });
      if (kept < 4) continue;
      const { frames, diagnostics } = await readAll(bytesInput(file));
      expect(frames).toHaveLength(1);
      expect(diagnostics).toMatchObject([
        { kind: 'truncated', within: 'zstd', offset: frame.length, available: kept, afterFrame: 1 },
      ]);
    }
  });

  it('needs as much history as it is long', () => {
    expect(unzstdBytes(frame, { ...BOUNDS, history: length }).end).toBe('whole');
    expect(unzstdBytes(frame, { ...BOUNDS, history: length - 1 }).end).toBe('too-large');
  });
});

describe('a frame', () => {
  const capture = classicFile([{ seconds: 7, data: payload(1000) }]);
  const sound = singleSegment(capture, 4);
  const withHeader = (descriptor: number, header: readonly number[]): Buffer =>
    Buffer.concat([MAGIC, Buffer.from([descriptor, 0x58, ...header]), stored(capture)]);

  it.each([
    [1, [9]],
    [2, [9, 9]],
    [3, [9, 9, 9, 9]],
  ])('that needs a dictionary is not decoded (%i)', async (descriptor, identifier) => {
    const file = Buffer.concat([sound, withHeader(descriptor, identifier)]);
    expect(unzstdBytes(file, BOUNDS)).toEqual({ bytes: capture, end: 'damaged' });
    const { frames, diagnostics } = await readAll(bytesInput(file));
    expect(frames).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { kind: 'corrupt-compression', compression: 'zstd', reason: 'it needs a dictionary' },
    ]);
  });

  it('whose checksum is cut off gives its data, and ends early', () => {
    const whole = Buffer.concat([withHeader(CHECKSUM, []), Buffer.alloc(4)]);
    expect(unzstdBytes(whole, BOUNDS)).toEqual({ bytes: capture, end: 'whole' });
    for (const kept of [1, 2, 3, 4]) {
      expect(unzstdBytes(whole.subarray(0, -kept), BOUNDS)).toEqual({ bytes: capture, end: 'truncated' });
    }
  });

  it('that is passed over may end early', async () => {
    const skippable = Buffer.concat([u32(0x184d2a5f), u32(500), payload(500)]);
    for (const kept of [8, 9, 507]) {
      const file = Buffer.concat([sound, skippable.subarray(0, kept)]);
      expect(unzstdBytes(file, BOUNDS)).toEqual({ bytes: capture, end: 'truncated' });
      const { diagnostics } = await readAll(bytesInput(file));
      expect(diagnostics).toMatchObject([{ kind: 'truncated', within: 'zstd', offset: sound.length }]);
    }
  });
});

/** Letters of which some are frequent, always the same. */
function letters(count: number): string {
  let state = 1;
  let text = '';
  for (let index = 0; index < count; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const share = (state >>> 8) / 2 ** 24;
    text += 'etaoinshrdlucmfw'[Math.floor(share * share * 16)];
  }
  return text;
}

describe('Huffman-coded literals', () => {
  /** `letters(260)`, by `zstd -19` (1.5): the weights of the letters are coded themselves. */
  const packed = Buffer.from(
    'KLUv/WAEAK0EAEZQJBCwNwegBQcRog2We4dhGFwOHgAfAB4A46Zxp83hghs3+oQCDgo6nVTpyv2F1ZzNUXNRtAk6eN+P8GGWUzyXor5nr0EsdokCaTUcLS4LmbAEIxznSYaMtfy56TijkmobZoJtQmH2LWwPb+7vqiE7RAk2Ykl4RcM4VZmF7GhBVZF1EfqWzrchKIjVA1YckR97JwUA',
    'base64',
  );

  it('are decoded', () => {
    const { bytes, end } = unzstdBytes(packed, BOUNDS);
    expect([bytes.toString(), end]).toEqual([letters(260), 'whole']);
  });

  it('that are damaged never take the decoder along', () => {
    for (let at = 7; at < packed.length; at += 1) {
      for (const flipped of [1, 16, 128]) {
        const damaged = Buffer.from(packed);
        damaged[at] = (damaged[at] ?? 0) ^ flipped;
        const { bytes } = unzstdBytes(damaged, BOUNDS);
        expect(bytes.length).toBeLessThanOrEqual(BOUNDS.output);
      }
    }
  });
});
