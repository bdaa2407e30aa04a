import type { Random } from '../../../samples/builder/index.ts';
import { extreme } from '../mutation/numbers.ts';
import { findIp, fixChecksums, type IpPlaces } from './ip-places.ts';
import type { MakeInput } from './stage.ts';
import { type FuzzFrame, pickFrames, withBytes, writeFrames } from './write-frames.ts';

const TCP_BYTES = 20;
const FLAGS = [0x01, 0x02, 0x04, 0x10, 0x11, 0x12, 0x14, 0x18, 0x03, 0x06, 0x3f, 0x00] as const;

/** Connections whose segments come in pieces, overlapping, late, twice, not at all, or with ends in between. */
export const segments: MakeInput = (random, seeds) => {
  const shift = random.chance(0.3) ? extreme(random, 32) : 0;
  const share = random.pick([0.1, 0.4, 1]);
  const frames: FuzzFrame[] = [];
  for (const frame of pickFrames(random.pick(seeds.framed), random)) {
    const places = findIp(frame.linkType, frame.bytes);
    if (places === null || places.tcpStart < 0) {
      frames.push(frame);
      continue;
    }
    if (shift !== 0) shifted(frame.bytes, places, shift);
    frames.push(...(frames.length < 600 && random.chance(share) ? split(frame, places, random) : [frame]));
    if (random.chance(share * 0.1)) frames.push(intruder(frame, places, random));
  }
  return {
    kind: 'capture',
    bytes: writeFrames(shuffleFrames(frames, random, random.pick([0, 0.02, 0.1, 0.5]))),
  };
};

/** Frames in another order, some of them left out or repeated; the times stay in order, as a capture has them. */
export function shuffleFrames(
  frames: readonly FuzzFrame[],
  random: Random,
  share: number,
): readonly FuzzFrame[] {
  const order: FuzzFrame[] = [];
  for (const frame of frames) {
    if (random.chance(share * 0.3)) continue;
    const at = random.chance(share) ? Math.max(0, order.length - random.between(1, 12)) : order.length;
    order.splice(at, 0, frame);
    if (random.chance(share * 0.3)) order.push(frame);
  }
  return order.map((frame, index) => {
    const time = frames[Math.min(index, frames.length - 1)];
    return time === undefined ? frame : { ...frame, seconds: time.seconds, nanoseconds: time.nanoseconds };
  });
}

/** Adds to all sequence numbers of the capture, so that they pass 2^32 somewhere. */
function shifted(bytes: Buffer, places: IpPlaces, by: number): void {
  for (const offset of [4, 8]) {
    const at = places.tcpStart + offset;
    bytes.writeUInt32BE((bytes.readUInt32BE(at) + by) >>> 0, at);
  }
  fixChecksums(bytes, places);
}

function split(frame: FuzzFrame, places: IpPlaces, random: Random): readonly FuzzFrame[] {
  const payloadStart = places.tcpStart + ((frame.bytes[places.tcpStart + 12] ?? 0) >> 4) * 4;
  const payload = frame.bytes.subarray(payloadStart, places.end);
  if (payloadStart > places.end || payloadStart < places.tcpStart + TCP_BYTES || payload.length < 2)
    return [frame];
  const sequence = frame.bytes.readUInt32BE(places.tcpStart + 4);
  const step = Math.max(Math.ceil(payload.length / 150), random.pick([1, 3, 17, 100, 536]));
  const pieces: FuzzFrame[] = [];
  for (let at = 0; at < payload.length; at += step) {
    const from = random.chance(0.15) ? Math.max(0, at - random.between(1, step)) : at;
    const to = random.chance(0.1) ? at + step + random.between(1, step) : at + step;
    const data = random.chance(0.05)
      ? random.bytes(Math.min(to, payload.length) - from)
      : payload.subarray(from, to);
    pieces.push(withPayload(frame, places, payloadStart, sequence + from, data));
  }
  return pieces;
}

function withPayload(
  frame: FuzzFrame,
  places: IpPlaces,
  start: number,
  sequence: number,
  data: Buffer,
): FuzzFrame {
  const bytes = Buffer.concat([frame.bytes.subarray(0, start), data]);
  const length = bytes.length - places.ipStart;
  bytes.writeUInt16BE(
    places.version === 4 ? length : length - 40,
    places.ipStart + (places.version === 4 ? 2 : 4),
  );
  bytes.writeUInt32BE(sequence >>> 0, places.tcpStart + 4);
  fixChecksums(bytes, { ...places, end: bytes.length });
  return withBytes(frame, bytes);
}

/** A segment that ends, resets, opens or stalls the connection at any place of it. */
function intruder(frame: FuzzFrame, places: IpPlaces, random: Random): FuzzFrame {
  const start = places.tcpStart + ((frame.bytes[places.tcpStart + 12] ?? 0) >> 4) * 4;
  if (start > places.end || start < places.tcpStart + TCP_BYTES) return frame;
  const sequence = frame.bytes.readUInt32BE(places.tcpStart + 4);
  const moved = random.chance(0.6) ? sequence + random.between(-3000, 3000) : extreme(random, 32);
  const data = random.chance(0.3) ? random.bytes(random.between(1, 40)) : Buffer.alloc(0);
  const made = withPayload(frame, places, start, moved, data);
  made.bytes[places.tcpStart + 13] = random.pick(FLAGS);
  if (random.chance(0.3)) made.bytes.writeUInt16BE(0, places.tcpStart + 14);
  if (random.chance(0.3)) made.bytes.writeUInt32BE(extreme(random, 32), places.tcpStart + 8);
  fixChecksums(made.bytes, { ...places, end: made.bytes.length });
  return made;
}
