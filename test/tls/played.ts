import { Buffer } from 'node:buffer';
import type { Interest } from '../../src/stream/index.ts';
import { TlsConnection, type TlsHandshake, TlsSecrets, WaitingConnections } from '../../src/tls/index.ts';
import { PlainRecord } from './decrypted-capture.ts';
import type { WirePiece } from './session-pair.ts';

/** One segment, or its absence. */
export interface Segment {
  readonly direction: 0 | 1;
  readonly bytes: Buffer;
  readonly isLost?: boolean;
}

/** Numbers that look random, the same for each seed. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    state ^= state >>> 12;
    return (state >>> 0) % below;
  };
}

/** Cuts what went over the wire into segments of 1 to `most` bytes, in the same order. */
export function cut(wire: readonly WirePiece[], most: number, random: (below: number) => number): Segment[] {
  return wire.flatMap(({ direction, bytes }) => {
    const segments: Segment[] = [];
    for (let start = 0; start < bytes.length; ) {
      const end = Math.min(bytes.length, start + 1 + random(most));
      segments.push({ direction, bytes: bytes.subarray(start, end) });
      start = end;
    }
    return segments;
  });
}

export interface Played {
  readonly connection: TlsConnection;
  readonly waiting: WaitingConnections;
  readonly secrets: TlsSecrets;
  readonly plain: PlainRecord | null;
  readonly handshake: TlsHandshake | null;
  readonly interests: readonly Interest[];
}

export interface PlayOptions {
  readonly mayCome?: boolean;
  readonly followsData?: boolean;
  readonly isDecrypted?: boolean;
  /** Called before each segment. */
  readonly before?: (index: number, secrets: TlsSecrets, waiting: WaitingConnections) => void;
}

/** Plays segments to a reader; segment 0 is frame 1, and each frame comes a millisecond after the one before. */
export function play(segments: readonly Segment[], keys: string, options: PlayOptions = {}): Played {
  const secrets = new TlsSecrets();
  secrets.add(keys);
  const waiting = new WaitingConnections(options.mayCome ?? false);
  const found: { plain: PlainRecord | null; handshake: TlsHandshake | null } = {
    plain: null,
    handshake: null,
  };
  const connection = new TlsConnection({
    onHandshake: (handshake) => {
      found.handshake = handshake;
    },
    followsData: options.followsData ?? false,
    decryption:
      options.isDecrypted === false
        ? null
        : {
            secrets,
            waiting,
            openPlain: (protocol) => {
              found.plain = new PlainRecord(protocol);
              return found.plain;
            },
          },
  });
  const offsets: [number, number] = [0, 0];
  const at = { frame: 0, seconds: 0, nanoseconds: 0, offset: 0, acknowledged: -1 };
  const interests: Interest[] = [];
  // What is handed over is written over afterwards, as a frame's bytes are.
  const frame = Buffer.alloc(100_000);
  for (const [index, { direction, bytes, isLost }] of segments.entries()) {
    options.before?.(index, secrets, waiting);
    at.frame = index + 1;
    at.nanoseconds = index * 1e6;
    at.offset = offsets[direction];
    at.acknowledged = offsets[direction === 0 ? 1 : 0];
    if (isLost) interests.push(connection.gap(direction, bytes.length, 'lost', at));
    else {
      bytes.copy(frame, 7);
      interests.push(connection.data(direction, frame, 7, 7 + bytes.length, at));
      frame.fill(0xee, 7, 7 + bytes.length);
    }
    offsets[direction] += bytes.length;
  }
  for (const direction of [0, 1] as const) {
    connection.end(direction, 'fin', { ...at, frame: segments.length + 1, offset: offsets[direction] });
  }
  return { connection, waiting, secrets, interests, ...foundOf(found) };
}

function foundOf<Found>(found: Found): Found {
  return { ...found };
}
