import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MAX_HEADER_BYTES,
  MAX_HEADER_FIELDS,
  MAX_OPENING_BYTES,
  MAX_WAITING_REQUESTS,
} from '../../src/base/limits.ts';
import { type Exchange, HttpConnection, headerValue, looksLikeHttp } from '../../src/http/index.ts';
import { arrival, exchangesOf } from './feed.ts';

const GET = Buffer.from('GET /a HTTP/1.1\r\nHost: x\r\n\r\n');
const OK = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');

function collect(): { connection: HttpConnection; exchanges: Exchange[] } {
  const exchanges: Exchange[] = [];
  const sink = { onExchange: (exchange: Exchange) => exchanges.push(exchange) };
  return { connection: new HttpConnection(sink, { hash: false }), exchanges };
}

describe('frames and times', () => {
  test('tell of what is under way where it begins, also when that may be the beginning of a message', () => {
    const { connection } = collect();
    connection.gap(0, 0, 'lost', arrival(3, 0, -1));
    connection.data(0, Buffer.from('lost\r\n'), 0, 6, arrival(3, 0, 0));
    expect(connection.firstFrameUnderWay).toBe(Number.POSITIVE_INFINITY);
    connection.data(0, GET, 0, 10, arrival(4, 6, 0));
    expect(connection.firstFrameUnderWay).toBe(4);
    connection.data(0, GET, 10, GET.length, arrival(6, 16, 0));
    connection.data(1, OK, 0, 20, arrival(8, 0, 6 + GET.length));
    expect(connection.firstFrameUnderWay).toBe(4);
    connection.data(1, OK, 20, OK.length, arrival(9, 20, 6 + GET.length));
    expect(connection.firstFrameUnderWay).toBe(Number.POSITIVE_INFINITY);
  });

  test('are those of the first byte, and of the latest frame among those that brought the message', () => {
    const { connection, exchanges } = collect();
    // The second segment was captured before the first one.
    connection.data(0, GET, 0, 10, arrival(7, 0, 0));
    connection.data(0, GET, 10, GET.length, arrival(5, 10, 0));
    connection.data(1, OK, 0, 20, arrival(8, 0, GET.length));
    connection.data(1, OK, 20, OK.length, arrival(9, 20, GET.length));
    const [exchange] = exchanges;
    expect(exchange?.request).toMatchObject({
      firstFrame: 7,
      lastFrame: 7,
      firstSeconds: 1007,
      lastSeconds: 1007,
      startOffset: 0,
      endOffset: GET.length,
    });
    expect(exchange?.response).toMatchObject({
      firstFrame: 8,
      lastFrame: 9,
      firstSeconds: 1008,
      lastSeconds: 1009,
    });
    expect(exchange).toMatchObject({ end: 'answered', endFrame: -1, endSeconds: 1009, requestDirection: 0 });
  });

  test('of a message found again are those of the segment in which it begins', () => {
    const { connection, exchanges } = collect();
    const tail = Buffer.from('the tail of a body}');
    connection.gap(1, 0, 'lost', arrival(1, 0, -1));
    connection.data(1, tail, 0, tail.length, arrival(1, 0, 0));
    connection.data(1, GET, 0, 12, arrival(2, tail.length, 0));
    connection.data(1, GET, 12, GET.length, arrival(3, tail.length + 12, 0));
    connection.end(1, 'reset', arrival(4, tail.length + GET.length, 0));
    connection.end(0, 'reset', arrival(4, 0, 0));
    expect(exchanges[0]?.request).toMatchObject({ firstFrame: 2, lastFrame: 3, startOffset: tail.length });
    expect(exchanges[0]).toMatchObject({ end: 'reset', endFrame: 4, endSeconds: 1004, requestDirection: 1 });
  });

  test('of a body that lasts until close are not those of the FIN', () => {
    const response = Buffer.from('HTTP/1.0 200 OK\r\n\r\nbody');
    const [exchange] = exchangesOf(GET, response);
    expect(exchange?.response?.lastFrame).toBe(2);
  });

  test('the frame of the close is kept where there is no response', () => {
    const [exchange] = exchangesOf(GET, Buffer.alloc(0));
    expect(exchange).toMatchObject({ response: null, end: 'fin', endFrame: 2, endSeconds: 1002 });
  });
});

