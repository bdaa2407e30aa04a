import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handshake, runSegments, type Sent } from './segments.ts';

/** Two requests: what must never be fused. */
const STREAM =
  'POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nonePOST /b HTTP/1.1\r\nContent-Length: 3\r\n\r\ntwo';
const ACKNOWLEDGEMENT = { from: 'server', seq: 5001, checksum: 'good' } as const;

interface Copy {
  readonly from: number;
  readonly length: number;
  /** Where in the order of all copies it stands. */
  readonly place: number;
}

const copyOf = fc.record({
  from: fc.nat(STREAM.length - 1),
  length: fc.integer({ min: 1, max: 60 }),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** A segment with part of the stream. A damaged one has other bytes, wrong flags and a wrong acknowledgement. */
function segmentOf({ from, length }: Copy, isDamaged: boolean): Sent {
  const data = STREAM.slice(from, from + length);
  const sound: Sent = { from: 'client', seq: 1001 + from, ack: 5001, data, checksum: 'good' };
  if (!isDamaged) return sound;
  const bytes = data.replaceAll(/[\s\S]/g, (one) => String.fromCharCode(one.charCodeAt(0) ^ 0x15));
  return { ...sound, data: bytes, ack: 9_999, flags: from % 2 === 0 ? 'F' : '', checksum: 'bad' };
}

/** Sound copies of the whole stream, cut anywhere. */
const soundCopies = fc
  .tuple(
    fc.array(fc.nat(STREAM.length), { maxLength: 8 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 }),
  )
  .map(([cuts, places]) => {
    const ends = [...new Set([...cuts, STREAM.length])]
      .filter((end) => end > 0)
      .sort((one, other) => one - other);
    return ends.map((end, index): Copy => {
      const from = ends[index - 1] ?? 0;
      return { from, length: end - from, place: places[index] ?? 0 };
    });
  });

/** What is delivered of the client's bytes. */
function delivered(sent: readonly Sent[]): string {
  const { log } = runSegments(sent, { joined: true });
  return log.find((line) => line.startsWith('0> '))?.slice('0> '.length) ?? '';
}

describe('where a sound copy of every byte was captured', () => {
  it.each([
    ['with its handshake', handshake().map((sent): Sent => ({ ...sent, checksum: 'good' }))],
    // Without it, the first segment tells what checksums are worth.
    ['met in its midst', [{ from: 'client', seq: 1000, ack: 5001, data: '\n', checksum: 'good' } as const]],
  ])(
    'exactly the bytes that were sent are delivered, whatever damaged copies stand around: %s',
    (_, begin) => {
      fc.assert(
        fc.property(
          soundCopies,
          fc.array(copyOf, { maxLength: 6 }),
          fc.array(copyOf, { maxLength: 10 }),
          fc.array(fc.tuple(fc.nat(STREAM.length), fc.double({ min: 0, max: 1, noNaN: true })), {
            maxLength: 4,
          }),
          (sound, repeated, damaged, acknowledged) => {
            const copies = [
              ...[...sound, ...repeated].map((copy) => ({ place: copy.place, sent: segmentOf(copy, false) })),
              ...damaged.map((copy) => ({ place: copy.place, sent: segmentOf(copy, true) })),
              ...acknowledged.map(([until, place]) => ({
                place,
                sent: { ...ACKNOWLEDGEMENT, ack: 1001 + until } satisfies Sent,
              })),
            ].sort((one, other) => one.place - other.place);
            const last: Sent = { ...ACKNOWLEDGEMENT, ack: 1001 + STREAM.length };
            expect(delivered([...begin, ...copies.map(({ sent }) => sent), last]).trimStart()).toBe(STREAM);
          },
        ),
        { numRuns: 500 },
      );
    },
  );

  it('a damaged one does not outdo a sound one that waits behind a hole', () => {
    const sound = handshake().map((sent): Sent => ({ ...sent, checksum: 'good' }));
    const segments: readonly Sent[] = [
      { from: 'client', seq: 1001, ack: 5001, data: 'XXXXXX', checksum: 'bad' },
      { from: 'client', seq: 1004, ack: 5001, data: 'def', checksum: 'good' },
      { ...ACKNOWLEDGEMENT, ack: 1007 },
    ];
    expect(delivered([...sound, ...segments])).toBe('XXXdef');
  });

  it('a damaged first segment is not taken for one whose checksum is still to be filled in', () => {
    const segments: readonly Sent[] = [
      { from: 'client', seq: 1001, ack: 5001, data: 'XXX', checksum: 'bad' },
      { from: 'client', seq: 1001, ack: 5001, data: 'abc', checksum: 'good' },
      { from: 'client', seq: 1004, ack: 5001, data: 'def', checksum: 'good' },
    ];
    expect(delivered(segments)).toBe('abcdef');
  });
});

describe('where all checksums are wrong', () => {
  const wrong = (from: Sent['from'], seq: number, ack: number, data: string): Sent => ({
    from,
    seq,
    ack,
    data,
    checksum: 'bad',
  });

  it('the bytes are handed on as soon as a second segment or the peer tells, and at the end at the latest', () => {
    const first = wrong('client', 1001, 5001, 'abc');
    const run = (...segments: readonly Sent[]): readonly string[] =>
      runSegments([...segments], { finish: false }).log.filter((line) => line.includes('"'));
    expect(run(first)).toEqual([]);
    expect(run(first, wrong('client', 1004, 5001, 'def'))).toEqual(['0> "abc" @1', '0> "def" @2']);
    expect(run(first, { ...ACKNOWLEDGEMENT, ack: 1004 })).toEqual(['0> "abc" @1']);
    expect(run(first, { from: 'client', clientPort: 50_000, seq: 1, flags: 'S', at: 5 })).toEqual([
      '0> "abc" @1',
    ]);
    expect(delivered([first])).toBe('abc');
  });
});

describe('a FIN with a wrong checksum', () => {
  const sound = handshake().map((sent): Sent => ({ ...sent, checksum: 'good' }));
  const last: Sent = { from: 'client', seq: 1001, ack: 5001, data: 'abc', flags: 'F', checksum: 'bad' };

  it('counts with the bytes before it, where the peer accepted them', () => {
    expect(runSegments([...sound, last, { ...ACKNOWLEDGEMENT, ack: 1005 }]).log).toEqual([
      '0> "abc" @4',
      '0> end fin',
      '0< end capture',
    ]);
  });

  it('is none where a sound copy of the bytes came', () => {
    const copy: Sent = { ...last, flags: '', checksum: 'good' };
    const { log } = runSegments([...sound, last, copy, { ...ACKNOWLEDGEMENT, ack: 1004 }]);
    expect(log).toEqual(['0> "abc" @5', '0> end capture', '0< end capture']);
  });
});
