import { describe, expect, it } from 'vitest';
import { MAX_FOLLOWED_CONNECTIONS } from '../../src/base/limits.ts';
import { type Exchange, HttpConnection, looksLikeHttp } from '../../src/http/index.ts';
import { ConnectionTracker } from '../../src/stream/index.ts';
import { frameAt, type Sent, segmentOf } from './segments.ts';

const REQUEST = 'POST /app/connect HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}';
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

/** A backend with many clients, each on a connection of its own. */
class Backend {
  readonly exchanges: { readonly stream: number; readonly exchange: Exchange }[] = [];
  readonly tracker = new ConnectionTracker({
    ports: null,
    wakes: looksLikeHttp,
    open: (stream) =>
      new HttpConnection(
        { onExchange: (exchange) => this.exchanges.push({ stream, exchange }) },
        { hash: false },
      ),
  });
  #frames = 0;

  send(client: number, sent: Sent): void {
    this.#frames += 1;
    const segment = segmentOf({ ...sent, clientAddress: 0x0a000000 + client });
    this.tracker.segment(frameAt(this.#frames, this.#frames / 1e5), segment);
  }

  ask(client: number, at = 0): void {
    this.send(client, { from: 'client', seq: 1001 + at, ack: 5001 + at, data: REQUEST });
  }

  answer(client: number, at = 0): void {
    this.send(client, { from: 'server', seq: 5001 + at, ack: 1001 + at + REQUEST.length, data: ANSWER });
  }

  connect(client: number): void {
    this.send(client, { from: 'client', seq: 1000, flags: 'S' });
    this.send(client, { from: 'server', seq: 5000, ack: 1001, flags: 'SA' });
  }
}

const CLIENTS = MAX_FOLLOWED_CONNECTIONS + 10;

describe('more connections than are followed', () => {
  it('are set aside without loss where they are idle, and followed again when they speak', () => {
    const backend = new Backend();
    let most = 0;
    for (let client = 0; client < CLIENTS; client++) {
      backend.connect(client);
      backend.ask(client);
      backend.answer(client);
      most = Math.max(most, backend.tracker.load().followed);
    }
    expect(most).toBe(MAX_FOLLOWED_CONNECTIONS);
    expect(backend.exchanges.length).toBe(CLIENTS);
    backend.send(0, { from: 'client', seq: 1001 + REQUEST.length, ack: 5001 + ANSWER.length, data: REQUEST });
    backend.send(0, {
      from: 'server',
      seq: 5001 + ANSWER.length,
      ack: 1001 + 2 * REQUEST.length,
      data: ANSWER,
    });
    const last = backend.exchanges.at(-1);
    expect(last?.stream).toBe(0);
    expect(last?.exchange).toMatchObject({ end: 'answered', problems: [] });
    backend.tracker.finish();
    expect(backend.exchanges.length).toBe(CLIENTS + 1);
    for (const { exchange } of backend.exchanges) expect(exchange.problems).toEqual([]);
    expect(backend.tracker.snapshot().summary(0).anomalies).toBeNull();
  });

  it('tell what was given up where an answer was waited for', () => {
    const backend = new Backend();
    for (let client = 0; client < CLIENTS; client++) {
      backend.connect(client);
      backend.ask(client);
    }
    expect(backend.exchanges.length).toBeGreaterThan(0);
    const [first] = backend.exchanges;
    expect(first).toMatchObject({ stream: 0, exchange: { response: null, end: 'capture' } });
    expect(first?.exchange.problems).toMatchObject([{ kind: 'lost-bytes', side: 'response' }]);
    expect(backend.tracker.snapshot().summary(0).anomalies?.gaps[0]).toMatchObject({ cause: 'dropped' });
    backend.tracker.finish();
    expect(backend.exchanges.length).toBe(CLIENTS);
    expect(backend.tracker.snapshot().summary(CLIENTS - 1).anomalies).toBeNull();
  });

  it('are not idle while a segment with a wrong checksum may still prove right', () => {
    const backend = new Backend();
    const [seq, ack] = [1001 + REQUEST.length, 5001 + ANSWER.length];
    for (let client = 0; client < CLIENTS; client++) {
      if (client > 1) {
        backend.connect(client);
        backend.ask(client);
        backend.answer(client);
        continue;
      }
      backend.send(client, { from: 'client', seq: 1000, flags: 'S', checksum: 'good' });
      backend.send(client, { from: 'client', seq: 1001, ack: 5001, data: REQUEST, checksum: 'good' });
      backend.answer(client);
      backend.send(client, { from: 'client', seq, ack, data: REQUEST, checksum: 'bad' });
      if (client === 1) backend.send(client, { from: 'server', seq: ack, ack: seq + REQUEST.length });
    }
    const requestsOf = (client: number): number =>
      backend.exchanges.filter(({ stream, exchange }) => stream === client && exchange.request !== null)
        .length;
    expect(requestsOf(0)).toBe(1);
    expect(requestsOf(1)).toBe(2);
    expect(backend.tracker.snapshot().summary(1).anomalies?.gaps[0]).toMatchObject({ cause: 'dropped' });
    expect(backend.tracker.snapshot().summary(2).anomalies).toBeNull();
  });

  it('tell each direction that had not ended, and hand on what waited behind a hole', () => {
    const backend = new Backend();
    const afterHole = 1001 + REQUEST.length + 100;
    for (let client = 0; client < CLIENTS; client++) {
      backend.connect(client);
      backend.ask(client);
      if (client === 0) {
        backend.send(0, { from: 'client', seq: 1001 + REQUEST.length, ack: 5001, flags: 'F' });
      }
      if (client === 1) backend.send(1, { from: 'client', seq: afterHole, ack: 5001, data: REQUEST });
    }
    const gapsOf = (stream: number): unknown =>
      backend.tracker
        .snapshot()
        .summary(stream)
        .anomalies?.gaps.map(({ direction, cause, length }) => [direction, cause, length]);
    expect(gapsOf(0)).toEqual([[1, 'dropped', 1]]);
    expect(gapsOf(1)).toEqual([
      [0, 'lost', 100],
      [0, 'dropped', 1],
      [1, 'dropped', 1],
    ]);
    expect(backend.tracker.load().pendingBytes).toBe(0);
    expect(backend.exchanges.filter(({ stream }) => stream === 1)).toHaveLength(2);
  });
});
