import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { MAX_SEARCHED_LINE_BYTES } from '../../src/base/limits.ts';
import { findStart, type Role } from '../../src/http/resync/find-start.ts';

function search(text: string, final = false, role: Role = 'unknown') {
  const bytes = Buffer.from(text, 'latin1');
  return findStart(bytes, 0, bytes.length, role, final);
}

describe('the next message is found', () => {
  const found: readonly (readonly [string, string, number, 'request' | 'response'])[] = [
    ['behind lines that end in a bare LF', 'tail}\nGET /x HTTP/1.1\nHost: y\n\n', 6, 'request'],
    ['right behind a body', '{"a":1}POST /x HTTP/1.1\r\nHost: y\r\n', 7, 'request'],
    [
      'with a method nobody knows, where it begins a line',
      'tail}\r\nSUBMIT /x HTTP/1.1\r\nHost: y\r\n',
      7,
      'request',
    ],
    ['with a method nobody knows at the beginning', 'SUBMIT /x HTTP/1.1\r\nHost: y\r\n', 0, 'request'],
    ['with a status line of a bare LF', 'tail}HTTP/1.1 200 OK\nServer: y\n', 5, 'response'],
  ];
  test.each(found)('%s', (_, text, index, role) => {
    expect(search(text)).toEqual({ found: true, index, role });
  });

  test('at the end of the bytes, where no more will come', () => {
    expect(search('tail}HTTP/1.1 200 OK')).toMatchObject({ found: false });
    expect(search('tail}HTTP/1.1 200 OK', true)).toEqual({ found: true, index: 5, role: 'response' });
    expect(search('tail}HTTP/1.1 200 OK\r\nServ', true)).toEqual({ found: true, index: 5, role: 'response' });
  });
});

describe('what is no message is passed over', () => {
  const passed: readonly (readonly [string, string])[] = [
    ['a method nobody knows in the middle of a line', 'the x1 /x HTTP/1.1\r\nHost: y\r\n'],
    ['a word longer than any method', `${'SUBMIT'.repeat(6)} /x HTTP/1.1\r\nHost: y\r\n`],
    ['a version without anything before it', 'tail} =HTTP/1.1\r\nHost: y\r\n'],
    [
      'a request line of a method nobody knows, with control characters',
      'SUBMIT /\x01x HTTP/1.1\r\nHost: y\r\n',
    ],
    ['a line that no field follows', 'GET /x HTTP/1.1\r\nis how it begins\r\n'],
    ['a status line in what the client says', 'HTTP/1.1 200 OK\r\nServer: y\r\n'],
  ];
  test.each(passed)('%s', (name, text) => {
    expect(search(text, true, name.includes('client') ? 'request' : 'unknown')).toMatchObject({
      found: false,
    });
  });

  test('a status line that goes on and on', () => {
    const text = `HTTP/1.1 200 ${'a'.repeat(MAX_SEARCHED_LINE_BYTES - 20)}`;
    expect(search(text)).toEqual({ found: false, keepFrom: 0 });
    const longer = text + 'a'.repeat(30);
    expect(search(longer)).toEqual({ found: false, keepFrom: longer.length - MAX_SEARCHED_LINE_BYTES });
  });
});
