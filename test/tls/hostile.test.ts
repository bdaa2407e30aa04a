import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { cut, play, randomOf, type Segment } from './played.ts';
import { recordedSession, type SessionOptions } from './session-pair.ts';

const TURNS = Array.from({ length: 12 }, (_each, index) =>
  Buffer.alloc(1 + ((index * 311) % 900), index + 65),
);
const KINDS: readonly SessionOptions[] = [
  { version: 'TLSv1.3' },
  { version: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES256-GCM-SHA384' },
  { version: 'TLSv1.2', ciphers: 'AES128-SHA:@SECLEVEL=0', client: { secureOptions: 1 << 19 } },
  { version: 'TLSv1', ciphers: 'AES256-SHA:@SECLEVEL=0' },
  { version: 'TLSv1.2', ciphers: 'NULL-SHA:@SECLEVEL=0' },
];

/** Damages a list of segments in one of many ways. */
function damaged(segments: readonly Segment[], random: (below: number) => number): Segment[] {
  const result: Segment[] = segments.map((segment) => ({ ...segment, bytes: Buffer.from(segment.bytes) }));
  for (let left = 1 + random(4); left > 0; left -= 1) {
    const at = random(result.length);
    const { bytes } = result[at];
    const kind = random(7);
    if (kind === 0 && bytes.length > 0) bytes[random(bytes.length)] = random(256);
    else if (kind === 1) result[at] = { ...result[at], isLost: true };
    else if (kind === 2) result.splice(at, 1 + random(5));
    else if (kind === 3) result.splice(at, 0, { ...result[at], bytes: Buffer.from(bytes) });
    else if (kind === 4) result.push(...result.splice(at, 1));
    else if (kind === 5) result[at] = { ...result[at], direction: result[at].direction === 0 ? 1 : 0 };
    // A header of the greatest length.
    else Buffer.from([random(2) + 22, 3, 3, 0x48, 0]).copy(bytes, random(bytes.length + 1));
    if (result.length === 0) result.push(segments[0]);
  }
  return result;
}

describe.each(KINDS)('damaged sessions of $version $ciphers', (options) => {
  test('nothing throws, and no content is made up', async () => {
    const session = await recordedSession({ ...options, turns: TURNS });
    const all = [session.sent[0].toString('latin1'), session.sent[1].toString('latin1')];
    for (let seed = 1; seed <= 400; seed += 1) {
      const random = randomOf(seed);
      const segments = damaged(cut(session.wire, 40 + random(1500), random), random);
      const mayCome = random(3) === 0;
      const at = random(segments.length);
      const { plain } = play(segments, mayCome ? '' : session.keys, {
        mayCome,
        followsData: random(2) === 0,
        before: (index, secrets, waiting) => {
          if (!mayCome || index !== at) return;
          secrets.add(session.keys);
          waiting.wake();
        },
      });
      for (const { direction, bytes } of plain?.pieces ?? []) {
        expect({ seed, holds: all.some((text) => text.includes(bytes.toString('latin1'))) }).toEqual({
          seed,
          holds: true,
        });
        expect(direction).toBeLessThan(2);
      }
    }
  });
});

describe('what costs much', () => {
  test('headers at every place behind a hole are tried within bounds', async () => {
    const session = await recordedSession({
      version: 'TLSv1.3',
      turns: [Buffer.from('a'), Buffer.from('b')],
    });
    const headers = Buffer.alloc(300_000);
    for (let place = 0; place + 5 <= headers.length; place += 5) headers.set([23, 3, 3, 2, 0], place);
    const hole: Segment = { direction: 0, bytes: Buffer.alloc(90_000), isLost: true };
    const segments = [
      ...session.wire.slice(0, 4),
      hole,
      ...cut([{ direction: 0, bytes: headers }], 60_000, () => 59_999),
    ];
    const { waiting, plain } = play(segments, session.keys);
    const fresh = play([], '').waiting.searchBytes;
    expect(fresh - waiting.searchBytes).toBeLessThanOrEqual(32 * 1024 * 1024);
    expect(fresh - waiting.searchBytes).toBeGreaterThan(0);
    expect(plain?.text(0).length ?? 0).toBeLessThan(2);
  });
  test('a handshake message that comes byte by byte in records of its own', () => {
    const pieces = [Buffer.from([22, 3, 3, 0, 4, 1, 0, 0xff, 0xff])];
    for (let index = 0; index < 60_000; index += 1) pieces.push(Buffer.from([22, 3, 3, 0, 1, 7]));
    const segments = cut([{ direction: 0, bytes: Buffer.concat(pieces) }], 60_000, () => 59_999);
    expect(play(segments, '').connection.state).toBe('tls');
  });
});
