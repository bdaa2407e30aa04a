import { describe, expect, it } from 'vitest';
import { FLAG, FRAME } from '../../src/http2/frame.ts';
import { deliver, type Piece } from './conversation.ts';
import { answered, asked, data, frame, goaway, PREFACE, reset, SETTINGS } from './frames.ts';

const client = (...bytes: readonly Buffer[]): Piece => ({ direction: 0, bytes: Buffer.concat(bytes) });
const server = (...bytes: readonly Buffer[]): Piece => ({ direction: 1, bytes: Buffer.concat(bytes) });
const OPENING = [client(PREFACE, SETTINGS), server(SETTINGS)];

function endsOf(
  pieces: readonly Piece[],
  end: 'fin' | 'reset' | 'capture' | null = 'fin',
): readonly object[] {
  return deliver([...OPENING, ...pieces], { end }).exchanges.map((exchange) => ({
    path: exchange.request?.target ?? null,
    status: exchange.response?.status ?? null,
    end: exchange.end,
    ...(exchange.streamEnd !== undefined && { streamEnd: exchange.streamEnd, frame: exchange.endFrame }),
    problems: exchange.problems.map(({ kind }) => kind),
  }));
}

describe('a stream that is reset', () => {
  it('by the server that did not process it, is told with that', () => {
    expect(endsOf([client(asked(1), data(1, '{}')), server(reset(1, 7))])).toEqual([
      {
        path: '/hook',
        status: null,
        end: 'stream-reset',
        streamEnd: { by: 'response', error: 'REFUSED_STREAM', isUnprocessed: true },
        frame: 4,
        problems: [],
      },
    ]);
  });

  it('by the client that waits no longer, is told once all that it had received was read', () => {
    const pieces = [client(asked(1), data(1, '{}')), server(answered(1)), client(reset(1, 8))];
    expect(endsOf(pieces)).toEqual([
      {
        path: '/hook',
        status: 200,
        end: 'stream-reset',
        streamEnd: { by: 'request', error: 'CANCEL', isUnprocessed: false },
        frame: 5,
        problems: ['truncated'],
      },
    ]);
  });

  it('by the client after its response was whole, was answered', () => {
    const pieces = [
      client(asked(1, {}, FLAG.endStream)),
      server(answered(1), data(1, 'yes')),
      client(reset(1, 5)),
    ];
    expect(endsOf(pieces)).toEqual([{ path: '/hook', status: 200, end: 'answered', problems: [] }]);
  });

  it('by the server in the middle of a request that the client sends to its end all the same, has the whole request', () => {
    const pieces: Piece[] = [
      client(asked(1), data(1, '{"a":', 0)),
      server(reset(1, 11)),
      { ...client(data(1, '1}')), acknowledged: 9 },
    ];
    const { exchanges } = deliver([...OPENING, ...pieces]);
    expect(exchanges.map(({ request }) => request?.body.bytes.toString())).toEqual(['{"a":1}']);
    expect(exchanges[0]?.streamEnd?.error).toBe('ENHANCE_YOUR_CALM');
    expect(exchanges[0]?.problems).toEqual([]);
  });

  it('by the server after an early response, was answered', () => {
    const pieces = [
      client(asked(1), data(1, 'abc', 0)),
      server(answered(1, { ':status': '413' }, FLAG.endStream), reset(1, 0)),
      client(goaway(0, 0)),
    ];
    expect(endsOf(pieces)).toEqual([
      { path: '/hook', status: 413, end: 'answered', problems: ['truncated'] },
    ]);
  });

  it('with a code that nobody registered, is told with its number', () => {
    expect(endsOf([client(asked(1), data(1, '{}')), server(reset(1, 0x2a))])).toMatchObject([
      { streamEnd: { error: '0x2a' } },
    ]);
  });
});

