import { brotliCompressSync, gzipSync } from 'node:zlib';
import { conversation, FLAGS, fileHeader, hook, ip, OK, record, tcp } from './packets.ts';
import { falseRecords } from './tls.ts';
import { zstdRuns } from './zstd.ts';

/** A capture that tries to cost more than its size allows. Bounds are those of the built command, with room for slow machines. */
export interface Bomb {
  readonly name: string;
  readonly make: () => Iterable<Buffer>;
  readonly words: readonly string[];
  /** Seconds of processor time. */
  readonly seconds: number;
  /** Largest resident set. Node itself takes some 60 MB. */
  readonly megabytes: number;
  readonly status: 0 | 1 | 2;
  /** What the output has to say about it. */
  readonly says: RegExp;
}

const CHECK = ['check', '--port', '9091', '--format', 'json'] as const;
const LIST = ['exchanges', '--format', 'ndjson'] as const;
const SERVER = 0x0a00_0002;
const CONTEXT = '"nodeId":"n","sessionId":"s","appKey":"a"';
const MEGABYTE = 1024 * 1024;
const TCP = 6;
const MORE_FRAGMENTS = 0x2000;

export const BOMBS: readonly Bomb[] = [
  {
    name: 'a record of 4 GB',
    *make() {
      yield fileHeader();
      yield Buffer.from(Uint32Array.from([0, 0, 0xffff_ffff, 0xffff_ffff]).buffer);
    },
    words: CHECK,
    seconds: 4,
    megabytes: 130,
    status: 1,
    says: /captured length is 4294967295/,
  },
  {
    name: 'half a million datagrams of which one fragment is there',
    *make() {
      yield fileHeader();
      const data = Buffer.alloc(64);
      for (let index = 0; index < 500_000; index++)
        yield record(index * 10, ip(0x1400_0000 + index, SERVER, data, TCP, index, MORE_FRAGMENTS));
    },
    words: CHECK,
    seconds: 12,
    // Node 24 lets 100 MB more pile up before it collects than Node 22 (230 MB) does.
    megabytes: 400,
    status: 1,
    says: /no-rest-traffic/,
  },
  {
    name: 'half a million fragments of one datagram',
    *make() {
      yield fileHeader();
      const data = Buffer.alloc(8);
      for (let index = 0; index < 500_000; index++)
        yield record(index * 10, ip(1, SERVER, data, TCP, 7, MORE_FRAGMENTS | ((index * 2) & 0x1fff)));
    },
    words: CHECK,
    seconds: 8,
    megabytes: 160,
    status: 1,
    says: /no-rest-traffic/,
  },
  {
    name: 'TLS with its secrets, a hole, and what looks like records behind it',
    make: () => falseRecords(100, 200_000),
    words: CHECK,
    seconds: 30,
    megabytes: 300,
    status: 1,
    says: /no-rest-traffic/,
  },
  {
    name: 'fifty thousand overlapping segments behind a hole',
    make: () => behindHole(50_000, (index) => ((index * 7919) % 4_000_000) + 100_000, 1000),
    words: CHECK,
    seconds: 8,
    megabytes: 200,
    status: 1,
    says: /lost-packets|no-rest-traffic/,
  },
  {
    name: 'a hundred thousand segments of one byte, each before the last',
    make: () => behindHole(100_000, (index) => 4_000_000 - index * 2, 1),
    words: CHECK,
    seconds: 8,
    // Half of it is what Node 24 lets pile up before it collects; Node 20 takes 100.
    megabytes: 300,
    status: 1,
    says: /lost-packets|no-rest-traffic/,
  },
  {
    name: 'a million half-open connections',
    *make() {
      yield fileHeader();
      yield* conversation([
        ['request', hook(`{${CONTEXT}}`)],
        ['answer', OK],
      ]);
      for (let index = 0; index < 1_000_000; index++) {
        const ends = {
          from: 0x1400_0000 + index,
          to: SERVER,
          fromPort: 1024 + (index % 60_000),
          toPort: 9091,
        };
        yield record(1_000_000 + index * 10, tcp({ ...ends, sequence: index, flags: FLAGS.syn }));
      }
    },
    words: CHECK,
    seconds: 25,
    megabytes: 900,
    status: 1,
    says: /transport\/unanswered/,
  },
  {
    name: 'a capture of gzip members that become 640 MB',
    make: () => [
      gzipSync(fileHeader()),
      ...Array.from({ length: 40 }, () => gzipSync(Buffer.alloc(16 * MEGABYTE))),
    ],
    words: CHECK,
    seconds: 15,
    megabytes: 300,
    status: 1,
    says: /more than 200 times their size/,
  },
  {
    name: 'a capture of zstd runs that become 640 MB',
    make: () => [zstdRuns(fileHeader(), 0, 5000)],
    words: CHECK,
    seconds: 15,
    megabytes: 300,
    status: 1,
    says: /more than 200 times their size/,
  },
  {
    name: 'two hundred bodies that gzip blows up',
    make: () => coded('gzip', gzipSync(Buffer.alloc(15 * MEGABYTE, ' ')), 200),
    words: LIST,
    seconds: 10,
    megabytes: 300,
    status: 0,
    says: /body-too-large/,
  },
  {
    name: 'two hundred bodies that Brotli blows up',
    make: () => coded('br', brotliCompressSync(Buffer.alloc(50 * MEGABYTE, ' '), { params: { 1: 3 } }), 200),
    words: LIST,
    seconds: 10,
    megabytes: 300,
    status: 0,
    says: /body-too-large/,
  },
  {
    name: 'two hundred bodies that zstd blows up',
    make: () => coded('zstd', zstdRuns(Buffer.from('{}'), 0x20, 400), 200),
    words: LIST,
    seconds: 10,
    megabytes: 300,
    status: 0,
    says: /body-too-large/,
  },
  {
    name: 'a body in gzip in gzip in gzip in gzip',
    make: () => coded('gzip, gzip, gzip, gzip', tower(4), 20),
    words: LIST,
    seconds: 6,
    megabytes: 250,
    status: 0,
    says: /body-too-large|bad-content-encoding/,
  },
  {
    name: 'a body in a million chunks of one byte',
    make: () =>
      said(
        'POST /a/connect HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n',
        '1\r\na\r\n',
        1_000_000,
        '0\r\n\r\n',
      ),
    words: LIST,
    seconds: 8,
    megabytes: 200,
    status: 0,
    says: /"length":1000000/,
  },
  {
    name: 'a hundred thousand header fields',
    make: () =>
      said('POST /a/connect HTTP/1.1\r\n', 'X-Field: value\r\n', 100_000, 'Content-Length: 2\r\n\r\n{}'),
    words: LIST,
    seconds: 5,
    megabytes: 160,
    status: 0,
    says: /header-too-large/,
  },
  {
    name: 'a hundred thousand heads that the parser refuses',
    make: () => said('', 'post / HTTP/1.1\r\n\r\n', 100_000, ''),
    words: LIST,
    seconds: 25,
    megabytes: 500,
    status: 0,
    says: /lower-case-method/,
  },
  {
    name: 'JSON nested a hundred thousand deep',
    make: () => posted(`{${CONTEXT},"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    words: CHECK,
    seconds: 5,
    megabytes: 200,
    status: 0,
    says: /deep|nest/,
  },
  {
    name: 'a member two hundred thousand times',
    make: () =>
      posted(`{${CONTEXT},${Array.from({ length: 200_000 }, (_, index) => `"a":${index}`).join(',')}}`),
    words: CHECK,
    seconds: 10,
    megabytes: 350,
    status: 0,
    says: /payload\/duplicate-key/,
  },
];

function* behindHole(count: number, sequenceOf: (index: number) => number, length: number): Iterable<Buffer> {
  const ends = { from: 1, to: SERVER, fromPort: 4000, toPort: 9091 };
  yield fileHeader();
  yield record(0, tcp({ ...ends, flags: FLAGS.syn }));
  yield record(1, tcp({ ...ends, sequence: 1, payload: Buffer.from('POST /a HTTP/1.1\r\n') }));
  const payload = Buffer.alloc(length, 'x');
  for (let index = 0; index < count; index++)
    yield record(10 + index, tcp({ ...ends, sequence: sequenceOf(index), payload }));
}

function coded(coding: string, body: Buffer, count: number): Iterable<Buffer> {
  const exchange = [
    ['request', hook(body, [`Content-Encoding: ${coding}`])],
    ['answer', OK],
  ] as const;
  return talk(Array.from({ length: count }, () => exchange).flat());
}

function tower(height: number): Buffer {
  let bytes = Buffer.alloc(100 * MEGABYTE);
  for (let floor = 0; floor < height; floor++) bytes = gzipSync(bytes);
  return bytes;
}

function said(beginning: string, repeated: string, count: number, end: string): Iterable<Buffer> {
  return talk([
    ['request', Buffer.from(beginning + repeated.repeat(count) + end)],
    ['answer', OK],
  ]);
}

function posted(body: string): Iterable<Buffer> {
  return talk([
    ['request', hook(body)],
    ['answer', OK],
  ]);
}

function* talk(writes: readonly (readonly ['request' | 'answer', Buffer])[]): Iterable<Buffer> {
  yield fileHeader();
  yield* conversation(writes);
}
