import { describe, expect, it } from 'vitest';
import { FLAG, FRAME } from '../../src/http2/frame.ts';
import { deliver, type Piece } from './conversation.ts';
import { answered, asked, data, frame, PREFACE, reset, SETTINGS } from './frames.ts';

const client = (...bytes: readonly Buffer[]): Piece => ({ direction: 0, bytes: Buffer.concat(bytes) });
const server = (...bytes: readonly Buffer[]): Piece => ({ direction: 1, bytes: Buffer.concat(bytes) });
const lost = (piece: Piece): Piece => ({ ...piece, isLost: true });
const OPENING = [client(PREFACE, SETTINGS), server(SETTINGS)];

describe('bytes that the capture lacks', () => {
  it('within the data of a frame are a hole of known length in that body alone', () => {
    const whole = data(1, 'abcdef');
    const pieces = [
      client(asked(1), asked(3), data(3, 'xyz'), whole.subarray(0, 11)),
      lost(client(whole.subarray(11, 13))),
      client(whole.subarray(13)),
      server(answered(1, {}, FLAG.endStream), answered(3, {}, FLAG.endStream)),
    ];
    const [first, second] = deliver([...OPENING, ...pieces]).exchanges;
    expect(first?.request?.body).toMatchObject({ length: 6, lost: 2, wholeLength: 2, complete: false });
    expect(first?.problems.map(({ kind }) => kind)).toEqual(['lost-bytes']);
    expect(second?.problems).toEqual([]);
    expect(second?.request?.body.bytes.toString()).toBe('xyz');
  });

  it('of several frames may be of any open message: what comes before them is its sure beginning', () => {
    const pieces = [
      client(asked(1), data(1, 'abc', 0)),
      lost(client(data(1, 'def', 0))),
      client(data(1, 'ghi')),
      server(answered(1, {}, FLAG.endStream)),
    ];
    const [exchange] = deliver([...OPENING, ...pieces]).exchanges;
    expect(exchange?.request?.body).toMatchObject({ wholeLength: 3, complete: false });
    expect(exchange?.problems.map(({ kind }) => kind)).toEqual(['lost-bytes']);
  });

  it('took nothing from a message of which all came that it announced', () => {
    const pieces = [
      client(asked(1, { 'content-length': '6' }), data(1, 'abc', 0)),
      lost(client(frame(FRAME.ping, 0, 0, Buffer.alloc(8)))),
      client(data(1, 'def')),
      server(answered(1, {}, FLAG.endStream)),
    ];
    const [exchange] = deliver([...OPENING, ...pieces]).exchanges;
    expect(exchange?.request?.body).toMatchObject({ wholeLength: 6, complete: true });
    expect(exchange?.problems).toEqual([]);
  });

  it('may have held the response that did not come', () => {
    const answer = server(answered(1, {}, FLAG.endStream));
    const pieces = [client(asked(1, {}, FLAG.endStream)), lost(answer)];
    const [exchange] = deliver([...OPENING, ...pieces]).exchanges;
    expect(exchange?.problems.map(({ kind, side }) => [kind, side])).toEqual([['lost-bytes', 'response']]);
  });

  it('cut off a header block: the fields before them are told', () => {
    const head = asked(1, { 'x-long': 'v'.repeat(100) }, FLAG.endStream);
    const pieces = [
      client(head.subarray(0, 80)),
      lost(client(head.subarray(80))),
      server(answered(1, {}, FLAG.endStream)),
    ];
    const [exchange] = deliver([...OPENING, ...pieces], { gapCause: 'cut' }).exchanges;
    expect(exchange?.request).toMatchObject({ method: 'POST', target: '/hook', unknownFields: 1 });
    expect(exchange?.problems.map(({ kind }) => kind)).toContain('cut-bytes');
  });
});

describe('directions that are read one ahead of the other', () => {
  it('do not make a response that the client had received one that it gave up', () => {
    const answer = server(answered(1), data(1, 'yes'));
    const pieces: Piece[] = [
      client(asked(1, {}, FLAG.endStream)),
      // The client had the whole response when it reset the stream; the capture shows it later.
      { ...client(reset(1, 5)), acknowledged: SETTINGS.length + answer.bytes.length },
      answer,
    ];
    const { exchanges } = deliver([...OPENING, ...pieces]);
    expect(exchanges.map(({ response, end }) => [response?.status, end])).toEqual([[200, 'answered']]);
  });

  it('pair a response with the request that is read after it', () => {
    const pieces: Piece[] = [
      { ...server(answered(1), data(1, 'yes')), acknowledged: 1000 },
      client(asked(1), data(1, '{}')),
    ];
    const { exchanges } = deliver([...OPENING, ...pieces]);
    expect(exchanges.map(({ request, response }) => [request?.target, response?.status])).toEqual([
      ['/hook', 200],
    ]);
  });
});

describe('the size of the table that a side allows', () => {
  const small = frame(FRAME.settings, 0, 0, Buffer.from('000100000064', 'hex'));
  const ack = frame(FRAME.settings, FLAG.ack, 0);
  const head = (block: string): Buffer =>
    frame(FRAME.headers, FLAG.endHeaders | FLAG.endStream, 1, Buffer.from(block, 'hex'));

  it('holds from its acknowledgement on: a block that does not heed it is broken', () => {
    const pieces = (block: string): Piece[] => [
      client(PREFACE, SETTINGS),
      server(small),
      client(ack, head(block)),
      server(answered(1, {}, FLAG.endStream)),
    ];
    expect(deliver(pieces('3f45838684')).exchanges.map(({ problems }) => problems)).toEqual([[]]);
    expect(deliver(pieces('838684')).exchanges.map(({ request }) => request)).toEqual([null]);
  });

  it('is not known where settings may have been lost', () => {
    const pieces = [
      client(PREFACE, SETTINGS),
      server(small),
      lost(server(small)),
      client(ack, head('838684')),
      server(answered(1, {}, FLAG.endStream)),
    ];
    expect(deliver(pieces).exchanges.map(({ request }) => request?.target)).toEqual(['/']);
  });
});
