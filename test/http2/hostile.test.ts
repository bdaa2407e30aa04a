import { describe, expect, it } from 'vitest';
import { MAX_HTTP2_STREAMS } from '../../src/base/limits.ts';
import { HeldBodies, type Problem } from '../../src/http/index.ts';
import { FLAG, FRAME } from '../../src/http2/frame.ts';
import { deliver, type Piece } from './conversation.ts';
import { answered, asked, data, frame, literals, PREFACE, SETTINGS } from './frames.ts';

const client = (...bytes: readonly Buffer[]): Piece => ({ direction: 0, bytes: Buffer.concat(bytes) });
const server = (...bytes: readonly Buffer[]): Piece => ({ direction: 1, bytes: Buffer.concat(bytes) });
const OPENING = [client(PREFACE, SETTINGS), server(SETTINGS)];
const POST = { ':method': 'POST', ':scheme': 'http', ':path': '/hook' };

function read(...pieces: readonly Piece[]) {
  return deliver([...OPENING, ...pieces]).exchanges;
}

function kinds(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ kind }) => kind);
}

describe('a header block', () => {
  it('may come in as many frames as it has bytes', () => {
    const block = literals({ ...POST, 'x-long': 'v'.repeat(500) });
    const frames = [...block].map((byte, index) =>
      frame(
        index === 0 ? FRAME.headers : FRAME.continuation,
        (index === 0 ? FLAG.endStream : 0) | (index === block.length - 1 ? FLAG.endHeaders : 0),
        1,
        Buffer.from([byte]),
      ),
    );
    const [exchange] = read(client(...frames), server(answered(1, {}, FLAG.endStream)));
    expect(exchange?.request?.headers).toEqual(['x-long', 'v'.repeat(500)]);
    expect(exchange?.problems).toEqual([]);
  });

  it('has a priority and padding that are no part of it', () => {
    const block = Buffer.concat([Buffer.from([3, 0, 0, 0, 0, 16]), literals(POST), Buffer.alloc(3)]);
    const flags = FLAG.endHeaders | FLAG.endStream | FLAG.padded | FLAG.priority;
    const [exchange] = read(client(frame(FRAME.headers, flags, 1, block)));
    expect(exchange?.request?.target).toBe('/hook');
    expect(exchange?.problems).toEqual([]);
  });

  it('without end is bounded, and what follows is not known', () => {
    const first = frame(FRAME.headers, FLAG.endStream, 1, literals(POST));
    const more = frame(FRAME.continuation, 0, 1, literals({ 'x-flood': 'v'.repeat(4000) }));
    const last = frame(FRAME.continuation, FLAG.endHeaders, 1, literals({ a: 'b' }));
    const flood = Array.from({ length: 1000 }, () => client(more));
    const [exchange, ...others] = read(
      client(first),
      ...flood,
      client(last),
      server(answered(1, {}, FLAG.endStream)),
    );
    expect(exchange?.request?.target).toBe('/hook');
    expect(kinds(exchange?.problems ?? [])).toContain('header-too-large');
    expect(exchange?.request?.headers.join('').length).toBeLessThan(100_000);
    expect(others).toEqual([]);
  });

  it('that is broken leaves what came before the place, and is the fault of its sender', () => {
    const block = Buffer.concat([literals(POST), Buffer.from([0x80])]);
    const [exchange] = read(client(frame(FRAME.headers, FLAG.endHeaders | FLAG.endStream, 1, block)));
    expect(exchange?.request?.target).toBe('/hook');
    expect(kinds(exchange?.problems ?? [])).toEqual(['http2-fields-unknown', 'http2-error']);
  });

  it('is interrupted by another frame', () => {
    const [exchange] = read(
      client(frame(FRAME.headers, 0, 1, literals(POST)), data(1, 'x')),
      server(answered(1, {}, FLAG.endStream)),
    );
    expect(kinds(exchange?.problems ?? [])).toContain('http2-error');
  });

  it('names fields that HTTP/2 forbids', () => {
    const fields = { connection: 'close', 'X-Upper': '1', te: 'gzip', 'transfer-encoding': 'chunked' };
    const [exchange] = read(
      client(asked(1, fields, FLAG.endStream)),
      server(answered(1, {}, FLAG.endStream)),
    );
    expect(exchange?.problems.map(({ kind, excerpt }) => [kind, excerpt])).toEqual([
      ['http2-error', 'connection: close'],
      ['http2-error', 'X-Upper: 1'],
      ['http2-error', 'te: gzip'],
      ['http2-error', 'transfer-encoding: chunked'],
    ]);
  });
});