describe('interest and protocol', () => {
  test('undecided until the content tells, then wanted', () => {
    const { connection } = collect();
    expect(connection.data(0, GET, 0, 3, arrival(1, 0, 0))).toBe('undecided');
    expect(connection.data(0, GET, 3, GET.length, arrival(2, 3, 0))).toBe('wanted');
    expect(connection.protocol).toBe('http');
  });

  test('a connection met midway is searched for a while', () => {
    const { connection } = collect();
    const noise = Buffer.alloc(1400, 'abcdefg ');
    connection.gap(0, 0, 'lost', arrival(1, 0, -1));
    let interest = '';
    let offset = 0;
    for (let frame = 1; interest !== 'unwanted' && frame < 100; frame += 1) {
      interest = connection.data(0, noise, 0, noise.length, arrival(frame, offset, 0));
      offset += noise.length;
    }
    expect(interest).toBe('unwanted');
    expect(connection.protocol).toBe('other');
    expect(offset).toBeGreaterThanOrEqual(64 * 1024);
  });

  test.each([
    ['a line without an end', 'abcdefg '],
    ['a request line without an end', 'GET /abcdefgh'],
  ])('%s is waited for to a bound', (_, text) => {
    const { connection, exchanges } = collect();
    const bytes = Buffer.alloc(2 * MAX_HEADER_BYTES, text);
    const interests: string[] = [];
    for (let offset = 0; offset < bytes.length && interests.at(-1) !== 'unwanted'; offset += 1000) {
      interests.push(connection.data(0, bytes, offset, offset + 1000, arrival(1, offset, 0)));
    }
    expect(interests[0]).toBe('undecided');
    expect(interests.at(-1)).toBe('unwanted');
    expect(interests.length * 1000).toBeLessThan(MAX_OPENING_BYTES + 1000);
    expect(connection.protocol).toBe('other');
    expect(exchanges).toEqual([]);
  });

  test.each([
    ['a TLS record', [0x16, 3, 1, 2], 'tls'],
    ['what begins with the number of one', [0x16, 5, 1, 2], 'other'],
    ['control characters', [0x61, 0, 0, 0], 'other'],
  ])('%s is told by its first bytes', (_, bytes, protocol) => {
    const { connection } = collect();
    const first = Buffer.from(bytes);
    expect(connection.data(0, first, 0, 1, arrival(1, 0, 0))).toBe('undecided');
    expect(connection.data(0, first, 1, 4, arrival(2, 1, 0))).toBe('unwanted');
    expect(connection.protocol).toBe(protocol);
  });

  test('nothing is taken after an upgrade', () => {
    const { connection, exchanges } = collect();
    const upgrade = Buffer.from('GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const granted = Buffer.from('HTTP/1.1 101 Go\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    connection.data(0, upgrade, 0, upgrade.length, arrival(1, 0, 0));
    expect(connection.data(1, granted, 0, granted.length, arrival(2, 0, upgrade.length))).toBe('unwanted');
    expect(connection.data(0, GET, 0, GET.length, arrival(3, upgrade.length, granted.length))).toBe(
      'unwanted',
    );
    expect(exchanges.map(({ end }) => end)).toEqual(['upgraded']);
    expect(connection.protocol).toBe('websocket');
  });
});

test('requests that wait can be seen', () => {
  const { connection } = collect();
  const interim = Buffer.from('HTTP/1.1 100 Continue\r\n\r\n');
  connection.data(0, GET, 0, GET.length, arrival(1, 0, 0));
  connection.data(1, interim, 0, interim.length, arrival(2, 0, GET.length));
  expect(connection.waiting.map(({ request, interim }) => [request.target, interim])).toEqual([
    ['/a', [100]],
  ]);
  // A second one behind it, and the beginning of a third.
  const more = Buffer.concat([GET, Buffer.from('POST /b HTTP/1.1\r\nContent-Length: 9\r\n\r\n12')]);
  connection.data(0, more, 0, more.length, arrival(3, GET.length, interim.length));
  expect(connection.waiting.map(({ interim }) => interim)).toEqual([[100], []]);
  connection.data(1, OK, 0, OK.length, arrival(4, interim.length, GET.length));
  connection.data(1, OK, 0, OK.length, arrival(5, interim.length + OK.length, 2 * GET.length));
  expect(connection.waiting).toEqual([]);
});

describe('bounds', () => {
  test('a head that is too large is named, and the next message is found', () => {
    const long = `GET /a HTTP/1.1\r\nX: ${'y'.repeat(MAX_HEADER_BYTES)}\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n`;
    const exchanges = exchangesOf(Buffer.from(long), Buffer.alloc(0));
    expect(exchanges.map(({ request }) => request?.target)).toEqual(['/a', '/b']);
    expect(exchanges[0]?.problems.map(({ kind }) => kind)).toContain('header-too-large');
  });

  test('fields beyond the bound are left out, and that is named', () => {
    const fields = 'A: b\r\n'.repeat(MAX_HEADER_FIELDS + 1);
    const [exchange] = exchangesOf(Buffer.from(`GET /a HTTP/1.1\r\n${fields}\r\n`), OK);
    expect(exchange?.request?.headers).toHaveLength(2 * MAX_HEADER_FIELDS);
    expect(exchange?.problems.map(({ kind }) => kind)).toEqual(['header-too-large']);
  });

  test('no more than so many requests wait', () => {
    const { connection, exchanges } = collect();
    for (let index = 0; index <= MAX_WAITING_REQUESTS; index += 1) {
      connection.data(0, GET, 0, GET.length, arrival(index + 1, index * GET.length, 0));
    }
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]?.problems.map(({ kind }) => kind)).toEqual(['too-many-waiting']);
  });

  test('a line of spaces does not take long', () => {
    const spaces = ' '.repeat(MAX_HEADER_BYTES / 2);
    const request = Buffer.from(`GET /a HTTP/1.1\r\nA: b\r\n${spaces}\r\nX:${spaces}\r\n\r\n`);
    const started = process.cpuUsage();
    exchangesOf(request, OK);
    expect(process.cpuUsage(started).user).toBeLessThan(500_000);
  });
});

