import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Exchange, HttpConnection, looksLikeHttp } from '../../src/http/index.ts';
import { ConnectionTracker } from '../../src/stream/index.ts';
import { frameAt, handshake, type Sent, segmentOf } from '../stream/segments.ts';

interface Talk {
  readonly request: string;
  readonly answer: string;
}

const post = (name: string, body: string): string =>
  `POST /EchoApp/${name} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const chunked = (body: string, size: number): string => {
  const pieces: string[] = [];
  for (let at = 0; at < body.length; at += size) {
    const piece = body.slice(at, at + size);
    pieces.push(`${piece.length.toString(16)}\r\n${piece}\r\n`);
  }
  return `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${pieces.join('')}0\r\n\r\n`;
};
const plain = (status: string, body: string): string =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

const talks = fc.array(
  fc.record({
    name: fc.constantFrom('connect', 'CallStatusEvent', 'HTTP', 'POST'),
    body: fc.string({
      unit: fc.constantFrom('a', '{', '"', '\r', '\n', 'HTTP/1.1 200 OK', 'POST / HTTP/1.1\r\n'),
      maxLength: 12,
    }),
    form: fc.constantFrom('chunked', 'plain', 'refused', 'interim'),
    chunk: fc.integer({ min: 1, max: 20 }),
  }),
  { minLength: 1, maxLength: 5 },
);

/** The segments of a conversation, each request sent when the answer before it was read. */
function segmentsOf(conversation: readonly Talk[], cuts: () => number, pipelined: boolean): readonly Sent[] {
  const sent: Sent[] = [];
  let asked = 0;
  let answered = 0;
  const send = (from: 'client' | 'server', text: string, base: number, ack: number): void => {
    for (let at = 0; at < text.length; ) {
      const data = text.slice(at, at + cuts());
      sent.push({ from, seq: base + at, ack, data });
      at += data.length;
    }
  };
  for (const { request } of pipelined ? conversation : []) {
    send('client', request, 1001 + asked, 5001);
    asked += request.length;
  }
  for (const { request, answer } of conversation) {
    if (!pipelined) {
      send('client', request, 1001 + asked, 5001 + answered);
      asked += request.length;
    }
    send('server', answer, 5001 + answered, 1001 + asked);
    answered += answer.length;
  }
  return sent;
}

/** What a person would call the same exchanges: everything but frames, times and places. */
function exchangesOf(segments: readonly Sent[]): readonly string[] {
  const found: Exchange[] = [];
  const tracker = new ConnectionTracker({
    ports: null,
    wakes: looksLikeHttp,
    open: () => new HttpConnection({ onExchange: (exchange) => found.push(exchange) }, { hash: false }),
  });
  segments.forEach((one, index) => {
    tracker.segment(frameAt(index + 1, index / 1e5), segmentOf(one));
  });
  tracker.finish();
  return found.map(({ request, response, interim, problems }) =>
    JSON.stringify({
      request: request && [
        request.method,
        request.target,
        request.body.bytes.toString('latin1'),
        request.body.complete,
      ],
      answer: response && [response.status, response.body.bytes.toString('latin1'), response.body.complete],
      interim,
      problems: problems.map((problem) => problem.kind),
    }),
  );
}

describe('the same conversation gives the same exchanges', () => {
  it('however it is cut into segments, reordered and repeated', () => {
    fc.assert(
      fc.property(
        talks,
        fc.infiniteStream(fc.integer({ min: 1, max: 60 })),
        fc.infiniteStream(fc.nat(10_000)),
        fc.boolean(),
        (shapes, sizes, keys, pipelined) => {
          const conversation = shapes.map(({ name, body, form, chunk }): Talk => {
            const request = post(name, body);
            if (form === 'chunked') return { request, answer: chunked(body, chunk) };
            if (form === 'refused') return { request, answer: plain('403 Forbidden', '') };
            const answer = plain('200 OK', body);
            return {
              request,
              answer: form === 'interim' ? `HTTP/1.1 100 Continue\r\n\r\n${answer}` : answer,
            };
          });
          const whole = exchangesOf([...handshake(), ...segmentsOf(conversation, () => 1e6, pipelined)]);
          expect(whole).toHaveLength(conversation.length);
          const pieces = segmentsOf(conversation, () => sizes.next().value as number, pipelined);
          expect(exchangesOf([...handshake(), ...pieces])).toEqual(whole);
          const shuffled = [...pieces, ...pieces.filter((_, index) => index % 4 === 0)]
            .map((piece) => ({ piece, key: keys.next().value as number }))
            .sort((one, other) => one.key - other.key)
            .map(({ piece }) => piece);
          expect(exchangesOf([...handshake(), ...shuffled])).toEqual(whole);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('byte by byte', () => {
    const conversation = [
      { request: post('connect', '{"a":1}'), answer: chunked('{"a":1}', 3) },
      { request: post('call', '{}'), answer: plain('403 Forbidden', '') },
    ];
    const whole = exchangesOf([...handshake(), ...segmentsOf(conversation, () => 1e6, false)]);
    expect(exchangesOf([...handshake(), ...segmentsOf(conversation, () => 1, false)])).toEqual(whole);
    expect(whole).toHaveLength(2);
  });
});
