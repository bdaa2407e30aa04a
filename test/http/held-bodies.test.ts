import { describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES, MAX_HELD_BODY_BYTES, UNQUESTIONED_BODY_BYTES } from '../../src/base/limits.ts';
import { type Exchange, HeldBodies, HttpConnection } from '../../src/http/index.ts';

const LONG = MAX_BODY_BYTES;
/** So many bodies fill the room of all connections. */
const FILLING = Math.ceil(MAX_HELD_BODY_BYTES / LONG);

/** Connections of one capture. */
class Line {
  readonly held = new HeldBodies();
  readonly exchanges: Exchange[] = [];

  connection(): Talk {
    return new Talk(
      new HttpConnection(
        { onExchange: (each) => this.exchanges.push(each) },
        { hash: true, held: this.held },
      ),
    );
  }
}

class Talk {
  readonly #http: HttpConnection;
  readonly #offsets: [number, number] = [0, 0];
  #frame = 0;

  constructor(http: HttpConnection) {
    this.#http = http;
  }

  ask(length: number, sent = length): this {
    const head = Buffer.from(`POST /app/connect HTTP/1.1\r\nHost: b\r\nContent-Length: ${length}\r\n\r\n`);
    return this.#say(0, Buffer.concat([head, Buffer.alloc(sent, 'x')]));
  }

  respond(length: number): this {
    const head = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n`);
    return this.#say(1, Buffer.concat([head, Buffer.alloc(length, 'y')]));
  }

  close(): this {
    for (const direction of [0, 1] as const) this.#http.end(direction, 'fin', this.#arrival(direction));
    return this;
  }

  #say(direction: 0 | 1, bytes: Buffer): this {
    this.#http.data(direction, bytes, 0, bytes.length, this.#arrival(direction));
    this.#offsets[direction] += bytes.length;
    return this;
  }

  #arrival(direction: 0 | 1) {
    this.#frame += 1;
    const acknowledged = this.#offsets[direction === 0 ? 1 : 0];
    return {
      frame: this.#frame,
      seconds: this.#frame,
      nanoseconds: 0,
      offset: this.#offsets[direction],
      acknowledged,
    };
  }
}

describe('bodies that all connections hold together', () => {
  it('are bounded: further ones are kept in part, and told so', () => {
    const line = new Line();
    const waiting = Array.from({ length: FILLING }, () => line.connection().ask(LONG));
    const late = line.connection().ask(LONG).respond(LONG);
    const [exchange] = line.exchanges;
    expect(exchange?.request?.body.bytes.length).toBe(UNQUESTIONED_BODY_BYTES);
    expect(exchange?.request?.body.length).toBe(LONG);
    expect(exchange?.response?.body.bytes.length).toBe(UNQUESTIONED_BODY_BYTES);
    expect(exchange?.problems.map(({ kind }) => kind)).toEqual(['body-too-large', 'body-too-large']);
    for (const each of waiting) each.respond(2);
    late.ask(LONG).respond(2);
    expect(line.exchanges.at(-1)?.request?.body.bytes.length).toBe(LONG);
  });

  it('have the same hash, kept in whole or in part', () => {
    const line = new Line();
    line.connection().ask(LONG).respond(2);
    for (let count = 0; count < FILLING; count += 1) line.connection().ask(LONG);
    line.connection().ask(LONG).respond(2);
    const [first, last] = line.exchanges;
    expect(last?.request?.body.bytes.length).toBeLessThan(LONG);
    expect(last?.request?.body.sha256).toBe(first?.request?.body.sha256);
  });

  it('give up the oldest request that waits beside others', () => {
    const line = new Line();
    for (let count = 0; count < FILLING; count += 1) line.connection().ask(LONG);
    line.connection().ask(10).ask(20);
    expect(
      line.exchanges.map(({ request, problems }) => [
        request?.body.length,
        problems.map((each) => each.kind),
      ]),
    ).toEqual([[10, ['too-many-waiting']]]);
  });

  it.each([
    ['answered', (talk: Talk) => talk.ask(LONG).respond(LONG)],
    ['unanswered and closed', (talk: Talk) => talk.ask(LONG).close()],
    ['broken off', (talk: Talk) => talk.ask(LONG, LONG / 2).close()],
    ['a response without its request', (talk: Talk) => talk.respond(LONG).close()],
    ['with the next one under way', (talk: Talk) => talk.ask(LONG).respond(LONG).ask(LONG, 100)],
  ])('leave nothing behind when they are over: %s', (_, talk) => {
    const line = new Line();
    for (let count = 0; count < FILLING * 2; count += 1) talk(line.connection());
    expect(line.held.isFull).toBe(false);
    line.connection().ask(LONG).respond(LONG);
    expect(line.exchanges.at(-1)?.request?.body.bytes.length).toBe(LONG);
  });
});
