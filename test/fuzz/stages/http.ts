import type { Random } from '../../../samples/builder/index.ts';
import { mutateBytes } from '../mutation/bytes.ts';
import { faultCount } from '../mutation/count.ts';
import { numeral } from '../mutation/numbers.ts';
import { mutateText, troublesome } from '../mutation/text.ts';
import type { SeedMessage } from '../seeds/index.ts';
import type { MakeInput } from './stage.ts';
import { type Saying, talkCapture } from './talk.ts';

const START_LINES = [
  'POST HTTP/1.1',
  'GET /',
  'POST  /a/connect  HTTP/1.1',
  'post /a/connect HTTP/1.1',
  'POST /a/connect HTTP/9.9',
  'PRI * HTTP/2.0\r\n\r\nSM',
  'CONNECT a:1 HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'HTTP/1.1 200',
  'HTTP/1.1 099 x',
  'HTTP/1.1 100 Continue',
  'HTTP/1.1 101 Switching Protocols',
  'HTTP/1.1 204 No Content',
  'HTTP/1.1 304 Not Modified',
  'HTTP/1.1 9999 x',
  'ICY 200 OK',
  '',
  '\r\n',
  'GET http://[::1]:99999/x HTTP/1.0',
] as const;
const FIELDS = [
  'Content-Length',
  'Transfer-Encoding',
  'Content-Encoding',
  'Connection',
  'Upgrade',
  'Expect',
  'Trailer',
  'Authorization',
  'Cookie',
  'Host',
  'Content-Type',
  'content-length',
  'Content-Length ',
  ' folded',
  '',
  ':',
  'X'.repeat(500),
] as const;
const VALUES = [
  'chunked',
  'Chunked, identity',
  'identity',
  'gzip',
  'gzip, gzip, gzip, gzip, gzip',
  'br',
  'zstd',
  'deflate',
  'x-gzip',
  'close',
  'keep-alive',
  'upgrade',
  'websocket',
  'h2c',
  '100-continue',
  'WCS 0123',
  'Basic YTpi',
  'Digest username="a", response="b"',
  'application/json; charset=utf-16',
  '',
] as const;

/** HTTP whose heads, lengths, chunks, codings or order are wrong. */
export const http: MakeInput = (random, seeds) => {
  const connections: Saying[][] = [];
  for (let left = random.pick([1, 1, 2, 4]); left > 0; left--) {
    const sayings: Saying[] = [];
    for (let messages = random.pick([1, 2, 3, 5]); messages > 0; messages--)
      sayings.push(...exchange(random.pick(seeds.messages), random));
    if (random.chance(0.1))
      sayings.sort((one, other) => (one.side < other.side ? 1 : one.side > other.side ? -1 : 0));
    connections.push(sayings);
  }
  return { kind: 'capture', bytes: talkCapture(connections, random) };
};

function exchange(message: SeedMessage, random: Random): readonly Saying[] {
  const request = messageBytes(message.requestHead, message.requestBody, random);
  const answer = messageBytes(message.answerHead, message.answerBody, random);
  const both: readonly Saying[] = [
    { side: 'request', bytes: request },
    { side: 'answer', bytes: answer },
  ];
  const choice = random.below(12);
  if (choice === 0) return both.slice(0, 1);
  if (choice === 1) return both.slice(1);
  if (choice === 2) return [{ side: 'answer', bytes: Buffer.from('HTTP/1.1 100 Continue\r\n\r\n') }, ...both];
  return both;
}

function messageBytes(head: string, body: string, random: Random): Buffer {
  let lines = head.split('\r\n');
  const chunks = random.chance(0.4) ? chunked(body, random) : null;
  if (chunks !== null) {
    lines = lines.filter((line) => !/^content-length|^transfer-encoding|^content-encoding/i.test(line));
    lines.push('Transfer-Encoding: chunked');
  } else {
    lines = lines.filter((line) => !/^transfer-encoding|^content-encoding|^content-length/i.test(line));
    lines.push(`Content-Length: ${random.chance(0.9) ? Buffer.byteLength(body, 'latin1') : numeral(random)}`);
  }
  if (random.chance(0.6)) {
    for (let left = faultCount(random); left > 0; left--) lines = withFault(lines, random);
  }
  const end = random.pick(['\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r']);
  let bytes: Buffer = Buffer.from(`${lines.join(end)}${end}${end}${chunks ?? body}`, 'latin1');
  if (random.chance(0.1)) bytes = mutateBytes(bytes, random, 2);
  return bytes;
}

function withFault(lines: readonly string[], random: Random): string[] {
  const made = [...lines];
  const at = random.below(lines.length);
  switch (random.below(8)) {
    case 0:
      made[0] = random.pick(START_LINES);
      break;
    case 1:
      made.splice(at, 1);
      break;
    case 2:
      made.splice(at, 0, lines[at] ?? '');
      break;
    case 3:
      made[at] = mutateText(lines[at] ?? '', random, 1);
      break;
    case 4:
      made.push(
        ...Array.from({ length: random.pick([10, 300, 2100]) }, (_, index) => `X-${index}: ${index}`),
      );
      break;
    case 5:
      made.push(`${random.pick(FIELDS)}: ${numeral(random)}`);
      break;
    case 6:
      made.push(`${random.pick(FIELDS)}: ${troublesome(random)}`);
      break;
    default:
      made.push(`${random.pick(FIELDS)}: ${random.pick(VALUES)}`);
  }
  return made;
}

function chunked(body: string, random: Random): string {
  const step = Math.max(Math.ceil(body.length / 500), random.pick([1, 10, 1000]));
  const broken = random.chance(0.5) ? -1 : random.below(4);
  let text = '';
  for (let at = 0, index = 0; at < body.length; at += step, index += 1) {
    const data = body.slice(at, at + step);
    let size = data.length.toString(16);
    if (index === broken)
      size = random.pick([
        numeral(random),
        '',
        '-1',
        'ffffffffffffffff',
        '0x5',
        `${size};${'x'.repeat(20_000)}`,
        troublesome(random),
      ]);
    text += `${size}\r\n${data}${random.chance(0.99) ? '\r\n' : ''}`;
  }
  const trailers = random.chance(0.2) ? 'X-Trailer: 1\r\nContent-Length: 5\r\n' : '';
  return random.chance(0.9) ? `${text}0\r\n${trailers}\r\n` : text;
}
