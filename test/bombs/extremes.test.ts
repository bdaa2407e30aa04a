import { describe, expect, it } from 'vitest';
import { type AnalysisResult, analyse } from '../../src/engine/index.ts';
import { type PcapngWriter, pcapng } from '../capture/capture-bytes.ts';
import { analysisOptions } from '../engine/options.ts';
import { conversation, fileHeader, hook, OK, record, tcp } from './packets.ts';

const EXTREMES = [
  0, 1, 11, 12, 15, 16, 27, 28, 0x7fff, 0xffff, 0x4_0000, 0x4_0001, 0x100_0000, 0x7fff_ffff, 0x8000_0000,
  0xffff_fffc, 0xffff_ffff,
];
const CONTEXT = '"nodeId":"n","sessionId":"s","appKey":"a"';

async function analysed(bytes: Buffer): Promise<AnalysisResult> {
  return analyse([{ kind: 'bytes', path: 'bomb', bytes }], analysisOptions());
}

function capture(payload: string | Buffer, answer: Buffer = OK): Buffer {
  const writes = [
    ['request', hook(payload)],
    ['answer', answer],
  ] as const;
  return Buffer.concat([fileHeader(), ...conversation(writes)]);
}

async function rulesOf(bytes: Buffer): Promise<readonly string[]> {
  const result = await analysed(bytes);
  return result.ok ? result.analysis.findings.map(({ rule }) => rule) : [];
}

const PACKET = tcp({ from: 1, to: 2, fromPort: 4000, toPort: 9091 });

describe('every word of a file at every extreme', () => {
  const ng: PcapngWriter = pcapng();
  const option = ng.options(ng.option(1, 'a comment'));
  const pcapngFile = Buffer.concat([
    ng.section(option),
    ng.face(101, 0, option),
    ng.enhanced({ data: PACKET, options: option }),
    ng.obsolete({ data: PACKET }),
    ng.simple(PACKET),
    ng.statistics(0, option),
  ]);
  const files = [
    ['pcap', Buffer.concat([fileHeader(), record(0, PACKET), record(1, PACKET)])],
    ['pcapng', pcapngFile],
  ] as const;
  it.each(files)('of %s', async (_format, file) => {
    let read = 0;
    for (let at = 0; at + 4 <= file.length; at += 4) {
      for (const value of EXTREMES) {
        const bytes = Buffer.from(file);
        bytes.writeUInt32LE(value, at);
        const result = await analysed(bytes);
        if (result.ok) read += 1;
        else expect(result.errors[0]?.message).toMatch(/^bomb: [^\n]+$/);
      }
    }
    expect(read).toBeGreaterThan(EXTREMES.length);
  });
});

describe('payloads', () => {
  it('cannot reach into the program through __proto__', async () => {
    const result = await analysed(
      capture(`{${CONTEXT},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`),
    );
    expect(result.ok && result.analysis.calls.length).toBe(1);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('with a member twice, with numbers beyond 2^53, or no UTF-8 are told', async () => {
    expect(await rulesOf(capture(`{${CONTEXT},"a":1,"a":2}`))).toContain('payload/duplicate-key');
    expect(await rulesOf(capture(`{${CONTEXT},"callId":9007199254740993}`))).toContain('payload/big-integer');
    const broken = Buffer.concat([
      Buffer.from(`{${CONTEXT},"a":"`),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from('"}'),
    ]);
    expect((await analysed(capture(broken))).ok).toBe(true);
  });
});

describe('times', () => {
  const CASES = [
    ['that run backwards', [1_700_000_000, 1_699_999_000, 1_600_000_000, 5]],
    ['in 1970', [0, 0, 0, 0]],
    ['in 2106', [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff]],
    ['from 1970 to 2106', [0, 0xffff_ffff, 0, 0xffff_ffff]],
  ] as const;
  it.each(CASES)('%s are taken as they are', async (_name, seconds) => {
    const bytes = capture(`{${CONTEXT}}`);
    for (let at = 24, index = 0; at < bytes.length; index++) {
      bytes.writeUInt32LE(seconds[index % seconds.length] ?? 0, at);
      at += 16 + bytes.readUInt32LE(at + 8);
    }
    const result = await analysed(bytes);
    expect(result.ok && result.analysis.calls.length).toBe(1);
  });
});
