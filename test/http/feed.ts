import { type Exchange, HttpConnection } from '../../src/http/index.ts';
import type { Arrival } from '../../src/stream/index.ts';

const SEGMENT_BYTES = 60_000;

/** An arrival of bytes; times and frames count up with `frame`. */
export function arrival(frame: number, offset: number, acknowledged: number): Arrival {
  return { frame, seconds: 1000 + frame, nanoseconds: 0, offset, acknowledged };
}

/** The exchanges of a connection on which the client sends all it has, then the server, then both close. */
export function exchangesOf(request: Buffer, response: Buffer): Exchange[] {
  const exchanges: Exchange[] = [];
  const connection = new HttpConnection(
    { onExchange: (exchange) => exchanges.push(exchange) },
    { hash: true },
  );
  let frame = 0;
  for (const [direction, bytes, acknowledged] of [
    [0, request, 0],
    [1, response, request.length],
  ] as const) {
    for (let start = 0; start < bytes.length; start += SEGMENT_BYTES) {
      frame += 1;
      const end = Math.min(bytes.length, start + SEGMENT_BYTES);
      connection.data(direction, bytes, start, end, arrival(frame, start, acknowledged));
    }
  }
  connection.end(1, 'fin', arrival(frame + 1, response.length, request.length));
  connection.end(0, 'fin', arrival(frame + 2, request.length, response.length));
  return exchanges;
}
