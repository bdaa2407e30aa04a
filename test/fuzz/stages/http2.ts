import type { Random } from '../../../samples/builder/index.ts';
import { FLAGS, frameBytes, type Http2Frame, PREFACE, soundFrames, TYPES } from '../http2/frames.ts';
import { headerBlock, troubledBlock } from '../http2/header-block.ts';
import { mutateBytes } from '../mutation/bytes.ts';
import { faultCount } from '../mutation/count.ts';
import { extreme } from '../mutation/numbers.ts';
import type { Seeds } from '../seeds/index.ts';
import type { MakeInput } from './stage.ts';
import { type Saying, talkCapture } from './talk.ts';
import { recordsOf, sayingsOf, tlsTalk } from './tls-talk.ts';

/** Connections of HTTP/2 whose frames are damaged, absent, repeated, in another order, or between others where they may not be. */
export const http2Frames: MakeInput = (random, seeds) => {
  let frames = [...soundFrames(messagesOf(random, seeds), random)];
  for (let left = faultCount(random); left > 0; left--) frames = damaged(frames, random);
  return capture(frames, random);
};

/** Connections of HTTP/2 whose header blocks are damaged, or made to cost. */
export const hpack: MakeInput = (random, seeds) => {
  const share = random.pick([0.2, 0.5, 1]);
  const frames = soundFrames(messagesOf(random, seeds), random, (fields) => {
    if (!random.chance(share)) return headerBlock(fields, random);
    if (random.chance(0.5)) return troubledBlock(fields, random);
    return mutateBytes(headerBlock(fields, random), random, faultCount(random));
  });
  return capture(frames, random);
};

function messagesOf(random: Random, seeds: Seeds) {
  return Array.from({ length: random.pick([1, 2, 3, 6]) }, () =>
    random.pick(random.chance(0.7) ? seeds.hooks : seeds.messages),
  );
}

function damaged(frames: readonly Http2Frame[], random: Random): Http2Frame[] {
  const made = [...frames];
  const at = random.below(frames.length);
  const frame = made[at];
  if (frame === undefined) return [...frames, intruder(random, 1)];
  switch (random.below(10)) {
    case 0:
      made[at] = { ...frame, payload: mutateBytes(frame.payload, random, 1) };
      break;
    case 1:
      made[at] = { ...frame, length: extreme(random, 32, frame.payload.length) };
      break;
    case 2:
      made[at] = { ...frame, type: random.chance(0.7) ? random.below(11) : extreme(random, 8) };
      break;
    case 3:
      made[at] = { ...frame, flags: frame.flags ^ (1 << random.below(8)) };
      break;
    case 4:
      made[at] = { ...frame, stream: random.pick([0, 1, 2, 3, 5, 99, extreme(random, 32, frame.stream)]) };
      break;
    case 5:
      made.splice(at, random.pick([1, 1, 2, 5]));
      break;
    case 6:
      made.splice(random.below(made.length), 0, frame);
      break;
    case 7:
      made.splice(at, 1);
      made.splice(random.below(made.length + 1), 0, frame);
      break;
    case 8:
      // The payload is padded by more than there is.
      made[at] = { ...frame, flags: frame.flags | FLAGS.padded };
      break;
    default:
      made.splice(
        at,
        0,
        ...Array.from({ length: random.pick([1, 1, 3, 200]) }, () => intruder(random, frame.stream)),
      );
  }
  return made;
}

/** A frame between others. */
function intruder(random: Random, stream: number): Http2Frame {
  const type = random.chance(0.9) ? random.pick(Object.values(TYPES)) : extreme(random, 8);
  const lengths: Partial<Record<number, number>> = {
    [TYPES.reset]: 4,
    [TYPES.windowUpdate]: 4,
    [TYPES.goAway]: 8,
    [TYPES.ping]: 8,
    [TYPES.priority]: 5,
    [TYPES.settings]: 6 * random.below(4),
  };
  const length = random.chance(0.8) ? (lengths[type] ?? random.below(60)) : random.below(60);
  const payload = random.bytes(length);
  if (length >= 4 && random.chance(0.6))
    payload.writeUInt32BE(random.pick([0, 1, 2, 8, 11, 13, extreme(random, 32)]));
  return {
    side: random.pick(['request', 'answer']),
    type,
    flags: random.pick([0, 0, 1, 4, 5, 8, extreme(random, 8)]),
    stream: random.pick([0, stream, stream + 2, extreme(random, 32)]),
    payload,
  };
}

/** Over TLS, in clear text from the first byte, or after `Upgrade: h2c`; at times without its beginning. */
function capture(
  frames: readonly Http2Frame[],
  random: Random,
): { readonly kind: 'capture'; readonly bytes: Buffer } {
  const said: Saying[] = frames.map((frame) => ({ side: frame.side, bytes: frameBytes(frame) }));
  const way = random.below(10);
  const isLate = random.chance(0.1);
  if (isLate) said.splice(0, random.below(said.length));
  const preface: readonly Saying[] = isLate ? [] : [{ side: 'request', bytes: PREFACE }];
  if (way < 5) {
    const talk = tlsTalk(sayingsOf([...preface, ...said]), random, random.chance(0.9) ? 'h2' : null);
    const sayings = sayingsOf(recordsOf(talk, random));
    const place = random.pick(['before', 'behind'] as const);
    return { kind: 'capture', bytes: talkCapture([sayings], random, { keyLog: talk.keyLog, place }) };
  }
  const upgrade = way === 5 ? UPGRADE : [];
  return { kind: 'capture', bytes: talkCapture([sayingsOf([...upgrade, ...preface, ...said])], random) };
}

/** RFC 7540 §3.2: what HTTP/1.1 says before HTTP/2 goes on. */
const UPGRADE: readonly Saying[] = [
  {
    side: 'request',
    bytes: Buffer.from(
      'GET /a HTTP/1.1\r\nHost: backend.example\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n',
    ),
  },
  {
    side: 'answer',
    bytes: Buffer.from('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'),
  },
];
