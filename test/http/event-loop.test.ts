import { describe, expect, test } from 'vitest';
import { HttpConnection } from '../../src/http/index.ts';
import { arrival } from './feed.ts';

/** Bytes of one segment, or how many are absent; of direction 0 or 1. What each end received is all that came before. */
type Delivery = readonly [direction: 0 | 1, content: string | number];

interface Scenario {
  readonly title: string;
  readonly deliveries: readonly Delivery[];
  /** What the sink is told, in order, up to the last delivery, and then at the end of both directions. */
  readonly told: readonly string[];
  readonly toldAtEnd?: readonly string[];
}

function play(deliveries: readonly Delivery[]): { told: string[]; toldAtEnd: string[] } {
  const lines: string[] = [];
  const connection = new HttpConnection(
    {
      onExchange: ({ request, response, problems }) => {
        const kinds = problems.map(({ side, kind }) => ` !${side}:${kind}`).join('');
        lines.push(`${request?.target ?? '-'} -> ${response?.status ?? '-'}${kinds}`);
      },
      onProtocol: (protocol) => lines.push(protocol),
    },
    { hash: false },
  );
  const offsets: [number, number] = [0, 0];
  let frame = 0;
  for (const [direction, content] of deliveries) {
    frame += 1;
    const at = arrival(frame, offsets[direction], offsets[direction === 0 ? 1 : 0]);
    if (typeof content === 'number') {
      connection.gap(direction, content, 'lost', at);
      offsets[direction] += content;
    } else {
      const bytes = Buffer.from(content, 'latin1');
      connection.data(direction, bytes, 0, bytes.length, at);
      offsets[direction] += bytes.length;
    }
  }
  const told = lines.splice(0);
  for (const direction of [1, 0] as const) {
    connection.end(direction, 'fin', arrival(frame + 1, offsets[direction], -1));
  }
  return { told, toldAtEnd: lines };
}

const GET = 'GET /a HTTP/1.1\r\nHost: x\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n';
const UPGRADE = 'Connection: upgrade\r\nUpgrade: websocket\r\n\r\n';

const SCENARIOS: readonly Scenario[] = [
  {
    title: 'one segment of requests, one of responses: each response is read as its request demands',
    deliveries: [
      [0, 'HEAD /h HTTP/1.1\r\n\r\nGET /g HTTP/1.1\r\n\r\nCONNECT c:1 HTTP/1.1\r\n\r\n'],
      [1, `${OK}${OK}ok${OK}HTTP/1.1 500 of another protocol\r\n\r\n`],
    ],
    told: ['http', '/h -> 200', '/g -> 200', 'c:1 -> 200', 'tunnel'],
  },
  {
    title: 'a response that was gathered before its role was known is read before the request that showed it',
    deliveries: [
      [1, 'ICY 200 OK\r\nContent-Length: 2\r\n\r\nok'],
      [0, GET],
    ],
    told: ['http', '/a -> 200 !response:malformed-start-line'],
  },
  {
    title: 'a request that was gathered before its role was known is read before the response that showed it',
    deliveries: [
      [0, 'RUN /a\r\nHost: x\r\n\r\n'],
      [1, `${OK}ok`],
    ],
    told: ['http', '/a -> 200 !request:unknown-method !request:malformed-start-line'],
  },
  {
    title: 'an upgrade within a segment ends the reading of that segment',
    deliveries: [
      [0, `GET /a HTTP/1.1\r\n${UPGRADE}`],
      [1, `HTTP/1.1 101 Go\r\n${UPGRADE}${OK}ok`],
      [0, GET],
    ],
    told: ['http', '/a -> 101', 'websocket'],
  },
  {
    title: 'nothing is told once HTTP is over, not even the request that showed it',
    deliveries: [
      [1, 'ICY 101 Go\r\n\r\n'],
      [0, GET],
    ],
    told: ['http', '- -> 101 !response:malformed-start-line', 'other'],
  },
  {
    title: 'two doubtful openings are no HTTP',
    deliveries: [
      [0, 'hello\r\n'],
      [1, '220 welcome\r\n'],
      [0, GET],
    ],
    told: ['other'],
  },
  {
    title: 'losses on both sides before a role is known count once it is',
    deliveries: [
      [0, 10],
      [1, 10],
      [1, `${OK}ok`],
      [0, GET],
    ],
    told: ['http', '- -> 200 !request:lost-bytes'],
    toldAtEnd: ['/a -> -'],
  },
  {
    title: 'a loss before a role is known explains why a request has no response',
    deliveries: [
      [0, 'GET /a'],
      [1, 40],
      [0, ' HTTP/1.1\r\n\r\n'],
    ],
    told: ['http'],
    toldAtEnd: ['/a -> - !response:lost-bytes'],
  },
  {
    title: 'losses on both sides: the request whose response was lost comes before the next pair',
    deliveries: [
      [0, GET],
      [1, 40],
      [0, 28],
      [0, GET],
      [1, `${OK}ok`],
    ],
    told: ['http', '/a -> - !response:lost-bytes', '/a -> 200'],
  },
];

describe('what the sink is told, in order', () => {
  test.each(SCENARIOS.map((scenario) => [scenario.title, scenario] as const))('%s', (_, scenario) => {
    const { deliveries, told, toldAtEnd = [] } = scenario;
    expect(play(deliveries)).toEqual({ told, toldAtEnd });
  });
});
