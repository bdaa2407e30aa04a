import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/http/index.ts';
import { FLAG, FRAME } from '../../src/http2/frame.ts';
import { looksLikeHttpOfAnyVersion } from '../../src/http2/index.ts';
import { cut, deliver, type Piece } from './conversation.ts';
import { answered, asked, data, frame, literals, PREFACE, SETTINGS } from './frames.ts';

const client = (...bytes: readonly (Buffer | string)[]): Piece => ({
  direction: 0,
  bytes: Buffer.concat(bytes.map((each) => Buffer.from(each))),
});
const server = (...bytes: readonly (Buffer | string)[]): Piece => ({ ...client(...bytes), direction: 1 });

const UPGRADE =
  'POST /first HTTP/1.1\r\nHost: backend\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\nContent-Length: 2\r\n\r\n{}';
const SWITCHING = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
const PLAIN = 'GET /plain HTTP/1.1\r\nHost: backend\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

function told(exchanges: readonly Exchange[]): readonly string[] {
  return exchanges.map(
    ({ request, response, interim, end }) =>
      `${request?.method ?? '-'} ${request?.target ?? '-'} ${request?.version ?? '-'} > ${response?.status ?? '-'} ${response?.version ?? '-'} ${response?.body.bytes.toString() ?? ''} [${interim.join()}] ${end}`,
  );
}

describe('prior knowledge', () => {
  const pieces = [
    client(PREFACE, SETTINGS, asked(1), data(1, '{}')),
    server(SETTINGS, answered(1), data(1, 'yes')),
  ];
  const expected = ['POST /hook 2 > 200 2 yes [] answered'];

  it.each([
    ['in whole segments', pieces],
    ['byte by byte', cut(pieces, [1])],
    ['in pieces', cut(pieces, [7, 3, 30])],
    ['with the server first', [server(SETTINGS), ...pieces.slice(0, 1), server(answered(1), data(1, 'yes'))]],
    [
      'with the client as the one that answered the SYN',
      pieces.map((piece): Piece => ({ ...piece, direction: piece.direction === 0 ? 1 : 0 })),
    ],
  ])('%s', (_, given) => {
    const { exchanges, protocols } = deliver(given);
    expect(told(exchanges)).toEqual(expected);
    expect(protocols).toEqual(['http2']);
  });

  it('that was agreed on before (ALPN) needs nothing to be found out', () => {
    const { exchanges, protocols } = deliver(cut(pieces, [5]), { options: { hash: false, protocol: 'h2' } });
    expect(told(exchanges)).toEqual(expected);
    expect(protocols).toEqual(['http2']);
  });
});

describe('Upgrade: h2c', () => {
  const answer = [answered(1), data(1, 'first')];
  const second = [
    client(asked(3, { ':path': '/second' }, FLAG.endStream)),
    server(answered(3), data(3, 'second')),
  ];
  const expected = [
    'POST /first 1.1 > 200 2 first [101] answered',
    'POST /second 2 > 200 2 second [] answered',
  ];

  it.each([
    [
      'with the answer right behind 101',
      [client(UPGRADE), server(SWITCHING, SETTINGS, ...answer), client(PREFACE, SETTINGS), ...second],
    ],
    [
      'with the preface first',
      [client(UPGRADE), server(SWITCHING, SETTINGS), client(PREFACE, SETTINGS), server(...answer), ...second],
    ],
    [
      'with the preface read before 101, which came late',
      [client(UPGRADE), client(PREFACE, SETTINGS), server(SWITCHING, SETTINGS, ...answer), ...second],
    ],
  ])('%s', (_, pieces) => {
    // Each piece by itself: a client sends its preface in a segment of its own, once it has 101.
    const cutPieces = pieces.flatMap((piece) =>
      cut([piece], [9, 40]).map((part) => ({ ...part, acknowledged: -1 })),
    );
    for (const given of [pieces, cutPieces]) {
      expect(told(deliver(given).exchanges)).toEqual(expected);
    }
  });

  it('behind other exchanges of the connection', () => {
    const pieces = [
      client(PLAIN),
      server(OK),
      client(UPGRADE),
      server(SWITCHING, SETTINGS, ...answer),
      client(PREFACE, SETTINGS),
      ...second,
    ];
    const { exchanges, protocols } = deliver(pieces);
    expect(told(exchanges)).toEqual(['GET /plain 1.1 > 200 1.1  [] answered', ...expected]);
    expect(protocols).toEqual(['http', 'http2']);
  });

  it('that the server does not heed stays HTTP/1.1', () => {
    const { exchanges, protocols } = deliver([client(UPGRADE), server(OK), client(PLAIN), server(OK)]);
    expect(told(exchanges)).toEqual([
      'POST /first 1.1 > 200 1.1  [] answered',
      'GET /plain 1.1 > 200 1.1  [] answered',
    ]);
    expect(protocols).toEqual(['http']);
  });

  it('of another protocol is not HTTP/2', () => {
    const websocket = UPGRADE.replace('h2c', 'websocket');
    const { protocols } = deliver([client(websocket), server(SWITCHING.replace('h2c', 'websocket'))]);
    expect(protocols).toEqual(['http', 'websocket']);
  });
});