describe('a body', () => {
  it('has padding that is no part of it, also where it is nothing but padding', () => {
    const padded = frame(FRAME.data, FLAG.padded, 1, Buffer.from([2, 0x61, 0x62, 0, 0]));
    const empty = frame(FRAME.data, FLAG.padded, 1, Buffer.from([3, 0, 0, 0]));
    const last = frame(FRAME.data, FLAG.padded | FLAG.endStream, 1, Buffer.from([0, 0x63]));
    const [exchange] = read(client(asked(1), padded, empty, last), server(answered(1, {}, FLAG.endStream)));
    expect(exchange?.request?.body.bytes.toString()).toBe('abc');
    expect(exchange?.problems).toEqual([]);
  });

  it('has padding longer than its frame', () => {
    const broken = frame(FRAME.data, FLAG.padded | FLAG.endStream, 1, Buffer.from([9, 0x61]));
    const [exchange] = read(client(asked(1), broken), server(answered(1, {}, FLAG.endStream)));
    expect(kinds(exchange?.problems ?? [])).toEqual(['http2-error']);
    expect(exchange?.response?.status).toBe(200);
  });

  it('is not as long as announced', () => {
    const [exchange] = read(
      client(asked(1, { 'content-length': '5' }), data(1, 'abc')),
      server(answered(1, { 'content-length': '2' }), data(1, 'abc')),
    );
    expect(exchange?.problems.map(({ kind, side, excerpt }) => [kind, side, excerpt])).toEqual([
      ['http2-length', 'request', '5 announced, 3 sent'],
      ['http2-length', 'response', '2 announced, 3 sent'],
    ]);
  });

  it('is longer than is kept', () => {
    const piece = Buffer.alloc(16_384, 0x61);
    const pieces = Array.from({ length: 400 }, () => client(data(1, piece, 0)));
    const held = new HeldBodies();
    const { exchanges } = deliver(
      [...OPENING, client(asked(1)), ...pieces, client(data(1, '')), server(answered(1, {}, FLAG.endStream))],
      { options: { hash: false, held } },
    );
    expect(exchanges[0]?.request?.body.length).toBe(400 * 16_384);
    expect(kinds(exchanges[0]?.problems ?? [])).toEqual(['body-too-large']);
  });
});

describe('floods', () => {
  it('of streams are bounded: the oldest are given up', () => {
    const ids = Array.from({ length: MAX_HTTP2_STREAMS + 100 }, (_, index) => 2 * index + 1);
    const exchanges = read(...ids.map((id) => client(asked(id, { ':path': `/${id}` }, FLAG.endStream))));
    expect(exchanges).toHaveLength(ids.length);
    expect(new Set(exchanges.map(({ request }) => request?.target)).size).toBe(ids.length);
    expect(kinds(exchanges[0]?.problems ?? [])).toEqual(['too-many-waiting']);
    expect(exchanges.filter(({ problems }) => problems.length > 0)).toHaveLength(100);
  });

  it('of bodies that wait are bounded', () => {
    const body = Buffer.alloc(16_000, 0x61);
    const ids = Array.from({ length: 600 }, (_, index) => 2 * index + 1);
    const pieces = ids.map((id) => client(asked(id), data(id, body, 0), data(id, body, 0), data(id, body)));
    const { connection } = deliver([...OPENING, ...pieces], { end: null });
    const held = connection.waiting.reduce((sum, { request }) => sum + request.body.bytes.length, 0);
    expect(held).toBeLessThan(17 * 1024 * 1024);
    expect(held).toBeGreaterThan(14 * 1024 * 1024);
  });

  it('of frames without anything in them cost nothing', () => {
    const empty = Buffer.concat(Array.from({ length: 5000 }, () => data(1, '', 0)));
    const pieces = Array.from({ length: 40 }, () => client(empty));
    const [exchange] = read(
      client(asked(1)),
      ...pieces,
      client(data(1, 'x')),
      server(answered(1, {}, FLAG.endStream)),
    );
    expect(exchange?.request?.body.bytes.toString()).toBe('x');
    expect(exchange?.problems).toEqual([]);
  });

  it('of resets of streams that never began keep nothing', () => {
    const resets = Array.from({ length: 5000 }, (_, index) =>
      server(frame(FRAME.rstStream, 0, 2 * index + 1, Buffer.alloc(4))),
    );
    expect(read(...resets)).toEqual([]);
  });
});

describe('frames that say nothing of exchanges', () => {
  it.each([
    ['settings of no length that they may have', frame(FRAME.settings, 0, 0, Buffer.alloc(7, 0xff))],
    ['settings that nobody knows', frame(FRAME.settings, 0, 0, Buffer.from('fffe00000001', 'hex'))],
    ['acknowledgements of settings that were not sent', frame(FRAME.settings, FLAG.ack, 0)],
    ['a window of 2^31', frame(FRAME.windowUpdate, 0, 0, Buffer.from('80000000', 'hex'))],
    ['a type that nobody knows', frame(0xbe, 0xff, 77, Buffer.alloc(100, 0xff))],
    ['a ping', frame(FRAME.ping, 0, 0, Buffer.alloc(8))],
    ['a GOAWAY that is too short', frame(FRAME.goaway, 0, 0, Buffer.alloc(3))],
    ['a RST_STREAM of a wrong length', frame(FRAME.rstStream, 0, 1, Buffer.alloc(9))],
    ['data of a stream that never began', data(99, 'x')],
    ['a window update of a stream', frame(FRAME.windowUpdate, 0, 1, Buffer.from('7fffffff', 'hex'))],
    ['a priority', frame(FRAME.priority, 0, 1, Buffer.alloc(5))],
  ])('%s', (_, bytes) => {
    const [exchange, ...others] = read(
      client(bytes, asked(1), bytes, data(1, '{}')),
      server(bytes, answered(1), bytes, data(1, '{}'), bytes),
    );
    expect(exchange).toMatchObject({ end: 'answered', problems: [] });
    expect(exchange?.request?.body.bytes.toString()).toBe('{}');
    expect(others).toEqual([]);
  });
});
