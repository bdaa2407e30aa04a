import {
  type Body,
  type Exchange,
  HttpConnection,
  type LateProblem,
  type Protocol,
} from '../../src/http/index.ts';
import type { Direction, EndCause, GapCause } from '../../src/stream/index.ts';

/**
 * A playbook says what two ends of a connection send and which exchanges must come of it.
 *
 *     # title                  "(whole)" at its end: not to be tried with segments split
 *     >> GET / HTTP/1.1        a line from the client; CR LF is added, unless it ends with a backslash
 *     --                       a new segment begins here (it also does where the direction changes)
 *     << HTTP/1.1 204 No\r\n\  escapes: \r \n \t \\ \xHH
 *     >~ text                  sent now, but delivered only at ">release": it waited behind a hole
 *     > lost 100               100 bytes are absent here; also: cut 100, midway
 *     < end fin                also: reset, capture, abandoned
 *     == GET / -> 204          an exchange that must come out, in this order
 *     == late 1 !answer:x      what comes to light behind an exchange, by the first frame of its request
 *     == protocol websocket    what the connection turns out to be, if not http
 *
 * The client is direction 0. What one end has received is what the other sent in the lines before.
 */
export interface Playbook {
  readonly title: string;
  readonly steps: readonly Step[];
  readonly expected: readonly string[];
}

type Step =
  | { readonly kind: 'data'; readonly direction: Direction; readonly late: boolean; readonly bytes: Buffer }
  | { readonly kind: 'gap'; readonly direction: Direction; readonly length: number; readonly cause: GapCause }
  | { readonly kind: 'end'; readonly direction: Direction; readonly cause: EndCause }
  | { readonly kind: 'release'; readonly direction: Direction };

export function parsePlaybooks(text: string): Playbook[] {
  const playbooks: { title: string; steps: Step[]; expected: string[] }[] = [];
  let joined = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) playbooks.push({ title: line.slice(2), steps: [], expected: [] });
    const playbook = playbooks.at(-1);
    const mark = line.slice(0, 2);
    if (playbook === undefined || mark === '' || line.startsWith('#')) continue;
    const rest = line.slice(3);
    if (mark === '==') playbook.expected.push(rest);
    else if (mark === '--') joined = false;
    else if (/^[<>][<>~]$/.test(mark)) {
      const direction = mark.startsWith('>') ? 0 : 1;
      const late = mark.endsWith('~');
      const bytes = lineBytes(rest);
      const last = playbook.steps.at(-1);
      if (joined && last?.kind === 'data' && last.direction === direction && last.late === late) {
        playbook.steps[playbook.steps.length - 1] = { ...last, bytes: Buffer.concat([last.bytes, bytes]) };
      } else {
        playbook.steps.push({ kind: 'data', direction, late, bytes });
      }
      joined = true;
    } else {
      playbook.steps.push(commandOf(line));
    }
  }
  return playbooks;
}

function commandOf(line: string): Step {
  const [side, word = '', value = ''] = line.split(/ +/);
  const direction = side === '>' ? 0 : 1;
  switch (word) {
    case 'release':
      return { kind: 'release', direction };
    case 'end':
      return { kind: 'end', direction, cause: value as EndCause };
    case 'midway':
      return { kind: 'gap', direction, length: 0, cause: 'lost' };
    case 'lost':
    case 'cut':
      return { kind: 'gap', direction, length: Number(value), cause: word };
    default:
      throw new Error(`no such step: ${line}`);
  }
}