describe('a capture that begins within a connection', () => {
  /** POST, an entry of the table that is not known, and a content type that is. */
  const midway = frame(FRAME.headers, FLAG.endHeaders, 7, Buffer.from([0x83, 0x86, 0xc4, 0xc3]));
  const known = literals({ ':method': 'POST', ':scheme': 'http', ':path': '/hook', a: 'b' });

  it('tells what it knows: the method, the body, and that the path is not known', () => {
    const { exchanges, protocols } = deliver(
      [
        client(midway, data(7, '{"a":1}')),
        server(frame(FRAME.headers, FLAG.endHeaders, 7, Buffer.from([0x88, 0xbe])), data(7, 'yes')),
      ],
      { midway: true },
    );
    expect(protocols).toEqual(['http2']);
    expect(exchanges).toHaveLength(1);
    const [exchange] = exchanges;
    expect(exchange?.request).toMatchObject({
      method: 'POST',
      target: '',
      targetCut: true,
      unknownFields: 2,
    });
    expect(exchange?.request?.body.bytes.toString()).toBe('{"a":1}');
    expect(exchange?.response).toMatchObject({ status: 200, unknownFields: 1 });
    expect(exchange?.problems.map(({ kind, side }) => [kind, side])).toEqual([
      ['http2-fields-unknown', 'request'],
      ['http2-fields-unknown', 'response'],
    ]);
  });

  it('tells no status that it does not know', () => {
    const { exchanges } = deliver(
      [
        client(frame(FRAME.headers, FLAG.endHeaders | FLAG.endStream, 7, known)),
        server(frame(FRAME.headers, FLAG.endHeaders | FLAG.endStream, 7, Buffer.from([0xbe]))),
      ],
      { midway: true },
    );
    expect(exchanges.map(({ response, end }) => [response, end])).toEqual([[null, 'answered']]);
    expect(exchanges[0]?.problems.map(({ kind, side }) => [kind, side])).toEqual([
      ['http2-fields-unknown', 'response'],
    ]);
  });

  it('finds the first frame behind the rest of one that had begun before', () => {
    const { exchanges } = deliver(
      [
        client(Buffer.alloc(300, 0x61)),
        client(
          Buffer.alloc(200, 0x61),
          data(5, 'end'),
          frame(FRAME.headers, FLAG.endHeaders | FLAG.endStream, 7, known),
        ),
        client(frame(FRAME.headers, FLAG.endHeaders | FLAG.endStream, 9, known)),
        server(answered(9, {}, FLAG.endStream)),
      ],
      { midway: true },
    );
    expect(told(exchanges)).toContain('POST /hook 2 > 200 2  [] answered');
  });

  it('tells of a coded body whose coding is not known that it cannot be read, and reads plain JSON', () => {
    const bodies = [Buffer.from('{"a":1}'), Buffer.from([0x8b, 0x00, 0x80])];
    const { exchanges } = deliver(
      bodies.map((body, index) =>
        client(
          frame(FRAME.headers, FLAG.endHeaders, 7 + 2 * index, Buffer.from([0x83, 0xc4])),
          data(7 + 2 * index, body),
        ),
      ),
      { midway: true },
    );
    expect(exchanges.map(({ request }) => request?.body.decoded)).toEqual([true, false]);
  });
});

describe('what is no HTTP/2', () => {
  it.each([
    ['a protocol with lengths of four bytes', Buffer.from('0000000400000000000000080000000100000002', 'hex')],
    ['zeros', Buffer.alloc(100)],
    ['a text that begins like the preface', Buffer.from('PRI * HTTP/1.1\r\n\r\n')],
    ['frames without a header block', Buffer.concat([SETTINGS, frame(FRAME.ping, 0, 0, Buffer.alloc(8))])],
  ])('%s', (_, bytes) => {
    expect(looksLikeHttpOfAnyVersion(bytes, 0, bytes.length) && bytes[0] === 0).toBe(false);
    const { protocols, exchanges } = deliver([client(bytes), server(bytes), client(bytes)], { midway: true });
    expect(protocols).not.toContain('http2');
    expect(exchanges.filter(({ request }) => request?.version === '2')).toEqual([]);
  });
});
