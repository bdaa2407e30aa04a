/** ZLMediaKit, by its wiki and the source that sends its hooks. */
import type { Random } from '../../../samples/builder/index.ts';
import type { JsonObject } from '../../../samples/hooks/index.ts';
import {
  type ZlmStream,
  zlmFlowPayload,
  zlmPlayPayload,
  zlmPublishPayload,
  zlmRegisteredPayload,
  zlmRequest,
  zlmUnregisteredPayload,
} from '../../../samples/servers/index.ts';
import type { CourseHook, ServerHook, ServerProfile } from './server.ts';

const SCHEMAS = ['rtsp', 'rtmp', 'fmp4', 'ts', 'hls'] as const;

/** A hook about a stream, with what tells it apart. */
function hookOf(method: string, stream: ZlmStream, payload: JsonObject): ServerHook {
  const { schema, regist } = payload;
  return {
    method,
    payload,
    keys: {
      stream: stream.stream,
      schema: typeof schema === 'string' ? schema : null,
      regist: typeof regist === 'boolean' ? String(regist) : null,
    },
  };
}

/** The hooks about a stream. */
export const zlmHook = {
  keepalive: (): ServerHook => ({
    method: 'on_server_keepalive',
    payload: { mediaServerId: 'zlm-1', hook_index: 0, data: { MediaSource: 0 } },
    keys: {},
  }),
  publish: (stream: ZlmStream): ServerHook => hookOf('on_publish', stream, zlmPublishPayload(stream)),
  play: (stream: ZlmStream): ServerHook => hookOf('on_play', stream, zlmPlayPayload(stream)),
  flow: (stream: ZlmStream, player: boolean): ServerHook =>
    hookOf('on_flow_report', stream, zlmFlowPayload(stream, player)),
  registered: (stream: ZlmStream, schema: string): ServerHook =>
    hookOf('on_stream_changed', stream, zlmRegisteredPayload(stream, schema, 1_700_000_000)),
  unregistered: (stream: ZlmStream, schema: string): ServerHook =>
    hookOf('on_stream_changed', stream, zlmUnregisteredPayload(stream, schema)),
};

/** A client that pushes a stream, which is then offered in some forms until the client has gone. */
function pushed(random: Random, stream: ZlmStream): readonly CourseHook[] {
  const schemas = SCHEMAS.slice(0, random.between(1, SCHEMAS.length));
  const ready = random.between(100, 9000) / 1000;
  const over = ready + random.between(5, 90);
  return [
    { at: 0, hook: zlmHook.publish(stream) },
    ...schemas.map((schema, index) => ({
      at: ready + index * 0.02,
      hook: zlmHook.registered(stream, schema),
      needs: [0],
    })),
    ...(random.chance(0.7) ? [{ at: over, hook: zlmHook.flow(stream, false), needs: [0] }] : []),
    ...schemas.map((schema, index) => ({
      at: over + 0.05 + index * 0.02,
      hook: zlmHook.unregistered(stream, schema),
      needs: [0],
    })),
  ];
}

function played(random: Random, stream: ZlmStream): readonly CourseHook[] {
  const seconds = random.between(3, 60);
  return [
    { at: 0, hook: zlmHook.play(stream) },
    ...(random.chance(0.7) ? [{ at: seconds, hook: zlmHook.flow(stream, true), needs: [0] }] : []),
  ];
}

export const ZLMEDIAKIT: ServerProfile = {
  dialect: 'zlmediakit',
  port: 8080,
  connections: 'kept',
  write: ({ method, payload }, host) => zlmRequest(method, payload, host),
  accepted: ({ method }) => ({
    status: 200,
    body:
      method === 'on_publish' ? '{"code":0,"msg":"success","enable_hls":true}' : '{"code":0,"msg":"success"}',
  }),
  bad: {
    refusal: [
      { status: 200, body: '{"code":-1,"msg":"no permission"}' },
      { status: 200, body: '{"code":1}' },
    ],
    body: [
      { status: 200, body: '' },
      { status: 200, body: '{}' },
      { status: 200, body: 'success', contentType: 'text/plain' },
      { status: 200, body: '{"code":"0","msg":"success"}' },
    ],
    status: [
      { status: 201, body: '{"code":0}' },
      { status: 401, body: '{"code":0}' },
      { status: 404, body: 'not found', contentType: 'text/plain' },
      { status: 500, body: '' },
      { status: 502, body: 'Bad Gateway', contentType: 'text/plain' },
    ],
  },
  isJudged: () => true,
  timeoutSeconds: 10,
  retry: { after: ['no-response', 'status', 'body'], delays: [3], again: (hook) => hook },
  // Each hook has a number of its own: none is another one said again.
  isEvent: () => false,
  // Each hook that is sent, also one that is sent again, takes the next number.
  numbered: (hooks) =>
    hooks.map((hook, index) => ({ ...hook, payload: { ...hook.payload, hook_index: index + 17 } })),
  counter: ({ payload }) => Number(payload.hook_index),
  pairs: [
    {
      id: 'publish-registered',
      direction: 'forward',
      after: ({ method }) => method === 'on_publish',
      answer: 'ok',
      method: 'on_stream_changed',
      expect: (trigger, { method, keys }) =>
        method === 'on_stream_changed' && keys.regist === 'true' && keys.stream === trigger.keys.stream,
      seconds: 15,
      metBefore: 'any',
      severity: 'warning',
    },
    {
      id: 'registered-unregistered',
      direction: 'forward',
      after: ({ method, keys }) => method === 'on_stream_changed' && keys.regist === 'true',
      answer: 'any',
      method: 'on_stream_changed',
      expect: (trigger, { method, keys }) =>
        method === 'on_stream_changed' &&
        keys.regist === 'false' &&
        keys.stream === trigger.keys.stream &&
        keys.schema === trigger.keys.schema,
      seconds: null,
      signs: [
        {
          is: (trigger, { method, keys }) =>
            method === 'on_stream_changed' && keys.regist === 'false' && keys.stream === trigger.keys.stream,
          seconds: 13,
        },
      ],
      severity: 'warning',
    },
  ],
  course(random, number) {
    const stream: ZlmStream = {
      stream: `camera-${number}`,
      params: random.pick(['', 'token=0123456789abcdef']),
      client: {
        ip: '198.51.100.23',
        port: random.between(30_000, 60_000),
        id: `${random.between(10, 99)}-${number}`,
      },
    };
    return random.chance(0.7) ? pushed(random, stream) : played(random, stream);
  },
};
