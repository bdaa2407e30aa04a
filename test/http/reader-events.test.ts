import { describe, expect, test } from 'vitest';
import type { ReadingContext } from '../../src/http/events.ts';
import { type ReaderInput, ReaderScript } from './reader-script.ts';

/** What is given, and the events that it leads to, step by step. */
type Steps = readonly (readonly [ReaderInput, ...string[]])[];

interface Story {
  readonly title: string;
  readonly context?: Partial<ReadingContext>;
  readonly steps: Steps;
}

const GET = 'GET /a HTTP/1.1\r\nHost: x\r\n\r\n';
const POST = 'POST /b HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello';
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n';

const STORIES: readonly Story[] = [
  {
    title: 'a role is told before the message that shows it, and pipelined messages in order',
    steps: [
      [
        GET + POST,
        'role request',
        'request GET v1.1 at 0',
        'request done /a to 28',
        'request POST v1.1 at 28',
        'request done /b to 72 "hello"',
      ],
    ],
  },
  {
    title: 'a request is told when its head is there, and again when it is complete',
    steps: [
      ['POST /b HTTP/1.1\r\nContent-', 'role request'],
      ['Length: 5\r\n\r\nhe', 'request POST v1.1 at 0'],
      ['llo', 'request done /b to 44 "hello"'],
    ],
  },
  {
    title: 'an interim response is no response, and its problems go to the one that follows',
    steps: [
      ['HTTP/1.1 100\r\n\r\n', 'role response', 'interim 100'],
      [`${OK}ok`, 'response at 16', 'response done 200 to 56 "ok"'],
    ],
  },
  {
    title: 'the role of the other direction makes a buffered start readable',
    steps: [
      ['ICY 200 OK\r\nContent-Length: 2\r\n\r\nok', 'doubtful'],
      [{ assume: 'response' }, 'response at 0', 'response done 200 to 35 "ok" !malformed-start-line'],
    ],
  },
  {
    title: 'a buffered start in the middle of a head waits for the rest',
    steps: [
      ['ICY 200 OK\r\nContent-', 'doubtful'],
      [{ assume: 'response' }],
      ['Length: 2\r\n\r\nok', 'response at 0', 'response done 200 to 35 "ok" !malformed-start-line'],
    ],
  },
  {
    title: 'a request line alone is complete once the other end speaks',
    steps: [
      ['GET /old\r\n'],
      [{ settle: 0 }],
      [{ settle: 10 }, 'role request', 'request GET v0.9 at 0', 'request done /old to 10 !http-0.9'],
    ],
  },
  {
    title: 'a request line alone is complete once its direction ends',
    steps: [
      ['GET /old\r\n'],
      [{ end: 'fin' }, 'role request', 'request GET v0.9 at 0', 'request done /old to 10 !http-0.9'],
    ],
  },
  {
    title: 'a gap in a sized body leaves its place known',
    steps: [
      ['POST /b HTTP/1.1\r\nContent-Length: 5\r\n\r\nh', 'role request', 'request POST v1.1 at 0'],
      [{ gap: 3 }],
      [
        `o${GET}`,
        'request done /b to 44 "ho" !lost-bytes',
        'request GET v1.1 at 44',
        'request done /a to 72',
      ],
    ],
  },
  {
    title: 'a gap beyond the end of a body loses the start line of another message',
    steps: [
      ['POST /b HTTP/1.1\r\nContent-Length: 5\r\n\r\nh', 'role request', 'request POST v1.1 at 0'],
      [{ gap: 30 }, 'request done /b to 44 "h" !lost-bytes', 'lost to 70, a start line too'],
      [`x}${GET}`, 'request GET v1.1 at 72', 'request done /a to 100'],
    ],
  },
  {
    title: 'a gap in a head ends that message, and what is kept shows the role first',
    steps: [
      ['GET /cut'],
      [
        { gap: 10, cause: 'cut' },
        'role request',
        'request GET v at 0',
        'request done /cut to 8? !cut-bytes',
        'lost to 18',
      ],
    ],
  },
  {
    title: 'a gap between messages may have taken one',
    steps: [
      [GET, 'role request', 'request GET v1.1 at 0', 'request done /a to 28'],
      [{ gap: 10 }, 'lost to 38, a start line too'],
      [{ gap: 10 }, 'lost to 48'],
      ['tail}'],
      [GET, 'request GET v1.1 at 53', 'request done /a to 81'],
    ],
  },
  {
    title: 'a search that finds a message tells its role, and what was skipped goes to that message',
    steps: [
      [{ gap: 0 }, 'midway at 0'],
      ['tail of a body}'],
      [GET, 'role request', 'request GET v1.1 at 15', 'request done /a to 43 !started-before-capture'],
    ],
  },
  {
    title: 'half a start line at the end of what was searched is made the most of',
    steps: [
      [{ gap: 0 }, 'midway at 0'],
      ['GET /a HTTP/1.1'],
      [{ end: 'reset' }, 'role request', 'request GET v1.1 at 0', 'request done /a to 15? !truncated'],
    ],
  },
  {
    title: 'a broken chunk ends the message and loses the place',
    steps: [
      [
        'POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokXX',
        'role request',
        'request POST v1.1 at 0',
        'request done /b to 53? "ok" !bad-chunk-size',
        'lost to 53',
      ],
    ],
  },
  {
    title: 'a body until close ends with FIN',
    steps: [
      ['HTTP/1.0 200 OK\r\n\r\nbo', 'role response', 'response at 0'],
      ['dy'],
      [{ end: 'fin' }, 'response done 200 to 23 "body"'],
    ],
  },
  {
    title: 'a body until close is broken off by anything else',
    steps: [
      ['HTTP/1.0 200 OK\r\n\r\nbody', 'role response', 'response at 0'],
      [{ end: 'reset' }, 'response done 200 to 23 broken off "body" !truncated'],
      ['HTTP/1.0 200 OK\r\n\r\nbody'],
    ],
  },
  {
    title: 'garbage behind a request goes to that request while it is open',
    context: { lastRequestOpen: true },
    steps: [
      [`${GET}\x00\x01`, 'role request', 'request GET v1.1 at 0', 'request done /a to 28'],
      [{ settle: 28 }, '!surplus-bytes behind the last request'],
    ],
  },
  {
    title: 'garbage behind a request that was given out is told as well',
    context: { lastRequestOpen: false },
    steps: [
      [`${GET}\x00\x01`, 'role request', 'request GET v1.1 at 0', 'request done /a to 28'],
      [GET, '!surplus-bytes behind the last request', 'request GET v1.1 at 30', 'request done /a to 58'],
    ],
  },
  {
    title: 'the first bytes of a server are a response where an HTTP/0.9 request waits',
    context: { waitingVersion: '0.9' },
    steps: [
      [{ assume: 'response' }],
      ['hello', 'response at 0'],
      [{ end: 'fin' }, 'response done 0 to 5 "hello" !http-0.9'],
    ],
  },
  {
    title: 'the same bytes are skipped where no request waits',
    steps: [[{ assume: 'response' }], ['hello', 'lost to 0']],
  },
  {
    title: 'a response that belongs to no request has no body where the next response follows at once',
    context: { methodOfResponse: null },
    steps: [
      [
        `${OK}HTTP/1.1 204 No\r\n\r\n`,
        'role response',
        'response at 0',
        'response done 200 to 38',
        'response at 38',
        'response done 204 to 57',
      ],
    ],
  },
  {
    title: 'a protocol that is not HTTP is told by the first bytes',
    steps: [['\x16'], ['\x03\x01', 'protocol tls']],
  },
];

