/** nginx with its RTMP module, by its source and by recordings of it: clients that publish or play, each on one connection. */
import type { Random } from '../../../samples/builder/index.ts';
import { type NginxCall, nginxCall, nginxRequest, type RtmpClient } from '../../../samples/hooks/index.ts';
import type { CourseHook, ServerAnswer, ServerHook, ServerProfile } from './server.ts';

const ASKS = ['connect', 'publish', 'play'] as const;
const UPDATES = ['update_publish', 'update_play'] as const;

function hook(call: string, client: RtmpClient, own: NginxCall = []): ServerHook {
  const members = nginxCall(call, client, own);
  return {
    method: call,
    payload: Object.fromEntries(members),
    keys: { client: call === 'connect' ? null : String(client.clientid), name: nameOf(own) },
  };
}

function nameOf(own: NginxCall): string | null {
  return own.find(([name]) => name === 'name')?.[1] ?? null;
}

const answers = (...statuses: readonly number[]): readonly ServerAnswer[] =>
  statuses.map((status) => ({ status, body: '' }));

/** The two pairs differ in nothing but their names. */
const pair = (start: 'publish' | 'play'): ServerProfile['pairs'][number] => ({
  id: `${start}-done`,
  direction: 'forward',
  after: ({ method }) => method === start,
  answer: 'ok',
  method: `${start}_done`,
  expect: ({ keys }, other) =>
    other.method === `${start}_done` && other.keys.client === keys.client && other.keys.name === keys.name,
  seconds: null,
  signs: [
    {
      is: ({ keys }, other) =>
        (other.method === 'disconnect' || other.method === 'done') && other.keys.client === keys.client,
      seconds: 10,
    },
  ],
  severity: 'warning',
});

export const NGINX_RTMP: ServerProfile = {
  dialect: 'nginx-rtmp',
  port: 8090,
  connections: 'per-hook',
  write: ({ method, payload }, host) =>
    nginxRequest(
      host.split(':')[0] ?? host,
      UPDATES.some((update) => update === method) ? '/update' : `/${method}`,
      members(method, payload),
    ),
  accepted: () => ({ status: 200, body: '' }),
  bad: { refusal: [], body: [], status: answers(403, 404, 401, 500, 503) },
  isJudged: ({ method }) => [...ASKS, ...UPDATES].some((judged) => judged === method),
  timeoutSeconds: 10,
  retry: null,
  isEvent: ({ method }) => !ASKS.some((ask) => ask === method),
  pairs: [pair('publish'), pair('play')],
  course,
};

/** disconnect has app twice: an object holds it once. */
function members(method: string, payload: ServerHook['payload']): NginxCall {
  const all: NginxCall = Object.entries(payload).map(([name, value]) => [name, String(value)]);
  return method === 'disconnect' ? [...all, ['app', String(payload.app)]] : all;
}

function course(random: Random, number: number): readonly CourseHook[] {
  const client: RtmpClient = {
    app: random.pick(['live', 'studio']),
    addr: `198.51.100.${20 + number}`,
    clientid: 1 + number * 3,
  };
  const kind = random.chance(0.5) ? 'publish' : 'play';
  const name: NginxCall[number] = ['name', `camera${number}`];
  const argument: NginxCall = random.chance(0.7)
    ? [
        ['token', `t${number}-${random.hex(6)}`],
        ['room', '7'],
      ]
    : [];
  const own: NginxCall =
    kind === 'publish'
      ? [name, ['type', 'live'], ...argument]
      : [name, ['start', '4294965296'], ['duration', '0'], ['reset', '0'], ...argument];
  const lasts = random.between(4000, 70_000) / 1000;
  const disconnect = hook('disconnect', client);
  const left = [{ after: 0.01, hook: disconnect }];
  const hooks: CourseHook[] = [
    { at: 0, hook: hook('connect', client), instead: left },
    { at: 0.15, hook: hook(kind, client, own), needs: [0], instead: left },
  ];
  // Some connections go on beyond what is recorded of them.
  if (kind === 'publish' && random.chance(0.3)) {
    const file: NginxCall = [['recorder', ''], name, ['path', '/tmp/camera.flv'], ...argument];
    return [...hooks, { at: 3, hook: hook('record_done', client, file), needs: [0, 1] }];
  }
  const end: NginxCall = [name, ...argument];
  hooks.push(
    { at: lasts, hook: hook(`${kind}_done`, client, end), needs: [0, 1] },
    { at: lasts + 0.001, hook: hook('done', client, end), needs: [0, 1] },
    { at: lasts + 0.002, hook: disconnect, needs: [0, 1] },
  );
  return hooks;
}
