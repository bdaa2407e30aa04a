import type { Buffer } from 'node:buffer';
import { type Line, line, span } from '../layout/line.ts';
import type { LineList } from '../layout/line-list.ts';

const BYTES_A_LINE = { wide: 16, narrow: 8 } as const;
const WIDE_FROM = 76;

/** Bytes as offset, hexadecimal and ASCII, in the form of hexdump -C. A line is made when it is shown. */
export function hexLines(bytes: Buffer, columns: number): LineList {
  const size = columns >= WIDE_FROM ? BYTES_A_LINE.wide : BYTES_A_LINE.narrow;
  return {
    length: Math.ceil(bytes.length / size),
    at: (index) => hexLine(bytes, index * size, size),
  };
}

function hexLine(bytes: Buffer, offset: number, size: number): Line {
  const part = bytes.subarray(offset, offset + size);
  const pairs = [...part].map((byte) => byte.toString(16).padStart(2, '0'));
  const halves = [pairs.slice(0, size / 2).join(' '), pairs.slice(size / 2).join(' ')];
  const hex = halves.join('  ').padEnd(size * 3);
  const text = [...part].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'));
  return line(
    span('dim', `${offset.toString(16).padStart(6, '0')}  `),
    hex,
    span('text', ` ${text.join('')}`),
  );
}