describe('the events of one reader', () => {
  test.each(STORIES.map((story) => [story.title, story] as const))('%s', (_, { context, steps }) => {
    const script = new ReaderScript(undefined, context);
    const told = steps.map(([input]) => [input, ...script.give(input)]);
    expect(told).toEqual(steps);
  });
});

describe('what an event changes is known when the reader reads on', () => {
  test('three responses in one segment have bodies as their requests demand', () => {
    const methods = ['HEAD', 'GET', 'CONNECT'];
    const script = new ReaderScript((event, context) => {
      if (event.kind === 'response-begun') context.methodOfResponse = methods.shift();
      if (event.kind === 'protocol-found') script.reader.stop();
    });
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n';
    expect(script.give(`${head}${head}ok${head}not HTTP`)).toEqual([
      'role response',
      'response at 0',
      'response done 200 to 38',
      'response at 38',
      'response done 200 to 78 "ok"',
      'response at 78',
      'response done 200 to 116',
      'protocol tunnel',
    ]);
  });

  test('a reader that is stopped within a segment leaves the rest unread', () => {
    const script = new ReaderScript((event) => {
      if (event.kind === 'protocol-found') script.reader.stop();
    });
    const upgrade = 'HTTP/1.1 101 Go\r\nConnection: upgrade\r\nUpgrade: WebSocket\r\n\r\n';
    expect(script.give(`${upgrade}HTTP/1.1 200 OK\r\n\r\n`)).toEqual([
      'role response',
      'response at 0',
      'response done 101 to 60',
      'protocol websocket',
    ]);
    expect(script.give(OK)).toEqual([]);
  });

  test('a reader that is stopped when its role is told tells nothing of the message that showed it', () => {
    const script = new ReaderScript((event) => {
      if (event.kind === 'role-learned') script.reader.stop();
    });
    expect(script.give('GET /cut')).toEqual([]);
    expect(script.give({ gap: 10 })).toEqual(['role request']);
  });
});
