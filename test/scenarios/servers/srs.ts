/** SRS, by its documents (HTTP callback) and the source that sends its hooks. */
import type { Random } from '../../../samples/builder/index.ts';
import type { JsonObject } from '../../../samples/hooks/index.ts';
import {
  SRS_HEARTBEAT,
  type SrsClient,
  srsClosePayload,
  srsConnectPayload,
  srsRequest,
  srsSegmentPayload,
  srsStreamPayload,
} from '../../../samples/servers/index.ts';
import type { CourseHook, PairRule, ServerAnswer, ServerHook, ServerProfile } from './server.ts';

const OK: readonly ServerAnswer[] = [
  { status: 200, body: '0' },
  { status: 200, body: '{"code":0,"data":null}' },
  { status: 201, body: '{"code": 0}' },
  { status: 200, body: '0', contentType: 'text/plain' },
];

/** A hook of a client, with what tells it apart. */
function hookOf(method: string, client: SrsClient, payload: JsonObject): ServerHook {
  const { stream } = payload;
  return { method, payload, keys: { client: client.id, stream: typeof stream === 'string' ? stream : null } };
}

/** The hooks of a client. */
export const srsHook = {
  connect: (client: SrsClient): ServerHook => hookOf('on_connect', client, srsConnectPayload(client)),
  close: (client: SrsClient): ServerHook => hookOf('on_close', client, srsClosePayload(client)),
  ofStream: (method: string, client: SrsClient): ServerHook =>
    hookOf(method, client, srsStreamPayload(method, client)),
  heartbeat: (): ServerHook => ({ method: 'heartbeat', payload: SRS_HEARTBEAT, keys: {} }),
  segment: (client: SrsClient, number: number): ServerHook =>
    hookOf('on_hls', client, srsSegmentPayload(client, number)),
};

/** A client over RTMP, whose connection ends with what it published or played, or as soon as it is refused. */
function overRtmp(random: Random, client: SrsClient, start: string, end: string): readonly CourseHook[] {
  const seconds = random.between(3, 90);
  const closed = { after: 0.02, hook: srsHook.close(client) };
  const segments = start === 'on_publish' ? random.below(3) : 0;
  return [
    { at: 0, hook: srsHook.connect(client), instead: [closed] },
    { at: 0.12, hook: srsHook.ofStream(start, client), needs: [0], instead: [closed] },
    ...Array.from({ length: segments }, (_, index) => ({
      at: 0.2 + ((index + 1) * seconds) / 4,
      hook: srsHook.segment(client, index),
      needs: [0, 1],
    })),
    { at: seconds, hook: srsHook.ofStream(end, client), needs: [0, 1] },
    { at: seconds + 0.06, hook: srsHook.close(client), needs: [0, 1] },
  ];
}

/** A client over WebRTC or HLS: no hook tells that it connects, or that its connection ends. */
function withoutConnection(
  random: Random,
  client: SrsClient,
  start: string,
  end: string,
): readonly CourseHook[] {
  return [
    { at: 0, hook: srsHook.ofStream(start, client) },
    { at: random.between(3, 120), hook: srsHook.ofStream(end, client), needs: [0] },
  ];
}

const sameStream = (one: ServerHook, other: ServerHook): boolean =>
  one.keys.client === other.keys.client && one.keys.stream === other.keys.stream;
const is =
  (method: string) =>
  ({ method: own }: ServerHook): boolean =>
    own === method;
const closedAfterwards = {
  is: (trigger: ServerHook, other: ServerHook): boolean =>
    other.method === 'on_close' && other.keys.client === trigger.keys.client,
  seconds: 5,
};

function endOf(id: string, start: string, end: string, severity: PairRule['severity']): PairRule {
  return {
    id,
    direction: 'forward',
    after: is(start),
    answer: 'ok',
    method: end,
    expect: (trigger, other) => other.method === end && sameStream(trigger, other),
    seconds: null,
    signs: [closedAfterwards],
    severity,
  };
}

function startOf(id: string, start: string, end: string): PairRule {
  return {
    id,
    direction: 'predecessor',
    after: is(end),
    answer: 'any',
    method: start,
    expect: (trigger, other) => other.method === start && sameStream(trigger, other),
    seconds: null,
    earlier: (trigger, other) => other.method === 'on_connect' && other.keys.client === trigger.keys.client,
    earlierOk: true,
    severity: 'error',
  };
}

export const SRS: ServerProfile = {
  dialect: 'srs',
  port: 8085,
  connections: 'per-hook',
  write: ({ method, payload }, host) => srsRequest(method, payload, host),
  accepted: ({ payload }) => OK[JSON.stringify(payload).length % OK.length] ?? { status: 200, body: '0' },
  bad: {
    refusal: [
      { status: 200, body: '{"code":1,"data":null}' },
      { status: 200, body: '{"code":403}' },
    ],
    body: [
      { status: 200, body: '' },
      { status: 200, body: '{}' },
      { status: 200, body: 'ok', contentType: 'text/plain' },
      { status: 200, body: '{"code":"0"}' },
      { status: 200, body: '"ok"' },
    ],
    status: [
      { status: 401, body: '' },
      { status: 403, body: '{"code":0}' },
      { status: 404, body: 'not found', contentType: 'text/plain' },
      { status: 500, body: '{"code":0}' },
      { status: 502, body: 'Bad Gateway', contentType: 'text/plain' },
      { status: 204, body: '' },
    ],
  },
  isJudged: () => true,
  timeoutSeconds: 30,
  retry: null,
  isEvent: ({ method }) => !['on_connect', 'on_publish', 'on_play'].includes(method),
  pairs: [
    {
      id: 'connect-close',
      direction: 'forward',
      after: is('on_connect'),
      answer: 'ok',
      method: 'on_close',
      expect: (trigger, other) => other.method === 'on_close' && other.keys.client === trigger.keys.client,
      seconds: null,
      severity: 'warning',
    },
    endOf('publish-unpublish', 'on_publish', 'on_unpublish', 'warning'),
    endOf('play-stop', 'on_play', 'on_stop', 'error'),
    startOf('publish-before-unpublish', 'on_publish', 'on_unpublish'),
    startOf('play-before-stop', 'on_play', 'on_stop'),
  ],
  course(random, number) {
    const client: SrsClient = {
      id: `${random.hex(6)}${number}`,
      ip: '198.51.100.23',
      stream: `livestream-${number}`,
      param: random.pick(['', '?token=0123456789abcdef']),
    };
    const publishes = random.chance(0.5);
    const start = publishes ? 'on_publish' : 'on_play';
    const end = publishes ? 'on_unpublish' : 'on_stop';
    return random.chance(0.7)
      ? overRtmp(random, client, start, end)
      : withoutConnection(random, client, start, end);
  },
};
