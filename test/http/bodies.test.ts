import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  MAX_BODY_BYTES,
  MAX_CHUNK_LINE_BYTES,
  MAX_DECODED_BYTES,
  MAX_HEADER_BYTES,
} from '../../src/base/limits.ts';
import type { Exchange } from '../../src/http/index.ts';
import { zstdRuns } from '../bombs/zstd.ts';
import { exchangesOf } from './feed.ts';

const JSON_TEXT = JSON.stringify({ nodeId: 'n', list: Array.from({ length: 200 }, (_, index) => index) });
const PLAIN = Buffer.from(JSON_TEXT);
/** `{"status":"ok"}` repeated four times, by the zstd command. */
const ZSTD_TEXT = '{"status":"ok"}'.repeat(4);
const ZSTD = Buffer.from('28b52ffd0058ad0000787b22737461747573223a226f6b227d01008a39eb', 'hex');

const FASTEST_BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 1 };

/** Bytes that no coding makes smaller, always the same. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

function responseWith(fields: string, body: Buffer): Exchange {
  const head = Buffer.from(`HTTP/1.1 200 OK\r\n${fields}\r\n`, 'latin1');
  const [exchange] = exchangesOf(Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.concat([head, body]));
  if (exchange === undefined) throw new Error('no exchange');
  return exchange;
}

function sized(fields: string, body: Buffer): Exchange {
  return responseWith(`${fields}Content-Length: ${body.length}\r\n`, body);
}

function kinds(exchange: Exchange): string[] {
  return exchange.problems.map((problem) => problem.kind);
}

describe('content codings', () => {
  const codings: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    ['gzip', gzipSync],
    ['X-GZIP', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['gzip, br', (bytes) => brotliCompressSync(gzipSync(bytes))],
    ['identity, deflate', deflateSync],
  ];
  test.each(codings)('%s', (name, encode) => {
    const exchange = sized(`Content-Encoding: ${name}\r\n`, encode(PLAIN));
    expect(exchange.response?.body).toMatchObject({ length: PLAIN.length, decoded: true, complete: true });
    expect(exchange.response?.body.bytes.equals(PLAIN)).toBe(true);
    expect(exchange.response?.body.sha256).toBe(createHash('sha256').update(PLAIN).digest('hex'));
    expect(exchange.problems).toEqual([]);
  });

  test('zstd', () => {
    expect(sized('Content-Encoding: zstd\r\n', ZSTD).response?.body.bytes.toString()).toBe(ZSTD_TEXT);
  });

  test('two fields count as one list', () => {
    const body = brotliCompressSync(gzipSync(PLAIN));
    const exchange = sized('Content-Encoding: gzip\r\nContent-Encoding: br\r\n', body);
    expect(exchange.response?.body.bytes.equals(PLAIN)).toBe(true);
  });

  test('gzip as a transfer coding under chunked', () => {
    const body = gzipSync(PLAIN);
    const size = Buffer.from(`${body.length.toString(16)}\r\n`);
    const chunks = Buffer.concat([size, body, Buffer.from('\r\n0\r\n\r\n')]);
    const exchange = responseWith('Transfer-Encoding: gzip, chunked\r\n', chunks);
    expect(exchange.response?.body.bytes.equals(PLAIN)).toBe(true);
    expect(exchange.problems).toEqual([]);
  });

  test('data that ends early is decoded as far as it goes', () => {
    const body = gzipSync(PLAIN);
    const exchange = sized('Content-Encoding: gzip\r\n', body.subarray(0, body.length - 12));
    expect(exchange.response?.body).toMatchObject({ decoded: true, complete: false });
    expect(exchange.response?.body.bytes.length).toBeGreaterThan(0);
    expect(kinds(exchange)).toEqual(['bad-content-encoding']);
  });

  test('a body cut off by the close is decoded as far as it goes, and is no bad coding', () => {
    const body = gzipSync(PLAIN);
    const fields = `Content-Encoding: gzip\r\nContent-Length: ${body.length}\r\n`;
    const exchange = responseWith(fields, body.subarray(0, body.length - 30));
    expect(exchange.response?.body).toMatchObject({ decoded: true, complete: false });
    expect(kinds(exchange)).toEqual(['truncated']);
  });

  test.each(['gzip', 'deflate', 'br', 'zstd'])('what is no %s data stays as it is', (name) => {
    const body = Buffer.from('{"status":"ok"}');
    const exchange = sized(`Content-Encoding: ${name}\r\n`, body);
    expect(exchange.response?.body).toMatchObject({ decoded: false, bytes: body, length: body.length });
    expect(kinds(exchange)).toEqual(['bad-content-encoding']);
  });

  const bombs: readonly (readonly [string, Buffer])[] = [
    ['gzip', gzipSync(Buffer.alloc(MAX_DECODED_BYTES + 1))],
    ['deflate', deflateSync(Buffer.alloc(MAX_DECODED_BYTES + 1))],
    ['br', brotliCompressSync(Buffer.alloc(MAX_DECODED_BYTES + 1), { params: FASTEST_BROTLI })],
    ['zstd', zstdRuns(PLAIN, 0, MAX_DECODED_BYTES / (128 * 1024))],
  ];
  test.each(bombs)('a bomb is not unpacked: %s', (name, body) => {
    const exchange = sized(`Content-Encoding: ${name}\r\n`, body);
    expect(exchange.response?.body.decoded).toBe(false);
    expect(kinds(exchange)).toEqual(['body-too-large']);
  });

  test('raw deflate data may begin as if they were zlib data', () => {
    // A stored block of 29 bytes: its header's unused bits and its length make the two bytes of a zlib header.
    const text = Buffer.from('{"status":"ok","more":"12345"');
    const stored = Buffer.concat([Buffer.from([0x08, 29, 0, 0xe2, 0xff]), text]);
    const body = Buffer.concat([stored, deflateRawSync(Buffer.from('}'))]);
    expect(text).toHaveLength(29);
    const exchange = sized('Content-Encoding: deflate\r\n', body);
    expect(exchange.response?.body.bytes.toString()).toBe(`${text}}`);
    expect(exchange.problems).toEqual([]);
  });

  test('what is damaged and cut besides stays as it is', () => {
    const body = Buffer.concat([deflateSync(PLAIN).subarray(0, 2), Buffer.alloc(40, 0xff)]);
    const exchange = responseWith('Content-Encoding: deflate\r\nContent-Length: 9999\r\n', body);
    expect(exchange.response?.body).toMatchObject({ decoded: false, complete: false, bytes: body });
    expect(kinds(exchange).sort()).toEqual(['bad-content-encoding', 'truncated']);
  });

  test('zstd data that end early give what came before', () => {
    const whole = zstdRuns(PLAIN, 0x20, 1);
    const cut = whole.subarray(0, -3);
    const length = PLAIN.length + 128 * 1024;
    const byItself = sized('Content-Encoding: zstd\r\n', cut);
    expect(byItself.response?.body).toMatchObject({ decoded: true, complete: false, length });
    expect(kinds(byItself)).toEqual(['bad-content-encoding']);
    const byCapture = responseWith(`Content-Encoding: zstd\r\nContent-Length: ${whole.length}\r\n`, cut);
    expect(byCapture.response?.body).toMatchObject({ decoded: true, complete: false, length });
    expect(kinds(byCapture)).toEqual(['truncated']);
  });

  test('a tower of codings is not climbed', () => {
    const exchange = sized(`Content-Encoding: ${'gzip, '.repeat(50)}gzip\r\n`, gzipSync(PLAIN));
    expect(exchange.response?.body.decoded).toBe(false);
    expect(kinds(exchange)).toEqual(['unknown-content-encoding']);
  });
});

describe('large bodies', () => {
  test('are counted and hashed whole, and kept up to a bound', () => {
    const body = Buffer.alloc(MAX_BODY_BYTES + 100_000, 'abc');
    const exchange = sized('', body);
    expect(exchange.response?.body.length).toBe(body.length);
    expect(exchange.response?.body.bytes.equals(body.subarray(0, MAX_BODY_BYTES))).toBe(true);
    expect(exchange.response?.body.sha256).toBe(createHash('sha256').update(body).digest('hex'));
    expect(exchange.response?.body.complete).toBe(true);
    expect(kinds(exchange)).toEqual(['body-too-large']);
  });

  test('are not decoded where not all of the coded bytes are kept', () => {
    const body = gzipSync(Buffer.alloc(MAX_BODY_BYTES + 100_000), { level: 0 });
    const exchange = sized('Content-Encoding: gzip\r\n', body);
    expect(exchange.response?.body).toMatchObject({ decoded: false, complete: true, length: body.length });
    expect(kinds(exchange)).toEqual(['body-too-large']);
  });

  test('are hashed whole once decoded, and kept up to a bound', () => {
    const body = Buffer.concat([noise(200_000), Buffer.alloc(MAX_BODY_BYTES)]);
    const exchange = sized('Content-Encoding: gzip\r\n', gzipSync(body));
    expect(exchange.response?.body).toMatchObject({ decoded: true, complete: true, length: body.length });
    expect(exchange.response?.body.bytes.equals(body.subarray(0, MAX_BODY_BYTES))).toBe(true);
    expect(exchange.response?.body.sha256).toBe(createHash('sha256').update(body).digest('hex'));
    expect(kinds(exchange)).toEqual(['body-too-large']);
  });

  const chunked = (rest: string): Exchange =>
    responseWith('Transfer-Encoding: chunked\r\n', Buffer.from(`2\r\nok\r\n${rest}`));
  test.each([
    ['a chunk size line', `5;${'x'.repeat(MAX_CHUNK_LINE_BYTES)}`],
    ['trailers', `0\r\n${'X-Field: some value\r\n'.repeat(MAX_HEADER_BYTES / 20)}`],
  ])('have bounds for %s', (_, rest) => {
    const exchange = chunked(rest);
    expect(exchange.response?.body).toMatchObject({ complete: false });
    expect(exchange.response?.body.bytes.toString()).toBe('ok');
    expect(kinds(exchange)).toEqual(['bad-chunk-size']);
  });

  test('an announced length costs nothing until it comes', () => {
    const exchange = responseWith('Content-Length: 999999999999999\r\n', Buffer.from('ab'));
    expect(exchange.response?.body).toMatchObject({ length: 2, complete: false });
  });
});

test('kept bodies are copies', () => {
  const request = Buffer.from('POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nabcd');
  const [exchange] = exchangesOf(request, Buffer.from('HTTP/1.1 204 No\r\n\r\n'));
  request.fill(0);
  expect(exchange?.request?.body.bytes.toString()).toBe('abcd');
  expect(exchange?.request?.headers).toEqual(['Content-Length', '4']);
});
