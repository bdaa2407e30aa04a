import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { MAX_TLS_WAITING_BYTES } from '../../src/base/limits.ts';
import { TlsConnection, type TlsHandshake, TlsSecrets, WaitingConnections } from '../../src/tls/index.ts';
import { PlainRecord } from './decrypted-capture.ts';
import { cut, play, randomOf } from './played.ts';
import { recordedSession } from './session-pair.ts';

const TURNS = ['one', 'two', 'three', 'four'].map((text) => Buffer.from(text));

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('secrets of %s that come late', (version) => {
  test('the same is read as with secrets at hand, whenever they come', async () => {
    const session = await recordedSession({ version, turns: TURNS });
    const segments = cut(session.wire, 300, randomOf(5));
    const inTime = play(segments, session.keys).plain;
    expect(inTime?.text(0).equals(session.sent[0])).toBe(true);
    const lines = session.keys.match(/.*\n/g) ?? [];
    for (let when = 0; when < segments.length; when += 1) {
      const late = play(segments, '', {
        mayCome: true,
        before: (index, secrets, waiting) => {
          // Line by line, as a key log grows.
          const line = lines[index - when];
          if (line === undefined) return;
          secrets.add(line);
          waiting.wake();
        },
      });
      for (const line of lines.slice(Math.max(0, segments.length - when))) {
        late.secrets.add(line);
        late.waiting.wake();
      }
      expect(late.waiting.bytes).toBe(0);
      const { plain } = latest(late);
      expect(plain?.pieces).toEqual(inTime?.pieces);
      expect(plain?.ends).toEqual(inTime?.ends);
    }
  });
  test('nobody waits when no secrets come', async () => {
    const session = await recordedSession({ version, turns: TURNS });
    const played = play(session.wire, '', { mayCome: true });
    expect(played.waiting.bytes).toBeGreaterThan(0);
    played.waiting.close();
    expect([played.waiting.bytes, played.handshake?.decryption]).toEqual([0, { kind: 'no-secret' }]);
  });
});

/** What is known now: secrets came after the connection was played. */
function latest(played: ReturnType<typeof play>): { readonly plain: PlainRecord | null } {
  const { plain } = played.connection;
  return { plain: plain instanceof PlainRecord ? plain : null };
}

describe('the room for bytes that wait', () => {
  /** Connections of one session, all at once, whose data go on and on. */
  async function crowd(count: number, bytes: number) {
    const session = await recordedSession({ version: 'TLSv1.2', turns: TURNS });
    const secrets = new TlsSecrets();
    const waiting = new WaitingConnections(true);
    const told: (TlsHandshake | null)[] = [];
    const connections = Array.from({ length: count }, (_each, index) => {
      told.push(null);
      return new TlsConnection({
        onHandshake: (handshake) => {
          told[index] = handshake;
        },
        followsData: false,
        decryption: { secrets, waiting, openPlain: () => new PlainRecord() },
      });
    });
    for (const connection of connections) {
      const offsets: [number, number] = [0, 0];
      const feed = (direction: 0 | 1, piece: Buffer): void => {
        const at = { frame: 1, seconds: 0, nanoseconds: 0, offset: offsets[direction], acknowledged: -1 };
        connection.data(direction, piece, 0, piece.length, at);
        offsets[direction] += piece.length;
      };
      for (const { direction, bytes: piece } of session.wire) feed(direction, piece);
      const more = Buffer.concat([Buffer.from([23, 3, 3, 4, 0]), Buffer.alloc(1024)]);
      for (let left = bytes; left > 0; left -= more.length) feed(0, more);
    }
    return { session, secrets, waiting, told, connections };
  }

  test('is bounded: those that have waited for longest are given up, and it is told when their secret comes', async () => {
    const { session, secrets, waiting, told, connections } = await crowd(5, MAX_TLS_WAITING_BYTES / 3);
    expect(waiting.bytes).toBeLessThanOrEqual(MAX_TLS_WAITING_BYTES);
    expect(told.map((handshake) => handshake?.decryption.kind)).toEqual(Array(5).fill('no-secret'));
    expect(waiting.isTooLate).toBe(false);
    secrets.add(session.keys);
    waiting.wake();
    expect(waiting.isTooLate).toBe(true);
    expect(told.slice(0, 3).map((handshake) => handshake?.decryption.kind)).toEqual(
      Array(3).fill('too-late'),
    );
    expect(connections.slice(3).every(({ plain }) => plain instanceof PlainRecord)).toBe(true);
    expect(waiting.bytes).toBe(0);
  });
});