function lineBytes(text: string): Buffer {
  const open = text.endsWith('\\') && !text.endsWith('\\\\');
  const plain = (open ? text.slice(0, -1) : text).replace(
    /\\(?:x([0-9a-f]{2})|([rnt\\]))/gi,
    (_, hex: string | undefined, letter: string) =>
      hex === undefined ? (ESCAPES[letter] ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(open ? plain : `${plain}\r\n`, 'latin1');
}

const ESCAPES: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '\\': '\\' };

/** Where to cut a segment of `length` bytes: lengths of its parts. */
export type Splitter = (length: number) => readonly number[];

export const whole: Splitter = (length) => [length];
export const everyByte: Splitter = (length) => new Array<number>(length).fill(1);

/** Plays a book, and tells what came out as lines like those it expects. */
export function play(playbook: Playbook, split: Splitter): string[] {
  const lines: string[] = [];
  const protocols: Protocol[] = [];
  const connection = new HttpConnection(
    {
      onExchange: (exchange) => lines.push(describe(exchange)),
      onProtocol: (name) => protocols.push(name),
      onLateProblem: (late) => lines.push(describeLate(late)),
    },
    { hash: false },
  );
  const sent: [number, number] = [0, 0];
  const held: { direction: Direction; deliver: () => void }[] = [];
  const ended = [false, false];
  let wanted = true;
  let frame = 0;
  for (const step of playbook.steps) {
    const { direction } = step;
    const acknowledged = sent[direction === 0 ? 1 : 0];
    const offset = sent[direction];
    frame += 1;
    const at = { frame, seconds: 1000 + frame, nanoseconds: 0, offset, acknowledged };
    switch (step.kind) {
      case 'data': {
        sent[direction] += step.bytes.length;
        const deliver = (): void => {
          let start = 0;
          for (const length of split(step.bytes.length)) {
            if (!wanted) return;
            const part = { ...at, offset: offset + start };
            wanted = connection.data(direction, step.bytes, start, start + length, part) !== 'unwanted';
            start += length;
          }
        };
        if (step.late) held.push({ direction, deliver });
        else deliver();
        break;
      }
      case 'release':
        for (const piece of held.splice(0)) piece.deliver();
        break;
      case 'gap':
        sent[direction] += step.length;
        if (wanted) wanted = connection.gap(direction, step.length, step.cause, at) !== 'unwanted';
        break;
      case 'end':
        ended[direction] = true;
        if (wanted) connection.end(direction, step.cause, at);
        break;
    }
  }
  for (const direction of [0, 1] as const) {
    if (ended[direction] || !wanted) continue;
    const at = { frame, seconds: 1000 + frame, nanoseconds: 0, offset: sent[direction], acknowledged: -1 };
    connection.end(direction, 'capture', at);
  }
  const protocol = protocols.at(-1) ?? 'undecided';
  if (protocol !== 'http') lines.push(`protocol ${protocol}`);
  return lines;
}

/** What came to light about an exchange after it had been given out, by the first frame of its request. */
function describeLate({ problem, requestFrame }: LateProblem): string {
  const side = problem.side === 'response' ? 'answer' : problem.side;
  const bytes = problem.surplus === undefined ? '' : ` ${problem.surplus.bytes}`;
  return `late ${requestFrame} !${side}:${problem.kind}${bytes}`;
}

/** An exchange as one line; what is as usual is not mentioned. */
export function describe(exchange: Exchange): string {
  const { request, response } = exchange;
  const parts: string[] = [];
  if (request === null) parts.push('-');
  else {
    parts.push(request.method || "''", `${request.target}${request.targetCut ? '…' : ''}` || "''");
    if (request.version !== '1.1') parts.push(`v${request.version}`);
    parts.push(...describeBody(request.body), ...describeTrailers(request.trailers));
  }
  parts.push('->');
  parts.push(...exchange.interim.map((status) => `(${status})`));
  if (response === null) parts.push('-');
  else {
    parts.push(String(response.status));
    if (response.version !== '1.1') parts.push(`v${response.version}`);
    parts.push(...describeBody(response.body), ...describeTrailers(response.trailers));
  }
  for (const { kind, side } of exchange.problems)
    parts.push(`!${side === 'response' ? 'answer' : side}:${kind}`);
  if (exchange.end !== 'answered') parts.push(`=${exchange.end}`);
  return parts.join(' ');
}

function describeBody(body: Body): string[] {
  const parts: string[] = [];
  if (body.bytes.length > 0) parts.push(JSON.stringify(body.bytes.toString('latin1')));
  if (body.length !== body.bytes.length) parts.push(`length=${body.length}`);
  if (body.wholeLength !== body.bytes.length) parts.push(`whole=${body.wholeLength}`);
  if (body.lost > 0) parts.push(`lost=${body.lost}`);
  if (body.cut > 0) parts.push(`cut=${body.cut}`);
  if (!body.decoded) parts.push('coded');
  if (!body.complete) parts.push('incomplete');
  return parts;
}

function describeTrailers(trailers: readonly string[]): string[] {
  return trailers.length === 0 ? [] : [`+${trailers.join('|')}`];
}
