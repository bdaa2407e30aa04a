import type { Random } from '../../../samples/builder/index.ts';
import type { SeedMessage } from '../seeds/index.ts';
import { type HeaderField, headerBlock } from './header-block.ts';

/** A frame of HTTP/2 (RFC 9113 §4.1) with the side that sends it. */
export interface Http2Frame {
  readonly side: 'request' | 'answer';
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
  /** Where it is not that of the payload. */
  readonly length?: number;
}

export const TYPES = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;
export const FLAGS = { endStream: 1, acknowledged: 1, endHeaders: 4, padded: 8, priority: 32 } as const;
export const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/** Makes the header block of a message. */
export type WriteBlock = (fields: readonly HeaderField[], random: Random) => Buffer;

const MOST_BODY_BYTES = 3000;

/** A sound connection: settings of both sides, and each message with its answer on a stream of its own, some of them at once. */
export function soundFrames(
  messages: readonly SeedMessage[],
  random: Random,
  writeBlock: WriteBlock = headerBlock,
): readonly Http2Frame[] {
  const none = Buffer.alloc(0);
  const settings = (side: Http2Frame['side']): Http2Frame => ({
    side,
    type: TYPES.settings,
    flags: 0,
    stream: 0,
    payload: random.chance(0.3) ? Buffer.from('000100001000000400010000', 'hex') : none,
  });
  const streams = messages.map((message, index) => {
    const stream = index * 2 + 1;
    return [
      ...messageFrames('request', stream, requestFields(message), message.requestBody, random, writeBlock),
      ...messageFrames('answer', stream, answerFields(message), message.answerBody, random, writeBlock),
    ];
  });
  return [settings('request'), settings('answer'), ...interleaved(streams, random)];
}

function messageFrames(
  side: Http2Frame['side'],
  stream: number,
  fields: readonly HeaderField[],
  body: string,
  random: Random,
  writeBlock: WriteBlock,
): readonly Http2Frame[] {
  const bytes = Buffer.from(body, 'latin1').subarray(0, MOST_BODY_BYTES);
  const hasTrailers = random.chance(0.1);
  const heads = blockFrames(side, stream, writeBlock(fields, random), bytes.length === 0, random);
  const frames: Http2Frame[] = [...heads];
  const step = random.pick([1, 100, 1000, 16_384]);
  const size = Math.max(step, Math.ceil(bytes.length / 30));
  for (let at = 0; at < bytes.length; at += size) {
    const isLast = at + size >= bytes.length && !hasTrailers;
    const data = bytes.subarray(at, at + size);
    const padding = random.chance(0.15) ? random.below(200) : -1;
    frames.push({
      side,
      type: TYPES.data,
      flags: (isLast ? FLAGS.endStream : 0) | (padding < 0 ? 0 : FLAGS.padded),
      stream,
      payload: padding < 0 ? data : Buffer.concat([Buffer.of(padding), data, Buffer.alloc(padding)]),
    });
  }
  if (hasTrailers && bytes.length > 0) {
    frames.push(...blockFrames(side, stream, writeBlock([['x-checked', 'yes']], random), true, random));
  }
  return frames;
}

/** A header block in HEADERS and, at times, CONTINUATION frames (RFC 9113 §6.10). */
function blockFrames(
  side: Http2Frame['side'],
  stream: number,
  block: Buffer,
  endsStream: boolean,
  random: Random,
): readonly Http2Frame[] {
  const hasPriority = random.chance(0.15);
  const least = Math.ceil(block.length / 60);
  const first = random.chance(0.3) ? Math.max(least, random.below(block.length + 1)) : block.length;
  const frames: Http2Frame[] = [
    {
      side,
      type: TYPES.headers,
      flags: (endsStream ? FLAGS.endStream : 0) | (hasPriority ? FLAGS.priority : 0),
      stream,
      payload: Buffer.concat([
        hasPriority ? Buffer.from([0, 0, 0, 0, 16]) : Buffer.alloc(0),
        block.subarray(0, first),
      ]),
    },
  ];
  const step = Math.max(least, random.pick([1, 20, 200]));
  for (let at = first; at < block.length; at += step)
    frames.push({ side, type: TYPES.continuation, flags: 0, stream, payload: block.subarray(at, at + step) });
  return frames.map((frame, index) =>
    index === frames.length - 1 ? { ...frame, flags: frame.flags | FLAGS.endHeaders } : frame,
  );
}

/** Streams that go on at once: header blocks stay in one piece, as they have to. */
function interleaved(streams: readonly (readonly Http2Frame[])[], random: Random): readonly Http2Frame[] {
  const left = streams.map((frames) => [...frames]);
  const order: Http2Frame[] = [];
  let current = left[0];
  while (left.some((frames) => frames.length > 0)) {
    const last = order.at(-1);
    const isWithinBlock =
      last !== undefined &&
      (last.type === TYPES.headers || last.type === TYPES.continuation) &&
      (last.flags & FLAGS.endHeaders) === 0;
    if (!isWithinBlock && (random.chance(0.3) || current === undefined || current.length === 0))
      current = random.pick(left.filter((frames) => frames.length > 0));
    const next = current?.shift();
    if (next !== undefined) order.push(next);
  }
  return order;
}

function requestFields({ requestHead, requestBody }: SeedMessage): readonly HeaderField[] {
  const [line = '', ...fields] = requestHead.split('\r\n');
  const [method = 'POST', target = '/'] = line.split(' ');
  return [
    [':method', method],
    [':scheme', 'https'],
    [':path', target.startsWith('/') ? target : '/'],
    [':authority', 'backend.example'],
    ...ordinary(fields),
    ['content-length', String(Math.min(requestBody.length, MOST_BODY_BYTES))],
  ];
}

function answerFields({ answerHead, answerBody }: SeedMessage): readonly HeaderField[] {
  const [line = '', ...fields] = answerHead.split('\r\n');
  return [
    [':status', line.split(' ')[1] ?? '200'],
    ...ordinary(fields),
    ['content-length', String(Math.min(answerBody.length, MOST_BODY_BYTES))],
  ];
}

/** Fields without those of the connection (RFC 9113 §8.2.2), with names in lower case. */
function ordinary(lines: readonly string[]): readonly HeaderField[] {
  return lines.flatMap((line): readonly HeaderField[] => {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (
      colon < 1 ||
      /^(?:connection|keep-alive|transfer-encoding|upgrade|host|content-length|content-encoding)$/.test(name)
    )
      return [];
    return [[name, line.slice(colon + 1).trim()]];
  });
}

/** The bytes of a frame. */
export function frameBytes({ type, flags, stream, payload, length = payload.length }: Http2Frame): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(length % 0x100_0000, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream >>> 0, 5);
  return Buffer.concat([head, payload]);
}
