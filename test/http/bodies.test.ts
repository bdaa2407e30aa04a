import { createHash } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../src/http/index.ts';
import { MAX_BODY_BYTES, MAX_DECODED_BYTES } from '../../src/limits.ts';
import { exchangesOf } from './feed.ts';

const JSON_TEXT = JSON.stringify({ nodeId: 'n', list: Array.from({ length: 200 }, (_, index) => index) });
const PLAIN = Buffer.from(JSON_TEXT);
/** `{"status":"ok"}` repeated four times, by the zstd command. */
const ZSTD_TEXT = '{"status":"ok"}'.repeat(4);
const ZSTD = Buffer.from('28b52ffd0058ad0000787b22737461747573223a226f6b227d01008a39eb', 'hex');

function answerWith(fields: string, body: Buffer): Exchange {
  const head = Buffer.from(`HTTP/1.1 200 OK\r\n${fields}\r\n`, 'latin1');
  const [exchange] = exchangesOf(Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.concat([head, body]));
  if (exchange === undefined) throw new Error('no exchange');
  return exchange;
}

function sized(fields: string, body: Buffer): Exchange {
  return answerWith(`${fields}Content-Length: ${body.length}\r\n`, body);
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
    expect(exchange.answer?.body).toMatchObject({ length: PLAIN.length, decoded: true, complete: true });
    expect(exchange.answer?.body.bytes.equals(PLAIN)).toBe(true);
    expect(exchange.answer?.body.sha256).toBe(createHash('sha256').update(PLAIN).digest('hex'));
    expect(exchange.problems).toEqual([]);
  });

  test('zstd', () => {
    expect(sized('Content-Encoding: zstd\r\n', ZSTD).answer?.body.bytes.toString()).toBe(ZSTD_TEXT);
  });

  test('two fields count as one list', () => {
    const body = brotliCompressSync(gzipSync(PLAIN));
    const exchange = sized('Content-Encoding: gzip\r\nContent-Encoding: br\r\n', body);
    expect(exchange.answer?.body.bytes.equals(PLAIN)).toBe(true);
  });

  test('gzip as a transfer coding under chunked', () => {
    const body = gzipSync(PLAIN);
    const size = Buffer.from(`${body.length.toString(16)}\r\n`);
    const chunks = Buffer.concat([size, body, Buffer.from('\r\n0\r\n\r\n')]);
    const exchange = answerWith('Transfer-Encoding: gzip, chunked\r\n', chunks);
    expect(exchange.answer?.body.bytes.equals(PLAIN)).toBe(true);
    expect(exchange.problems).toEqual([]);
  });

  test('data that ends early is decoded as far as it goes', () => {
    const body = gzipSync(PLAIN);
    const exchange = sized('Content-Encoding: gzip\r\n', body.subarray(0, body.length - 12));
    expect(exchange.answer?.body).toMatchObject({ decoded: true, complete: false });
    expect(exchange.answer?.body.bytes.length).toBeGreaterThan(0);
    expect(kinds(exchange)).toEqual(['bad-content-encoding']);
  });

  test('a body cut off by the close is decoded as far as it goes, and is no bad coding', () => {
    const body = gzipSync(PLAIN);
    const fields = `Content-Encoding: gzip\r\nContent-Length: ${body.length}\r\n`;
    const exchange = answerWith(fields, body.subarray(0, body.length - 30));
    expect(exchange.answer?.body).toMatchObject({ decoded: true, complete: false });
    expect(kinds(exchange)).toEqual(['truncated']);
  });

  test.each(['gzip', 'deflate', 'br', 'zstd'])('what is no %s data stays as it is', (name) => {
    const body = Buffer.from('{"status":"ok"}');
    const exchange = sized(`Content-Encoding: ${name}\r\n`, body);
    expect(exchange.answer?.body).toMatchObject({ decoded: false, bytes: body, length: body.length });
    expect(kinds(exchange)).toEqual(['bad-content-encoding']);
  });

  test('a bomb is not unpacked', () => {
    const exchange = sized('Content-Encoding: gzip\r\n', gzipSync(Buffer.alloc(MAX_DECODED_BYTES + 1)));
    expect(exchange.answer?.body.decoded).toBe(false);
    expect(kinds(exchange)).toEqual(['body-too-large']);
  });

  test('a tower of codings is not climbed', () => {
    const exchange = sized(`Content-Encoding: ${'gzip, '.repeat(50)}gzip\r\n`, gzipSync(PLAIN));
    expect(exchange.answer?.body.decoded).toBe(false);
    expect(kinds(exchange)).toEqual(['unknown-content-encoding']);
  });
});

describe('large bodies', () => {
  test('are counted and hashed whole, and kept up to a bound', () => {
    const body = Buffer.alloc(MAX_BODY_BYTES + 100_000, 'abc');
    const exchange = sized('', body);
    expect(exchange.answer?.body.length).toBe(body.length);
    expect(exchange.answer?.body.bytes.equals(body.subarray(0, MAX_BODY_BYTES))).toBe(true);
    expect(exchange.answer?.body.sha256).toBe(createHash('sha256').update(body).digest('hex'));
    expect(exchange.answer?.body.complete).toBe(true);
    expect(kinds(exchange)).toEqual(['body-too-large']);
  });

  test('an announced length costs nothing until it comes', () => {
    const exchange = answerWith('Content-Length: 999999999999999\r\n', Buffer.from('ab'));
    expect(exchange.answer?.body).toMatchObject({ length: 2, complete: false });
  });
});

test('kept bodies are copies', () => {
  const request = Buffer.from('POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nabcd');
  const [exchange] = exchangesOf(request, Buffer.from('HTTP/1.1 204 No\r\n\r\n'));
  request.fill(0);
  expect(exchange?.request?.body.bytes.toString()).toBe('abcd');
  expect(exchange?.request?.headers).toEqual(['Content-Length', '4']);
});
