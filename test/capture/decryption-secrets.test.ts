import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { pcapngSecrets } from '../../src/capture/write/index.ts';
import { type ByteOrder, payload, pcapng, u32 } from './capture-bytes.ts';
import { bytesInput, drain, opened, type SeenFrame, streamInput } from './read-all.ts';

const TLS_KEY_LOG = 0x544c534b;
const BLOCK_TYPE = 0x0a;
const LINE = `CLIENT_RANDOM ${'ab'.repeat(32)} ${'0f'.repeat(48)}\n`;

/** The body of a Decryption Secrets Block; `length`: what it claims. */
function secrets(text: string, order: ByteOrder, type = TLS_KEY_LOG, length = text.length): Buffer {
  return Buffer.concat([u32(type, order), u32(length, order), Buffer.from(text, 'latin1')]);
}

interface Seen {
  readonly keyLogs: readonly string[];
  readonly frames: readonly SeenFrame[];
  readonly kinds: readonly string[];
}

async function read(bytes: Buffer, pieces: readonly number[] | null = null): Promise<Seen> {
  const keyLogs: string[] = [];
  const input = pieces === null ? bytesInput(bytes) : streamInput(bytes, pieces);
  const capture = await opened(input, { onSecrets: (keyLog) => keyLogs.push(keyLog) });
  const frames = await drain(capture);
  return { keyLogs, frames, kinds: capture.diagnostics().map(({ kind }) => kind) };
}

describe('Decryption Secrets Blocks', () => {
  it.each<ByteOrder>(['little', 'big'])('are told before and after the packets, %s-endian', async (order) => {
    const ng = pcapng(order);
    const block = ng.block(BLOCK_TYPE, secrets(LINE, order));
    const packet = ng.enhanced({ data: payload(61) });
    const file = Buffer.concat([ng.section(), block, ng.face(1), packet, block, packet]);
    for (const pieces of [null, [7], [1, 300]]) {
      const { keyLogs, frames, kinds } = await read(file, pieces);
      expect(keyLogs).toEqual([LINE, LINE]);
      expect(frames.map(({ number }) => number)).toEqual([1, 2]);
      expect(kinds).toEqual([]);
    }
  });

  it('of other kinds are passed over', async () => {
    const ng = pcapng();
    const wireGuard = ng.block(BLOCK_TYPE, secrets('LOCAL_STATIC_PRIVATE_KEY', 'little', 0x57474b4c));
    const file = Buffer.concat([ng.section(), ng.face(1), wireGuard, ng.enhanced({ data: payload(5) })]);
    expect(await read(file)).toMatchObject({ keyLogs: [], frames: [{ number: 1 }], kinds: [] });
  });

  it('that claim more than they have are damage', async () => {
    const ng = pcapng();
    const broken = ng.block(BLOCK_TYPE, secrets(LINE, 'little', TLS_KEY_LOG, 10_000));
    const { keyLogs, kinds } = await read(Buffer.concat([ng.section(), ng.face(1), broken]));
    expect(keyLogs).toEqual([]);
    expect(kinds).toEqual(['corrupt-record']);
  });

  it('are written so that they can be read', async () => {
    const ng = pcapng();
    const file = Buffer.concat([ng.section(), pcapngSecrets([LINE.trimEnd(), LINE.trimEnd()]), ng.face(1)]);
    expect((await read(file)).keyLogs).toEqual([LINE + LINE]);
  });
});
