import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Head } from '../../src/http/head/head.ts';
import { requestHeads, responseHeads } from '../../src/http/head/head-parser.ts';

type Parser = typeof responseHeads;

function read(parser: Parser, text: string): Head | string {
  const bytes = Buffer.from(text, 'latin1');
  return parser.read(bytes, 0, bytes.length);
}

let fresh = 0;

/** The same head as a parser sees it that has met nothing like it: with a field that no other has, taken out again. */
function readAnew(parser: Parser, text: string): Head | string {
  fresh += 1;
  const mark = `X-Fresh: ${fresh}\r\n`;
  const head = read(parser, `${text.slice(0, -2)}${mark}\r\n`);
  if (typeof head === 'string') return head;
  const list = head.fields.list.slice(0, -2);
  return { ...head, length: head.length - mark.length, fields: { ...head.fields, list } };
}

const LENGTHS = [
  '0',
  '1',
  '17',
  '00',
  '999999',
  '+1',
  '-1',
  '1 ',
  ' 1',
  '',
  '1, 1',
  '0x10',
  '12345678901234567890',
];
const DATES = ['Tue, 14 Nov 2023 22:15:31 GMT', 'now', '', ' x', 'x ', 'a\tb', 'x'.repeat(80), 'caf\u00e9'];
const line = fc.oneof(
  fc.tuple(
    fc.constantFrom('Content-Length: ', 'content-length: ', 'Content-Length:', 'Content-Length : '),
    fc.constantFrom(...LENGTHS),
  ),
  fc.tuple(fc.constantFrom('Date: ', 'date: ', 'Date:'), fc.constantFrom(...DATES)),
  fc.constantFrom(
    ['Trailer: ', 'Content-Length'] as const,
    ['Trailer: ', 'Date'] as const,
    ['Connection: ', 'keep-alive'] as const,
    ['Transfer-Encoding: ', 'chunked'] as const,
    ['Content-Encoding: ', 'gzip'] as const,
    ['no colon', ''] as const,
    [' folded', ''] as const,
  ),
);
const fields = fc.array(line, { maxLength: 6 });

describe('heads that are known', () => {
  it.each([
    ['requests', requestHeads, 'POST /app/connect HTTP/1.1\r\n'],
    ['responses', responseHeads, 'HTTP/1.1 200 OK\r\n'],
  ] as const)('%s: come out as those that are met for the first time', (_kind, parser, start) => {
    fc.assert(
      fc.property(fields, fields, (one, other) => {
        for (const lines of [one, other, one]) {
          const text = `${start}${lines.map((parts) => `${parts.join('')}\r\n`).join('')}\r\n`;
          expect(read(parser, text)).toEqual(readAnew(parser, text));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('each have their own length and date', () => {
    const head = (length: number, second: number): string =>
      `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\nServer: one\r\nDate: Tue, 14 Nov 2023 22:15:${second} GMT\r\n\r\n`;
    for (const [length, second] of [
      [10, 10],
      [0, 11],
      [1035, 12],
      [10, 13],
    ] as const) {
      const found = read(responseHeads, head(length, second));
      if (typeof found === 'string') throw new Error(found);
      expect(found.length).toBe(head(length, second).length);
      expect(found.framing).toMatchObject({ kind: length === 0 ? 'none' : 'sized', length });
      expect(found.fields.list).toEqual([
        ...['Content-Length', String(length), 'Server', 'one'],
        ...['Date', `Tue, 14 Nov 2023 22:15:${second} GMT`],
      ]);
    }
  });
});
