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

/**
 * A session whose encrypted bytes look like the header of a record nowhere but at records. Behind a hole a reader goes by what looks like
 * one, and so passes over a record where others do, which is the case in one of a hundred sessions: their keys are other ones each time.
 */
async function unmistakable(options: Parameters<typeof recordedSession>[0]): Promise<RecordedSession> {
  for (;;) {
    const session = await recordedSession(options);
    if (([0, 1] as const).every((side) => !hasFalseHeader(session, side))) return session;
  }
}

function hasFalseHeader({ wire }: RecordedSession, side: 0 | 1): boolean {
  const bytes = Buffer.concat(wire.filter(({ direction }) => direction === side).map((piece) => piece.bytes));
  return recordsOf(wire, side).some(({ type, start, end }) => {
    for (let at = start + 1; type === APPLICATION_DATA && at < end; at += 1) {
      const isTyped = bytes[at] >= FIRST_TYPE && bytes[at] <= LAST_TYPE;
      if (isTyped && bytes[at + 1] === 3 && bytes[at + 2] <= 4) return true;
    }
    return false;
  });
}

const APPLICATION_DATA = 23;
const [FIRST_TYPE, LAST_TYPE] = [20, 24];

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

interface Lost {
  readonly direction: 0 | 1;
  readonly start: number;
  readonly end: number;
}

/** The session in segments of which one in `oneIn` of those at or behind `starts` is lost, and the places of the lost ones. */
function withLost(
  session: RecordedSession,
  starts: readonly number[],
  random: ReturnType<typeof randomOf>,
  oneIn: number,
): { readonly segments: readonly Segment[]; readonly lost: readonly Lost[] } {
  const offsets = [0, 0];
  const lost: Lost[] = [];
  const segments = cut(session.wire, 300 + random(3000), random).map((segment): Segment => {
    const start = offsets[segment.direction];
    offsets[segment.direction] += segment.bytes.length;
    if (start < starts[segment.direction] || random(oneIn) > 0) return segment;
    lost.push({ direction: segment.direction, start, end: offsets[segment.direction] });
    return { ...segment, isLost: true };
  });
  return { segments, lost };
}

describe('lost segments', () => {
  test.each(EXACT)('$version $ciphers: what is read stands where it was sent', async (options) => {
    const session = await unmistakable({ ...options, turns: TURNS });
    const starts = [dataStart(session, 0), dataStart(session, 1)];
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = randomOf(seed);
      const { segments, lost } = withLost(session, starts, random, 6);
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
  test.each([
    { version: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA256' },
    { version: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA256', client: { secureOptions: 1 << 19 } },
    { version: 'TLSv1', ciphers: 'AES256-SHA:@SECLEVEL=0' },
    { version: 'TLSv1', ciphers: 'AES256-SHA:@SECLEVEL=0', client: { secureOptions: 1 << 19 } },
  ] as const)('$version $ciphers $client: whole records are read', async (options) => {
    const session = await unmistakable({ ...options, turns: TURNS });
    const starts = [dataStart(session, 0), dataStart(session, 1)];
    const sent = session.sent.map((bytes) => bytes.toString('latin1'));
    let [read, whole] = [0, 0];
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = randomOf(seed);
      const { segments, lost } = withLost(session, starts, random, 8);
      const { plain } = play(segments, session.keys);
      for (const { direction, bytes } of plain?.pieces ?? []) {
        expect(sent[direction].includes(bytes.toString('latin1'))).toBe(true);
        read += bytes.length;
      }
      for (const side of [0, 1] as const) {
        const records = recordsOf(session.wire, side).filter(
          ({ type, start }) => type === 23 && start >= starts[side],
        );
        const isHole = ({ start, end }: { start: number; end: number }) =>
          lost.some((hole) => hole.direction === side && hole.start < end && hole.end > start);
        // In TLS 1.0 a record needs the last block of the one before.
        const isRead = (index: number) =>
          !isHole(records[index]) &&
          (options.version === 'TLSv1.2' || index === 0 || !isHole(records[index - 1]));
        whole += records.reduce((sum, { start, end }, index) => sum + (isRead(index) ? end - start : 0), 0);
      }
    }
    // What encryption adds to these records is less than a tenth of them.
    expect(read).toBeGreaterThan(whole * 0.9);
    expect(read).toBeLessThan(whole);
  });
  test.each([
    { version: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' },
    { version: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA256' },
    { version: 'TLSv1.1', ciphers: 'AES128-SHA:@SECLEVEL=0' },
  ] as const)('$version $ciphers: what comes behind the hellos may be lost', async (options) => {
    const session = await unmistakable({ ...options, turns: TURNS });
    const hellos = session.wire.findIndex(({ direction }) => direction === 1);
    const firstData = session.wire.findIndex(({ bytes }) => bytes[0] === 23);
    const segments = session.wire.flatMap((piece, index): Segment[] => {
      if (index < hellos || index >= firstData) return [piece];
      if (index > hellos) return [{ ...piece, isLost: true }];
      const end = firstMessageEnd(piece.bytes);
      return [
        { ...piece, bytes: piece.bytes.subarray(0, end) },
        { ...piece, bytes: piece.bytes.subarray(end), isLost: true },
      ];
    });
    const { plain, handshake } = play(segments, session.keys);
    expect(handshake?.decryption).toEqual({ kind: 'decrypted' });
    for (const side of [0, 1] as const) expect(plain?.text(side).equals(session.sent[side])).toBe(true);
    expect(plain?.gaps).toEqual([]);
  });
});

/** End of the first handshake message of a record. */
function firstMessageEnd(bytes: Buffer): number {
  return 5 + 4 + bytes.readUIntBE(6, 3);
}
