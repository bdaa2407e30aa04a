import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { cut, type Played, play, randomOf, type Segment } from './played.ts';
import { type RecordedSession, recordedSession, type SessionOptions } from './session-pair.ts';

/** Many records of various sizes in both directions. */
const TURNS = Array.from({ length: 60 }, (_each, index) =>
  Buffer.from(
    Array.from({ length: 1 + ((index * 7919) % 3000) }, (_byte, place) => (index * 31 + place * 7) & 0xff),
  ),
);

/** Where the records of a direction begin and end, by their headers. */
function recordsOf(
  wire: RecordedSession['wire'],
  side: 0 | 1,
): readonly { type: number; start: number; end: number }[] {
  const bytes = Buffer.concat(wire.filter(({ direction }) => direction === side).map((piece) => piece.bytes));
  const records = [];
  for (let start = 0; start < bytes.length; ) {
    const end = start + 5 + bytes.readUInt16BE(start + 3);
    records.push({ type: bytes[start], start, end });
    start = end;
  }
  return records;
}

/** The plaintext with its gaps: pieces must stand where their bytes were sent. Gives how many bytes were read. */
function expectPlaced({ plain }: Played, { sent }: RecordedSession, side: 0 | 1): number {
  let read = 0;
  for (const { direction, bytes, offset } of plain?.pieces ?? []) {
    if (direction !== side) continue;
    expect(bytes.equals(sent[side].subarray(offset, offset + bytes.length))).toBe(true);
    read += bytes.length;
  }
  return read;
}

const EXACT: readonly SessionOptions[] = [
  { version: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' },
  { version: 'TLSv1.2', ciphers: 'ECDHE-RSA-CHACHA20-POLY1305' },
  { version: 'TLSv1.2', ciphers: 'NULL-SHA256:@SECLEVEL=0' },
  { version: 'TLSv1.3', ciphers: 'TLS_AES_128_GCM_SHA256' },
];

/** Bytes of a record beside its content. */
const OVERHEAD: Readonly<Record<string, number>> = {
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: 29,
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: 21,
  TLS_RSA_WITH_NULL_SHA256: 37,
  TLS_AES_128_GCM_SHA256: 22,
};

/** Offset behind the last byte of the handshake in each direction. */
function dataStart(session: RecordedSession, side: 0 | 1): number {
  const records = recordsOf(session.wire, side);
  // Of TLS 1.3, what node:tls sends before its data: one or several records; those of its tickets go along.
  const isTls13 = session.version === 'TLSv1.3';
  const index = isTls13
    ? records.findLastIndex(({ type }) => type === 20) + (side === 0 ? 2 : 7)
    : records.findIndex(({ type }) => type === 23);
  return records[index].start;
}

describe('lost segments', () => {
  test.each(EXACT)('$version $ciphers: what is read stands where it was sent', async (options) => {
    const session = await recordedSession({ ...options, turns: TURNS });
    const starts = [dataStart(session, 0), dataStart(session, 1)];
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = randomOf(seed);
      const offsets = [0, 0];
      const lost: { direction: 0 | 1; start: number; end: number }[] = [];
      const segments = cut(session.wire, 300 + random(3000), random).map((segment): Segment => {
        const start = offsets[segment.direction];
        offsets[segment.direction] += segment.bytes.length;
        if (start < starts[segment.direction] || random(6) > 0) return segment;
        lost.push({ direction: segment.direction, start, end: offsets[segment.direction] });
        return { ...segment, isLost: true };
      });
      const played = play(segments, session.keys);
      for (const side of [0, 1] as const) {
        const read = expectPlaced(played, session, side);
        const gone = played.plain?.gaps.filter(({ direction }) => direction === side) ?? [];
        const isHole = ({ start, end }: { start: number; end: number }) =>
          lost.some((hole) => hole.direction === side && hole.start < end && hole.end > start);
        // The last record tells the end; in TLS 1.3 it looks as the others do.
        const sealed = recordsOf(session.wire, side)
          .slice(0, -1)
          .filter(({ type, start }) => type === 23 && start >= starts[side]);
        const lengths = sealed
          .filter((record) => !isHole(record))
          .map(({ start, end }) => end - start - OVERHEAD[session.suite]);
        expect({ seed, side, read }).toEqual({
          seed,
          side,
          read: lengths.reduce((sum, length) => sum + length, 0),
        });
        const missing = gone.reduce((sum, { length }) => sum + length, 0);
        if (!isHole(sealed[sealed.length - 1])) expect(read + missing).toBe(session.sent[side].length);
      }
    }
  });
});