describe('GOAWAY', () => {
  it('leaves out the streams above the last one that it names, and those that begin after it', () => {
    const pieces = [
      client(asked(1, { ':path': '/one' }, FLAG.endStream), asked(3, { ':path': '/three' }, FLAG.endStream)),
      server(goaway(1, 11)),
      client(asked(5, { ':path': '/five' }, FLAG.endStream)),
      server(answered(1), data(1, 'yes')),
    ];
    const streamEnd = { by: 'response', error: 'ENHANCE_YOUR_CALM', isUnprocessed: true };
    expect(endsOf(pieces)).toEqual([
      { path: '/three', status: null, end: 'goaway', streamEnd, frame: 4, problems: [] },
      { path: '/five', status: null, end: 'goaway', streamEnd, frame: 4, problems: [] },
      { path: '/one', status: 200, end: 'answered', problems: [] },
    ]);
  });

  it('that only announces the end leaves out nothing', () => {
    const pieces = [
      server(goaway(2 ** 31 - 1, 0)),
      client(asked(1, {}, FLAG.endStream)),
      server(answered(1, {}, FLAG.endStream)),
    ];
    expect(endsOf(pieces)).toEqual([{ path: '/hook', status: 200, end: 'answered', problems: [] }]);
  });

  it('with an error, is why the connection ended that its side closed then', () => {
    const pieces = [client(asked(1, {}, FLAG.endStream)), server(goaway(1, 2))];
    expect(endsOf(pieces)).toEqual([
      {
        path: '/hook',
        status: null,
        end: 'goaway',
        streamEnd: { by: 'response', error: 'INTERNAL_ERROR', isUnprocessed: false },
        frame: 4,
        problems: [],
      },
    ]);
  });

  it('of the client leaves out nothing that the client asked for', () => {
    const pieces = [
      client(asked(1, {}, FLAG.endStream), goaway(0, 0)),
      server(answered(1, {}, FLAG.endStream)),
    ];
    expect(endsOf(pieces)).toEqual([{ path: '/hook', status: 200, end: 'answered', problems: [] }]);
  });
});

describe('the end of the connection', () => {
  it.each(['fin', 'reset', 'capture'] as const)('by %s is that of all open streams', (end) => {
    const pieces = [client(asked(1, {}, FLAG.endStream), asked(3), data(3, 'a', 0)), server(answered(1))];
    expect(endsOf(pieces, end)).toEqual([
      { path: '/hook', status: 200, end, problems: ['truncated'] },
      { path: '/hook', status: null, end, problems: ['truncated'] },
    ]);
  });

  it('is not there: requests wait, and their place is under way', () => {
    const { connection, exchanges } = deliver([...OPENING, client(asked(1, {}, FLAG.endStream))], {
      end: null,
    });
    expect(exchanges).toEqual([]);
    expect(connection.waiting.map(({ request }) => request.target)).toEqual(['/hook']);
    expect(connection.firstFrameUnderWay).toBe(3);
    expect([connection.idle, connection.resting, connection.protocol]).toEqual([false, null, 'http2']);
  });
});

describe('what a server pushes', () => {
  it('is no exchange of the client, and its header changes the table all the same', () => {
    const promised = Buffer.concat([Buffer.from([0, 0, 0, 2]), Buffer.from([0x40, 1, 0x61, 1, 0x62])]);
    const pieces = [
      client(asked(1, {}, FLAG.endStream)),
      server(frame(FRAME.pushPromise, FLAG.endHeaders, 1, promised)),
      server(frame(FRAME.headers, FLAG.endHeaders, 2, Buffer.from([0x88])), data(2, 'pushed')),
      server(frame(FRAME.headers, FLAG.endHeaders | FLAG.endStream, 1, Buffer.from([0x88, 0xbe]))),
    ];
    const { exchanges } = deliver([...OPENING, ...pieces]);
    expect(exchanges.map(({ response }) => response?.headers)).toEqual([['a', 'b']]);
  });
});
