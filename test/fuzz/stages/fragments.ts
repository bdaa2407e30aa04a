import type { Random } from '../../../samples/builder/index.ts';
import { extreme } from '../mutation/numbers.ts';
import { findIp, fixChecksums } from './ip-places.ts';
import { shuffleFrames } from './segments.ts';
import type { MakeInput } from './stage.ts';
import { type FuzzFrame, pickFrames, withBytes, writeFrames } from './write-frames.ts';

const MORE = 0x2000;
const UNIT = 8;

/** Datagrams in fragments: overlapping, late, twice, absent, tiny, or reaching beyond 65,535 bytes. */
export const fragments: MakeInput = (random, seeds) => {
  const share = random.pick([0.2, 0.6, 1]);
  const frames: FuzzFrame[] = [];
  for (const frame of pickFrames(random.pick(seeds.framed), random)) {
    if (frames.length < 600 && random.chance(share)) frames.push(...fragmented(frame, random));
    else frames.push(frame);
  }
  return { kind: 'capture', bytes: writeFrames(shuffleFrames(frames, random, random.pick([0, 0.05, 0.3]))) };
};

function fragmented(frame: FuzzFrame, random: Random): readonly FuzzFrame[] {
  const places = findIp(frame.linkType, frame.bytes);
  if (places === null) return [frame];
  const headerBytes = places.version === 4 ? ((frame.bytes[places.ipStart] ?? 0) & 15) * 4 : 40;
  const dataStart = places.ipStart + headerBytes;
  const data = frame.bytes.subarray(dataStart, places.end);
  if (headerBytes < 20 || data.length < UNIT) return [frame];
  const head = frame.bytes.subarray(0, dataStart);
  const identification = random.chance(0.9) ? random.below(0x1_0000) : 1;
  const step = UNIT * random.pick([1, 2, 8, 64, 185]);
  const pieces: FuzzFrame[] = [];
  for (let at = 0; at < data.length; at += step) {
    const overlap = random.chance(0.1) ? UNIT * random.between(1, 4) : 0;
    const from = Math.max(0, at - overlap);
    const piece = data.subarray(from, Math.min(data.length, at + step + (random.chance(0.05) ? 3 : 0)));
    let unit = from / UNIT;
    if (random.chance(0.02)) unit = extreme(random, 16, unit) & 0x1fff;
    const last = at + step >= data.length;
    const more = last === random.chance(0.03);
    const payload = random.chance(0.03) ? random.bytes(piece.length) : piece;
    const made = places.version === 4 ? fragment4 : fragment6;
    const bytes = made(head, places.ipStart, identification, unit, more, payload);
    if (places.version === 4) fixChecksums(bytes, { ...places, tcpStart: -1, end: bytes.length });
    pieces.push(withBytes(frame, bytes));
    if (random.chance(0.03)) pieces.push(withBytes(frame, bytes));
    if (random.chance(0.02)) pieces.pop();
  }
  return pieces;
}

function fragment4(
  head: Buffer,
  ip: number,
  identification: number,
  unit: number,
  more: boolean,
  data: Buffer,
): Buffer {
  const bytes = Buffer.concat([head, data]);
  bytes.writeUInt16BE(bytes.length - ip, ip + 2);
  bytes.writeUInt16BE(identification, ip + 4);
  bytes.writeUInt16BE((unit & 0x1fff) | (more ? MORE : 0), ip + 6);
  return bytes;
}

function fragment6(
  head: Buffer,
  ip: number,
  identification: number,
  unit: number,
  more: boolean,
  data: Buffer,
): Buffer {
  const extension = Buffer.alloc(8);
  extension[0] = head[ip + 6] ?? 0;
  extension.writeUInt16BE(((unit << 3) | (more ? 1 : 0)) & 0xffff, 2);
  extension.writeUInt32BE(identification, 4);
  const bytes = Buffer.concat([head, extension, data]);
  bytes[ip + 6] = 44;
  bytes.writeUInt16BE(bytes.length - ip - 40, ip + 4);
  return bytes;
}
