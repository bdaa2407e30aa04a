import type { Random } from '../../../samples/builder/index.ts';
import { mutateBytes } from '../mutation/bytes.ts';
import { faultCount } from '../mutation/count.ts';
import { writeBroken } from '../mutation/json-text.ts';
import { troublesome } from '../mutation/text.ts';
import type { MakeInput } from './stage.ts';
import { type Saying, talkCapture } from './talk.ts';

const MOST_CALLS = 6;

/** Hooks in sound HTTP whose payloads are odd, deep, doubled, not UTF-8, or no JSON. */
export const json: MakeInput = (random, seeds) => {
  const sayings: Saying[] = [];
  const from = random.below(seeds.hooks.length);
  for (let index = 0; index < random.between(1, MOST_CALLS); index++) {
    const hook = seeds.hooks[(from + index) % seeds.hooks.length];
    if (hook === undefined) break;
    const [line = '', ...fields] = hook.requestHead
      .split('\r\n')
      .filter((each) => !/^content-length|^transfer-/i.test(each));
    const target = random.chance(0.05)
      ? line.replace(/\w+ HTTP/, `${encodeURI(troublesome(random).replace(/[\ud800-\udfff]/g, ''))} HTTP`)
      : line;
    const body = bodyOf(hook.requestBody, random);
    sayings.push({ side: 'request', bytes: framed([target, ...fields], body) });
    const answer = random.chance(0.6) ? body : bodyOf(hook.answerBody, random);
    if (random.chance(0.95))
      sayings.push({
        side: 'answer',
        bytes: framed(['HTTP/1.1 200 OK', 'Content-Type: application/json'], answer),
      });
  }
  return { kind: 'capture', bytes: talkCapture([sayings], random) };
};

function bodyOf(seed: string, random: Random): Buffer {
  let body: Buffer;
  try {
    body = Buffer.from(
      writeBroken(JSON.parse(Buffer.from(seed, 'latin1').toString('utf8')), random, faultCount(random) - 1),
    );
  } catch {
    body = Buffer.from(seed, 'latin1');
  }
  if (random.chance(0.05)) body = Buffer.from(body.toString('utf8'), 'utf16le');
  return random.chance(0.15) ? mutateBytes(body, random, 2) : body;
}

function framed(lines: readonly string[], body: Buffer): Buffer {
  const head = [...lines, `Content-Length: ${body.length}`].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), body]);
}