describe('anything may come', () => {
  const word = fc.constantFrom(
    'GET /a HTTP/1.1\r\n',
    'POST HTTP/1.1\r\n',
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 100 C\r\n\r\n',
    'HTTP/1.1 101 S\r\n',
    'Content-Length: 5\r\n',
    'Content-Length: x\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Content-Encoding: gzip\r\n',
    'Upgrade: websocket\r\nConnection: upgrade\r\n',
    '\r\n',
    '\n',
    '5\r\nabcde\r\n',
    '0\r\n\r\n',
    'HTTP/',
    ' ',
    '\x00\xff',
    '}',
  );
  const step = fc.record({
    direction: fc.constantFrom(0 as const, 1 as const),
    text: fc.array(word, { maxLength: 6 }).map((words) => words.join('')),
    gap: fc.option(
      fc.record({
        length: fc.integer({ min: 1, max: 30 }),
        cause: fc.constantFrom('lost' as const, 'cut' as const),
      }),
    ),
    acknowledged: fc.integer({ min: -1, max: 200 }),
  });

  test('and each request and each response comes out once, with its bytes inside the stream', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 20 }),
        fc.constantFrom('fin', 'reset', 'capture'),
        fc.boolean(),
        (steps, cause, begunMidway) => {
          const { connection, exchanges } = collect();
          const offsets: [number, number] = [0, 0];
          let frame = 0;
          for (const { direction, text, gap, acknowledged } of steps) {
            frame += 1;
            // A direction that was met mid-way begins with a gap of unknown length.
            if (begunMidway && offsets[direction] === 0)
              connection.gap(direction, 0, 'lost', arrival(frame, 0, acknowledged));
            const bytes = Buffer.from(text, 'latin1');
            connection.data(
              direction,
              bytes,
              0,
              bytes.length,
              arrival(frame, offsets[direction], acknowledged),
            );
            offsets[direction] += bytes.length;
            if (gap === null) continue;
            connection.gap(
              direction,
              gap.length,
              gap.cause,
              arrival(frame, offsets[direction], acknowledged),
            );
            offsets[direction] += gap.length;
          }
          connection.end(0, cause as 'fin', arrival(frame, offsets[0], 0));
          connection.end(1, cause as 'fin', arrival(frame, offsets[1], 0));
          const seen = new Set<string>();
          for (const { request, response, requestDirection } of exchanges) {
            for (const [message, direction] of [
              [request, requestDirection],
              [response, 1 - requestDirection],
            ] as const) {
              if (message === null) continue;
              const name = `${direction} ${message.startOffset}`;
              expect(seen.has(name)).toBe(false);
              seen.add(name);
              expect(message.startOffset).toBeLessThan(message.endOffset);
              expect(message.endOffset).toBeLessThanOrEqual(offsets[direction as 0 | 1]);
              expect(message.firstFrame).toBeGreaterThan(0);
            }
          }
          expect(connection.waiting).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('looksLikeHttp', () => {
  const look = (text: string): boolean => {
    const bytes = Buffer.from(`#${text}`, 'latin1');
    return looksLikeHttp(bytes, 1, bytes.length);
  };

  test.each([
    'GET / HTTP/1.1\r\n',
    'POST /EchoApp/connect HTTP/1.1',
    'POST HTTP/1.1\r\n',
    'post /a HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'GET http://backend/a HTTP/1.1',
    'CONNECT backend:443 HTTP/1.1',
    'HTTP/1.1 200 OK',
    'HTTP/1.0 404 Not Found',
  ])('%j does', (text) => expect(look(text)).toBe(true));

  test.each([
    '',
    'G',
    'GET',
    'HTTP',
    'Hello world',
    'OPTIONS sip:1001@192.0.2.1 SIP/2.0',
    'DESCRIBE rtsp://192.0.2.1/x RTSP/1.0',
    '{"a": 1}',
    '\x16\x03\x01',
    'SSH-2.0-OpenSSH',
    ' /a',
  ])('%j does not', (text) => expect(look(text)).toBe(false));
});

test('a field is found whatever its case, the first one counts', () => {
  const headers = ['Host', 'x', 'content-TYPE', 'a/b', 'Content-Type', 'c/d'];
  expect(headerValue(headers, 'content-type')).toBe('a/b');
  expect(headerValue(headers, 'accept')).toBeNull();
});
