import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Random } from '../../../samples/builder/index.ts';
import { mutateBytes } from '../mutation/bytes.ts';
import type { MakeInput } from './stage.ts';
import { type Saying, talkCapture } from './talk.ts';
import { zstdOf } from './zstd-frames.ts';

const QUICK = { params: { 1: 4 } };

type Coder = (bytes: Buffer, random: Random) => Buffer;

const CODERS: Readonly<Record<string, Coder>> = {
  gzip: (bytes) => gzipSync(bytes),
  'x-gzip': (bytes) => gzipSync(bytes),
  deflate: (bytes, random) => (random.chance(0.5) ? deflateSync(bytes) : deflateRawSync(bytes)),
  br: (bytes) => brotliCompressSync(bytes, QUICK),
  zstd: (bytes, random) => zstdOf(bytes, random, random.chance(0.5)),
  identity: (bytes) => bytes,
};
const NAMES = Object.keys(CODERS);

/** Bodies in content codings, one or several, damaged, cut, blown up, or of another coding than they say. */
export const codings: MakeInput = (random, seeds) => {
  const sayings: Saying[] = [];
  for (let left = random.between(1, 4); left > 0; left--) {
    const hook = random.pick(seeds.hooks);
    const [line = ''] = hook.requestHead.split('\r\n');
    const body = Buffer.from(hook.requestBody, 'latin1');
    sayings.push({ side: 'request', bytes: coded(line, body, random) });
    sayings.push({
      side: 'answer',
      bytes: coded('HTTP/1.1 200 OK', Buffer.from(hook.answerBody, 'latin1'), random),
    });
  }
  return { kind: 'capture', bytes: talkCapture([sayings], random) };
};

function coded(line: string, body: Buffer, random: Random): Buffer {
  const names = Array.from({ length: random.pick([0, 1, 1, 1, 2, 3, 6]) }, () => random.pick(NAMES));
  let bytes = random.chance(0.05) ? Buffer.concat([body, Buffer.alloc(200_000, ' ')]) : body;
  for (const name of names) {
    bytes = CODERS[name]?.(bytes, random) ?? bytes;
    if (random.chance(0.15)) bytes = mutateBytes(bytes, random, 1);
  }
  const told = random.chance(0.9) ? names : [random.pick(NAMES), 'unheard-of'];
  const fields = [line, 'Content-Type: application/json', `Content-Length: ${bytes.length}`];
  if (told.length > 0) fields.push(`Content-Encoding: ${told.join(', ')}`);
  return Buffer.concat([Buffer.from(`${fields.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}
