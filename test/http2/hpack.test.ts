import { describe, expect, it } from 'vitest';
import { HpackDecoder } from '../../src/http2/hpack/decoder.ts';
import { readHuffman } from '../../src/http2/hpack/huffman.ts';

function read(decoder: HpackDecoder, hex: string): ReturnType<HpackDecoder['read']> {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  return decoder.read(bytes, 0, bytes.length);
}

const FIRST = [':method', 'GET', ':scheme', 'http', ':path', '/', ':authority', 'www.example.com'];
const SECOND = [...FIRST, 'cache-control', 'no-cache'];
const THIRD = [
  ...[':method', 'GET', ':scheme', 'https', ':path', '/index.html', ':authority', 'www.example.com'],
  ...['custom-key', 'custom-value'],
];
const ANSWERS = [
  [
    ...[':status', '302', 'cache-control', 'private', 'date', 'Mon, 21 Oct 2013 20:13:21 GMT'],
    ...['location', 'https://www.example.com'],
  ],
  [
    ...[':status', '307', 'cache-control', 'private', 'date', 'Mon, 21 Oct 2013 20:13:21 GMT'],
    ...['location', 'https://www.example.com'],
  ],
  [
    ...[':status', '200', 'cache-control', 'private', 'date', 'Mon, 21 Oct 2013 20:13:22 GMT'],
    ...['location', 'https://www.example.com', 'content-encoding', 'gzip'],
    ...['set-cookie', 'foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1'],
  ],
];

describe('the examples of RFC 7541 appendix C', () => {
  it.each([
    [
      'C.2.1',
      '400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572',
      ['custom-key', 'custom-header'],
    ],
    ['C.2.2', '040c 2f73 616d 706c 652f 7061 7468', [':path', '/sample/path']],
    ['C.2.3', '1008 7061 7373 776f 7264 0673 6563 7265 74', ['password', 'secret']],
    ['C.2.4', '82', [':method', 'GET']],
  ])('%s', (_, hex, list) => {
    expect(read(new HpackDecoder(true), hex)).toEqual({ list, unknown: 0, tooLarge: false, fault: null });
  });

  it.each([
    [
      'C.3 without Huffman coding',
      [
        '8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d',
        '8286 84be 5808 6e6f 2d63 6163 6865',
        '8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65',
      ],
    ],
    [
      'C.4 with Huffman coding',
      [
        '8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff',
        '8286 84be 5886 a8eb 1064 9cbf',
        '8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf',
      ],
    ],
  ])('%s', (_, blocks) => {
    const decoder = new HpackDecoder(true);
    expect(blocks.map((hex) => read(decoder, hex).list)).toEqual([FIRST, SECOND, THIRD]);
  });

  it.each([
    [
      'C.5 without Huffman coding',
      [
        '3fe1 01 4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d',
        '4803 3330 37c1 c0bf',
        '88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e 3d31',
      ],
    ],
    [
      'C.6 with Huffman coding',
      [
        '3fe1 01 4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3',
        '4883 640e ffc1 c0bf',
        '88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07',
      ],
    ],
  ])('%s, with a table of 256 bytes that evicts', (_, blocks) => {
    const decoder = new HpackDecoder(true);
    expect(blocks.map((hex) => read(decoder, hex).list)).toEqual(ANSWERS);
  });
});

