import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { captureInput, END, FRAME, openCapture } from '../../src/capture/index.ts';
import { createSegment, DECODE, formatAddress, PacketDecoder, type Segment } from '../../src/packet/index.ts';

const CORPUS = join(import.meta.dirname, '../../../shared/corpus');

/**
 * The numbers in which the oracle and the decoder are compared. Connections between the same two end points count
 * together, because ports are reused.
 */
interface PairCounts {
  packets: number;
  firstFrame: number;
  syn: number;
  fin: number;
  rst: number;
  dataPackets: number;
}

/**
 * The oracle lists the IPv6 connection inside an L2TP tunnel under the outer addresses. These are its own addresses.
 */
const TUNNELLED: Readonly<Record<string, string>> = {
  '95.136.242.99:37034': '2a00:5e80:101:212d:504:7b1:2572:db22:37034',
  '109.6.1.72:80': '2606:f200:0:7:bad:f00d:d00d:1:80',
};

interface OracleStream extends PairCounts {
  readonly type: string;
  readonly a: string;
  readonly b: string;
  readonly synAck: number;
}

function add(pairs: Map<string, PairCounts>, left: string, right: string, counts: PairCounts): void {
  const key = [left, right].sort().join(' - ');
  const known = pairs.get(key) ?? {
    packets: 0,
    firstFrame: counts.firstFrame,
    syn: 0,
    fin: 0,
    rst: 0,
    dataPackets: 0,
  };
  known.packets += counts.packets;
  known.firstFrame = Math.min(known.firstFrame, counts.firstFrame);
  known.syn += counts.syn;
  known.fin += counts.fin;
  known.rst += counts.rst;
  known.dataPackets += counts.dataPackets;
  pairs.set(key, known);
}

function oraclePairs(name: string): Map<string, PairCounts> {
  const pairs = new Map<string, PairCounts>();
  for (const line of readFileSync(join(CORPUS, 'oracle', `${name}.jsonl`), 'utf8').split('\n')) {
    if (!line.includes('"type": "stream"')) continue;
    const stream = JSON.parse(line) as OracleStream;
    add(pairs, TUNNELLED[stream.a] ?? stream.a, TUNNELLED[stream.b] ?? stream.b, {
      ...stream,
      syn: stream.syn + stream.synAck,
    });
  }
  return pairs;
}

async function decodedPairs(name: string): Promise<Map<string, PairCounts>> {
  const opened = await openCapture([captureInput(join(CORPUS, name))]);
  if (!opened.ok) throw new Error(`${name}: ${opened.error.kind}`);
  const pairs = new Map<string, PairCounts>();
  const decoder = new PacketDecoder();
  const segment: Segment = createSegment();
  for (;;) {
    const step = opened.capture.next();
    if (step === END) break;
    if (step !== FRAME) {
      await opened.capture.fill();
      continue;
    }
    if (decoder.decode(opened.capture.frame, segment) !== DECODE.segment) continue;
    const bit = (mask: number): number => ((segment.flags & mask) === 0 ? 0 : 1);
    add(
      pairs,
      `${formatAddress(segment.family, segment.source0, segment.source1, segment.source2, segment.source3)}:${segment.sourcePort}`,
      `${formatAddress(segment.family, segment.destination0, segment.destination1, segment.destination2, segment.destination3)}:${segment.destinationPort}`,
      {
        packets: 1,
        firstFrame: opened.capture.frame.number,
        syn: bit(2),
        fin: bit(1),
        rst: bit(4),
        dataPackets: segment.payloadLength > 0 ? 1 : 0,
      },
    );
  }
  opened.capture.close();
  return pairs;
}

describe.skipIf(!existsSync(CORPUS))('the corpus (skipped where ../shared/corpus is absent)', () => {
  const names = existsSync(CORPUS) ? readdirSync(CORPUS).filter((name) => name.includes('.pcap')) : [];
  it.each(names)('%s: the same packets as tshark, connection by connection', async (name) => {
    const decoded = await decodedPairs(name);
    expect(Object.fromEntries(decoded)).toEqual(Object.fromEntries(oraclePairs(name)));
  });
});
