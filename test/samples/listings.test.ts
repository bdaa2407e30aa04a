import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CALL_LISTING, MESSAGING_LISTING } from './listings.ts';
import { type ReadFrame, readPcap, readSegment } from './read-back.ts';

const LISTED_END = '127.0.0.1:9091';
const FLAG_NAMES = [
  ['FIN', 1],
  ['SYN', 2],
  ['RST', 4],
  ['ACK', 16],
] as const;

/** What Wireshark 1.12 prints of the frames that the filter `ip.src==127.0.0.1 && tcp.dstport==9091` shows. */
function listing(frames: readonly ReadFrame[]): readonly string[] {
  const zeros = new Map<string, { client: number; server: number; scale: number | null }>();
  const rows: string[] = [];
  for (const frame of frames) {
    const segment = readSegment(frame.packet);
    if (segment?.destination !== LISTED_END || !segment.source.startsWith('127.0.0.1:')) continue;
    const syn = (segment.flags & 2) !== 0;
    let zero = zeros.get(segment.source);
    if (zero === undefined) {
      zero = syn
        ? {
            client: segment.sequence,
            server: serverStart(frames, segment.source),
            scale: segment.windowScale,
          }
        : { client: segment.sequence - 1, server: segment.acknowledgement - 1, scale: null };
      zeros.set(segment.source, zero);
    }
    const time = (frame.time / 1_000_000).toFixed(6);
    if (segment.payload.length > 0) {
      const target = segment.payload.toString('latin1').split('\r\n')[0];
      rows.push(`${frame.number} ${time} HTTP ${frame.length} ${target} (application/json)`);
      continue;
    }
    const flags = FLAG_NAMES.flatMap(([name, bit]) => ((segment.flags & bit) === 0 ? [] : [name])).join(', ');
    const window = syn ? `Win=${segment.window}` : `win=${segment.window * 2 ** (zero.scale ?? 0)}`;
    const acknowledged = (segment.acknowledgement - zero.server) >>> 0;
    const [value, echo] = segment.timestamps ?? [0, 0];
    rows.push(
      [
        `${frame.number} ${time} TCP ${frame.length} ${segment.source.split(':')[1]}-9091 [${flags}]`,
        `Seq=${(segment.sequence - zero.client) >>> 0}`,
        ...(syn ? [] : [`Ack=${acknowledged}`]),
        `${window} Len=0`,
        ...(syn ? [`MSS=${segment.maximumSegmentSize} SACK_PERM=1`] : []),
        `Tsval=${value} TSecr=${echo}`,
      ].join(' '),
    );
  }
  return rows;
}

/** The first sequence number of the answering side of a handshake. */
function serverStart(frames: readonly ReadFrame[], client: string): number {
  for (const frame of frames) {
    const segment = readSegment(frame.packet);
    if (segment?.destination === client && (segment.flags & 2) !== 0) return segment.sequence;
  }
  throw new Error(`no answer to ${client}`);
}

function sample(name: string): Buffer {
  return readFileSync(new URL(`../../samples/${name}`, import.meta.url));
}

const LISTINGS = [
  { name: 'web-phone-call.pcap', text: CALL_LISTING, kilobytes: 326, seconds: 17, rows: 32 },
  { name: 'web-phone-messaging.pcap', text: MESSAGING_LISTING, kilobytes: 67, seconds: 13, rows: 22 },
] as const;

describe.each(LISTINGS)('$name', ({ name, text, kilobytes, seconds, rows }) => {
  const file = sample(name);
  const frames = readPcap(file);

  it('shows the rows that Wireshark listed, and no others', () => {
    const expected = text.trim().split('\n');
    const printed = listing(frames);
    expect(printed).toHaveLength(rows);
    // The screenshot's edge cut the end of a row off; what it shows has to be the beginning of ours.
    expect(printed.map((row, index) => row.slice(0, expected[index]?.length))).toEqual(expected);
  });

  it('has the size and the time span of the status line', () => {
    expect(Math.floor(file.length / 1000)).toBe(kilobytes);
    expect(Math.floor((frames.at(-1)?.time ?? 0) / 1_000_000)).toBe(seconds);
  });

  it('is in order of time, no two frames at once', () => {
    const times = frames.map((frame) => frame.time);
    expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
  });

  it('gives every body back as it was, in five pieces', () => {
    const sent = new Map<string, string>();
    const pieces: string[][] = [];
    for (const { packet } of frames) {
      const segment = readSegment(packet);
      if (segment === null || segment.payload.length === 0) continue;
      const content = segment.payload.toString('latin1');
      if (segment.destination === LISTED_END) {
        sent.set(segment.source, content.slice(content.indexOf('\r\n\r\n') + 4));
        pieces.push([sent.get(segment.source) ?? '']);
      } else if (segment.source === LISTED_END) pieces.at(-1)?.push(content);
    }
    expect(pieces).toHaveLength(text.match(/POST/g)?.length ?? 0);
    for (const [body, header, size, data, dataEnd, lastChunk, ...more] of pieces) {
      expect(header).toHaveLength(384);
      expect(size).toBe(`${body?.length.toString(16)}\r\n`);
      expect(data).toBe(body);
      expect(dataEnd).toBe('\r\n');
      expect(lastChunk).toBe('0\r\n\r\n');
      expect(more).toEqual([]);
      expect(JSON.parse(body ?? '')).toMatchObject({
        nodeId: expect.any(String),
        sessionId: expect.any(String),
      });
    }
  });
});

it('has the 138 packets of the messaging listing', () => {
  expect(readPcap(sample('web-phone-messaging.pcap'))).toHaveLength(138);
});