describe('what no sound encoder sends', () => {
  it.each([
    ['an index of 0', '80', 'broken'],
    ['an index beyond the table', 'be', 'broken'],
    ['a name of an index beyond the table', '7e0161', 'broken'],
    ['an integer without end', 'ffffffffffffffffffff', 'broken'],
    ['an integer that breaks off', 'ff80', 'cut'],
    ['a text longer than the block', '400a6375', 'cut'],
    ['a length above all that a block can hold', '407fffffff07', 'cut'],
    ['a Huffman code that is padded with zeros', '4081 0001 61', 'broken'],
    ['a Huffman code with the end of a string', '4084 ffffffff 0161', 'broken'],
    ['a Huffman code padded by a whole byte', '4082 1fff 0161', 'broken'],
    ['a change of size behind a field', '8220', 'broken'],
    ['a table larger than allowed', '3fe11f82'.replace('e11f', 'e21f'), 'broken'],
  ])('%s', (_, hex, fault) => {
    const block = read(new HpackDecoder(true), hex);
    expect(block.fault).toBe(fault);
  });

  it('is a block that does not heed a smaller table that was acknowledged (RFC 9113 §4.3.1)', () => {
    const decoder = new HpackDecoder(true);
    decoder.allow(100);
    expect(read(decoder, '82').fault).toBe('broken');
    const other = new HpackDecoder(true);
    other.allow(100);
    expect(read(other, '3f4582').list).toEqual([':method', 'GET']);
  });

  it('costs no more than a bound: a few bytes for a large entry, over and over', () => {
    const value = 'v'.repeat(4000);
    const large = Buffer.concat([
      Buffer.from([0x40, 1, 0x61, 0x7f, 0xa1, 0x1e]),
      Buffer.from(value),
      Buffer.alloc(60_000, 0xbe),
    ]);
    const block = new HpackDecoder(true).read(large, 0, large.length);
    expect(block).toMatchObject({ tooLarge: true, fault: null });
    expect(block.list.length).toBeLessThan(50);
  });
});

describe('a table whose beginning is not known', () => {
  it('tells what it knows, and counts what it does not', () => {
    const decoder = new HpackDecoder(false);
    // POST, an unknown entry, and a new field.
    expect(read(decoder, '83 be 40 01 61 01 62')).toEqual({
      list: [':method', 'POST', 'a', 'b'],
      unknown: 1,
      tooLarge: false,
      fault: null,
    });
    // The new field is the newest entry; what lies behind it is still unknown, also as a name.
    expect(read(decoder, 'be bf 7f 00 01 63')).toMatchObject({ list: ['a', 'b'], unknown: 2, fault: null });
    // That field was added with its value, and without its name.
    expect(read(decoder, 'be bf')).toMatchObject({ list: ['a', 'b'], unknown: 1, fault: null });
  });

  it('knows again that nothing lies behind its entries once the encoder emptied it', () => {
    const decoder = new HpackDecoder(false);
    expect(read(decoder, '20 3f e1 1f 40 01 61 01 62')).toMatchObject({ list: ['a', 'b'], unknown: 0 });
    expect(read(decoder, 'bf').fault).toBe('broken');
  });

  it('knows it as well where its own entries fill the table', () => {
    const decoder = new HpackDecoder(false);
    // A table of 80 bytes holds two entries of 34 bytes.
    expect(read(decoder, '3f31 40 01 61 01 62 40 01 63 01 64')).toMatchObject({ unknown: 0, fault: null });
    expect(read(decoder, 'c0')).toMatchObject({ unknown: 1, fault: null });
    expect(read(decoder, '40 01 65 01 66')).toMatchObject({ fault: null });
    expect(read(decoder, 'be bf')).toMatchObject({ list: ['e', 'f', 'c', 'd'], fault: null });
    expect(read(decoder, 'c0').fault).toBe('broken');
  });

  it('is what a table becomes after a loss', () => {
    const decoder = new HpackDecoder(true);
    read(decoder, '40 01 61 01 62');
    decoder.lose();
    expect(read(decoder, 'be')).toMatchObject({ list: [], unknown: 1, fault: null });
  });
});

describe('Huffman codes', () => {
  it('are of the length that the standard gives, for each byte', () => {
    // "302" and "307" of appendix C, and a text with characters of 5, 6, 7 and 8 bits.
    expect(readHuffman(Buffer.from('6402', 'hex'), 0, 2)).toBe('302');
    expect(readHuffman(Buffer.from('640eff', 'hex'), 0, 3)).toBe('307');
    expect(readHuffman(Buffer.alloc(0), 0, 0)).toBe('');
  });
});
