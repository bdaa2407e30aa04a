import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { captureInput, END, FRAME } from '../../src/capture/index.ts';
import { opened, readAll, timeText } from './read-all.ts';

/** Captures of other projects with what Wireshark's tools say of them; kept beside the checkout, not in it. */
const CORPUS = new URL('../../../shared/corpus/', import.meta.url);
const INDEX = new URL('corpus.json', CORPUS);

interface FileLine {
  readonly type: 'file';
  readonly size: number;
  readonly capinfos: { readonly packets: number; readonly fileType: string; readonly precision: string };
  readonly tshark: { readonly encaps: Readonly<Record<string, number>> };
  readonly packetData: { readonly packets: number; readonly sha256: string };
}

interface PacketLine {
  readonly type: 'packet';
  readonly frame: number;
  readonly time: string | null;
  readonly capLen: number;
  readonly len: number;
}

type OracleLine = FileLine | PacketLine | { readonly type: 'stream' | 'http' | 'httpInOrder' };

const names: readonly string[] = existsSync(INDEX)
  ? (JSON.parse(readFileSync(INDEX, 'utf8')) as readonly { file: string }[]).map(({ file }) => file)
  : [];

function oracleOf(name: string): readonly OracleLine[] {
  const text = readFileSync(new URL(`oracle/${name}.jsonl`, CORPUS), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as OracleLine);
}

describe.skipIf(names.length === 0)('the corpus (skipped where ../shared/corpus is absent)', () => {
  it.each(names)('%s', async (name) => {
    const path = fileURLToPath(new URL(name, CORPUS));
    const oracle = oracleOf(name);
    const file = oracle.find((line) => line.type === 'file');
    if (file === undefined) throw new Error('no file line');

    const capture = await opened(captureInput(path));
    const hash = createHash('sha256');
    const lines: Omit<PacketLine, 'type'>[] = [];
    for (;;) {
      const step = capture.next();
      if (step === END) break;
      if (step !== FRAME) {
        await capture.fill();
        continue;
      }
      const { frame } = capture;
      hash.update(frame.bytes.subarray(frame.start, frame.end));
      lines.push({
        frame: frame.number,
        time: frame.timed ? timeText(frame.seconds, frame.nanoseconds) : null,
        capLen: frame.end - frame.start,
        len: frame.originalLength,
      });
    }
    const [info] = capture.info();
    capture.close();
    expect(lines).toHaveLength(file.packetData.packets);
    expect(hash.digest('hex')).toBe(file.packetData.sha256);
    expect(info).toMatchObject({
      frames: file.packetData.packets,
      bytes: file.size,
      format: file.capinfos.fileType.includes('pcapng') ? 'pcapng' : 'pcap',
      complete: !/cut-second|truncated-record/.test(name),
      timeDigits: Number(/\((\d)\)/.exec(file.capinfos.precision)?.[1]),
    });
    const packets = oracle.filter((line) => line.type === 'packet');
    // Wireshark's numbers count custom blocks too; ours count packets, which the oracle lists in the same order.
    const numbered = packets.map(({ time, capLen, len }, index) => ({ frame: index + 1, time, capLen, len }));
    if (packets.length > 0) expect(lines).toEqual(numbered);
  });

  it('reads the same with both readers, wherever pcap-parser can', async () => {
    let compared = 0;
    for (const name of names.filter((of) => /\.pcap(\.gz)?$/.test(of) && !/be-ns|kuznetzov/.test(of))) {
      const input = captureInput(fileURLToPath(new URL(name, CORPUS)));
      const own = await readAll(input);
      expect(await readAll(input, { reader: 'pcap-parser' })).toEqual(own);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(20);
  });
});
