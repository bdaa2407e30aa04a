import type { Random } from '../../../samples/builder/index.ts';
import { FLAG, FRAME } from '../../../src/http2/frame.ts';
import {
  answered,
  asked,
  data,
  frame,
  goaway,
  literals,
  PREFACE,
  reset,
  SETTINGS,
} from '../../http2/frames.ts';
import { mutateBytes } from '../mutation/bytes.ts';
import { extreme } from '../mutation/numbers.ts';
import type { SeedMessage } from '../seeds/index.ts';
import type { MakeInput } from './stage.ts';
import { type Saying, talkCapture } from './talk.ts';

const UPGRADE =
  'GET /a HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n';
const SWITCHING = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
/** Representations of HPACK: indexed, added, with a changed table, with indexes that nobody knows, with integers and texts that break off. */
const BLOCK_PIECES = [
  '83',
  '86',
  '88',
  'be',
  'bf',
  'ff80',
  'ffffffffff7f',
  '20',
  '3fe11f',
  '3fffffffff07',
  '4001610162',
  '7f000161',
  '0001610162',
  '1001610162',
  '408412345678',
  '4081ff0161',
  '80',
] as const;

/** HTTP/2 whose frames, header blocks, streams or order are wrong. */
export const http2: MakeInput = (random, seeds) => {
  const connections: Saying[][] = [];
  for (let left = random.pick([1, 1, 2]); left > 0; left--) {
    const isUpgrade = random.chance(0.15);
    const sayings: Saying[] = isUpgrade
      ? [
          { side: 'request', bytes: Buffer.from(UPGRADE) },
          { side: 'answer', bytes: Buffer.concat([Buffer.from(SWITCHING), SETTINGS]) },
        ]
      : [];
    if (random.chance(0.85)) sayings.push({ side: 'request', bytes: Buffer.concat([PREFACE, SETTINGS]) });
    if (!isUpgrade && random.chance(0.8)) sayings.push({ side: 'answer', bytes: SETTINGS });
    for (let stream = isUpgrade ? 3 : 1, messages = random.pick([1, 2, 5, 9]); messages > 0; messages--) {
      sayings.push(...exchange(stream, random.pick(seeds.messages), random));
      if (random.chance(0.9)) stream += 2;
    }
    if (random.chance(0.3)) sayings.sort(() => (random.chance(0.5) ? 1 : -1));
    connections.push(sayings);
  }
  return { kind: 'capture', bytes: talkCapture(connections, random) };
};

function exchange(stream: number, message: SeedMessage, random: Random): readonly Saying[] {
  const [line = ''] = message.requestHead.split('\r\n');
  const [method = 'POST', path = '/'] = line.split(' ');
  const request = [
    asked(stream, { ':method': method, ':path': path, 'content-type': 'application/json' }),
    data(stream, message.requestBody),
  ];
  const answer = [answered(stream, { 'content-type': 'application/json' }), data(stream, message.answerBody)];
  return [
    { side: 'request', bytes: withFaults(request, stream, random) },
    { side: 'answer', bytes: withFaults(answer, stream, random) },
  ];
}

function withFaults(frames: readonly Buffer[], stream: number, random: Random): Buffer {
  const made = [...frames];
  if (random.chance(0.7)) {
    const at = random.below(made.length + 1);
    made.splice(at, random.chance(0.2) ? 1 : 0, oddFrame(stream, random));
  }
  let bytes = Buffer.concat(made);
  if (random.chance(0.3)) bytes = Buffer.from(mutateBytes(bytes, random, 2));
  return bytes;
}

function oddFrame(stream: number, random: Random): Buffer {
  switch (random.below(8)) {
    case 0:
      return frame(
        random.below(12),
        random.below(256),
        random.pick([0, stream, 2, 99]),
        Buffer.alloc(random.below(40), random.below(256)),
      );
    case 1:
      return frame(
        FRAME.headers,
        random.pick([0, FLAG.endStream, FLAG.endHeaders, 5, 13, 37, 45]),
        stream,
        oddBlock(random),
      );
    case 2:
      return frame(FRAME.continuation, random.pick([0, FLAG.endHeaders]), stream, oddBlock(random));
    case 3:
      return reset(stream, random.below(20));
    case 4:
      return goaway(random.pick([0, stream, 2 ** 31 - 1]), random.below(20));
    case 5:
      return frame(FRAME.settings, random.below(2), 0, settings(random));
    case 6: {
      const flood = frame(
        random.pick([FRAME.data, FRAME.continuation, FRAME.settings, FRAME.ping]),
        0,
        stream,
      );
      return Buffer.concat(Array.from({ length: random.pick([10, 1000]) }, () => flood));
    }
    default:
      return frame(
        FRAME.pushPromise,
        FLAG.endHeaders,
        stream,
        Buffer.concat([Buffer.from([0, 0, 0, 2]), oddBlock(random)]),
      );
  }
}

function oddBlock(random: Random): Buffer {
  const pieces = Array.from({ length: random.pick([1, 3, 20, 400]) }, () =>
    Buffer.from(random.pick(BLOCK_PIECES), 'hex'),
  );
  const block = Buffer.concat([
    ...(random.chance(0.5) ? [literals({ ':method': 'POST', ':path': '/a/connect' })] : []),
    ...pieces,
  ]);
  return random.chance(0.3) ? Buffer.from(mutateBytes(block, random, 1)) : block;
}

function settings(random: Random): Buffer {
  const payload = Buffer.alloc(random.pick([6, 12, 7]));
  payload.writeUInt16BE(random.pick([1, 1, 4, 0xffff]));
  payload.writeUInt32BE(extreme(random, 32, 4096) >>> 0, 2);
  return payload;
}
