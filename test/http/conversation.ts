import { type Exchange, HttpConnection } from '../../src/http/index.ts';
import type { Arrival, Direction } from '../../src/stream/index.ts';

/** One exchange to be sent: its number stands in the target and in the reason, so that a wrong pair shows. */
export interface Plan {
  readonly method: 'GET' | 'POST' | 'HEAD';
  readonly body: string;
  readonly responseBody: string;
  readonly chunked: boolean;
  readonly responseChunked: boolean;
  readonly interim: boolean;
}

/** Bytes as they were sent: what their sender had received by then belongs to them. */
export interface Sent {
  readonly direction: Direction;
  readonly bytes: Buffer;
  readonly at: Arrival;
}

function bodyBytes(body: string, chunked: boolean): string {
  if (!chunked) return `Content-Length: ${body.length}\r\n\r\n${body}`;
  const half = Math.floor(body.length / 2);
  const chunks = [body.slice(0, half), body.slice(half)].filter((chunk) => chunk !== '');
  const coded = chunks.map((chunk) => `${chunk.length.toString(16)};x="1"\r\n${chunk}\r\n`).join('');
  return `Transfer-Encoding: chunked\r\n\r\n${coded}0\r\n\r\n`;
}

function requestText(plan: Plan, index: number): string {
  const head = `${plan.method} /${index} HTTP/1.1\r\nHost: backend\r\n`;
  return plan.method === 'POST' ? head + bodyBytes(plan.body, plan.chunked) : `${head}\r\n`;
}

function responseText(plan: Plan, index: number): string {
  const interim = plan.interim ? 'HTTP/1.1 100 Continue\r\n\r\n' : '';
  const head = `${interim}HTTP/1.1 200 N${index}\r\nServer: x\r\n`;
  const rest = bodyBytes(plan.responseBody, plan.responseChunked);
  return head + (plan.method === 'HEAD' ? rest.slice(0, rest.indexOf('\r\n\r\n') + 4) : rest);
}

/** What must come out for a plan when nothing is lost. */
export function expectedOf(plan: Plan, index: number): string {
  const body = plan.method === 'POST' ? plan.body : '';
  const responseBody = plan.method === 'HEAD' ? '' : plan.responseBody;
  return `${plan.method} /${index} [${body}] N${index} [${responseBody}] ${plan.interim ? '100' : ''}`;
}

export function tell({ request, response, interim }: Exchange): string {
  const asked = request && `${request.method} ${request.target} [${request.body.bytes.toString('latin1')}]`;
  const said = response && `${response.reason} [${response.body.bytes.toString('latin1')}]`;
  return `${asked} ${said} ${interim.join(',')}`;
}

/**
 * Sends the plans over one connection in segments of the given lengths; `depth` requests are sent before the
 * first response comes (1: the client does not pipeline).
 */
export function converse(plans: readonly Plan[], depth: number, segmentLengths: readonly number[]): Sent[] {
  const sent: Sent[] = [];
  const offsets: [number, number] = [0, 0];
  let frame = 0;
  const send = (direction: Direction, text: string): void => {
    const bytes = Buffer.from(text, 'latin1');
    for (let start = 0; start < bytes.length; ) {
      const length = segmentLengths[frame % segmentLengths.length] ?? 1;
      const end = Math.min(bytes.length, start + length);
      frame += 1;
      const at = {
        frame,
        seconds: 1000 + frame,
        nanoseconds: 0,
        offset: offsets[direction],
        acknowledged: offsets[direction === 0 ? 1 : 0],
      };
      sent.push({ direction, bytes: bytes.subarray(start, end), at });
      offsets[direction] += end - start;
      start = end;
    }
  };
  for (let index = 0; index < plans.length; index += depth) {
    const batch = plans.slice(index, index + depth);
    send(0, batch.map((plan, at) => requestText(plan, index + at)).join(''));
    send(1, batch.map((plan, at) => responseText(plan, index + at)).join(''));
  }
  return sent;
}

/** Delivers what was sent, except the frames that are lost; both ends close at last. */
export function deliver(sent: readonly Sent[], lost: ReadonlySet<number>): Exchange[] {
  const exchanges: Exchange[] = [];
  const connection = new HttpConnection(
    { onExchange: (exchange) => exchanges.push(exchange) },
    { hash: false },
  );
  const last = sent.at(-1);
  for (const { direction, bytes, at } of sent) {
    if (lost.has(at.frame)) connection.gap(direction, bytes.length, 'lost', at);
    else connection.data(direction, bytes, 0, bytes.length, at);
  }
  if (last !== undefined) {
    connection.end(0, 'fin', last.at);
    connection.end(1, 'fin', last.at);
  }
  return exchanges;
}
