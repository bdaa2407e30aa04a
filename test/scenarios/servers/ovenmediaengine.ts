/** OvenMediaEngine, by its documents: clients that publish and play over one connection each. */
import type { Random } from '../../../samples/builder/index.ts';
import {
  admissionPayload,
  alertPayload,
  type OmeClient,
  type OmeRequest,
  omeRequest,
} from '../../../samples/hooks/index.ts';
import { EPOCH } from './capture.ts';
import type { CourseHook, ServerAnswer, ServerHook, ServerProfile } from './server.ts';

/** Protocols whose clients keep a connection: only these have a closing in every version. */
const CONNECTED = ['WebRTC', 'RTMP', 'SRT'] as const;
const OTHERS = ['LLHLS', 'Thumbnail'] as const;

function hook(
  status: 'opening' | 'closing',
  client: OmeClient,
  request: OmeRequest,
): ServerHook & { readonly method: typeof status } {
  return {
    method: status,
    payload: admissionPayload(status, client, request),
    keys: { client: `${client.address} ${client.port} ${request.url}`, protocol: request.protocol },
  };
}

function isConnected({ method, keys }: ServerHook, wanted: string): boolean {
  return method === wanted && CONNECTED.some((protocol) => protocol === keys.protocol);
}

const answers = (...bodies: readonly string[]): readonly ServerAnswer[] =>
  bodies.map((body) => ({ status: 200, body }));

export const OME: ServerProfile = {
  dialect: 'ovenmediaengine',
  port: 9595,
  portLearned: true,
  connections: 'per-hook',
  write: ({ payload }, host) => omeRequest(host, '/v1/admission', payload),
  accepted: ({ method }) => ({
    status: 200,
    body: method === 'opening' ? '{"allowed":true,"lifetime":0}' : '{}',
  }),
  bad: {
    refusal: answers('{"allowed":false,"reason":"unknown token"}'),
    body: answers('{"allowed":"true"}', '{"allowed":1}', '{}', 'ok', ''),
    status: [
      { status: 201, body: '{"allowed":true}' },
      { status: 204, body: '' },
      { status: 404, body: 'not found', contentType: 'text/plain' },
      { status: 500, body: '' },
    ],
  },
  // A closing cannot be refused, and what is wrong with the answer to one makes no difference to the client.
  isJudged: ({ method }) => method === 'opening',
  timeoutSeconds: 3,
  retry: null,
  isEvent: ({ method }) => method !== 'opening',
  pairs: [
    {
      id: 'admission-end',
      direction: 'forward',
      after: (trigger) => isConnected(trigger, 'opening'),
      answer: 'ok',
      method: 'closing',
      expect: (trigger, other) => other.method === 'closing' && other.keys.client === trigger.keys.client,
      seconds: null,
      severity: 'warning',
    },
  ],
  course,
};

function course(random: Random, number: number): readonly CourseHook[] {
  if (random.chance(0.1)) return [{ at: 0, hook: alert(random) }];
  const client = { address: `198.51.100.${20 + number}`, port: 40_000 + number * 31 + random.below(30) };
  const isConnection = random.chance(0.75);
  const protocol = isConnection ? random.pick(CONNECTED) : random.pick(OTHERS);
  const publishes = isConnection && random.chance(0.5);
  const time = EPOCH * 1000 + number;
  const request: OmeRequest = {
    direction: publishes ? 'incoming' : 'outgoing',
    protocol,
    url: addressOf(protocol, random, number),
    time,
  };
  const opening = hook('opening', client, request);
  if (!isConnection || random.chance(0.15)) return [{ at: 0, hook: opening }];
  const lasts = random.between(2000, 90_000) / 1000;
  const closing = hook('closing', client, { ...request, time: time + Math.round(lasts * 1000) });
  return [
    { at: 0, hook: opening },
    { at: lasts, hook: closing, needs: [0] },
  ];
}

function addressOf(protocol: string, random: Random, number: number): string {
  const token = random.chance(0.6) ? `?token=t${number}${random.below(1e6)}` : '';
  switch (protocol) {
    case 'WebRTC':
      return `ws://media.example.org:3333/app/stream${number}${token}`;
    case 'RTMP':
      return `rtmp://media.example.org:1935/app/stream${number}${token}`;
    case 'SRT':
      return `srt://media.example.org:9999/app/stream${number}${token}`;
    case 'LLHLS':
      return `http://media.example.org:3333/app/stream${number}/llhls.m3u8${token}`;
    default:
      return `http://media.example.org:20081/app/stream${number}/thumb.jpg${token}`;
  }
}

function alert(random: Random): ServerHook {
  const low = ['INGRESS_BITRATE_LOW', 'The bitrate is lower than the configured one'] as const;
  const frames = ['INGRESS_HAS_BFRAME', 'There are B-Frames in the ingress stream.'] as const;
  const payload = alertPayload('#default#app/stream', random.chance(0.5) ? [low] : [low, frames]);
  return { method: 'alert', payload, keys: { client: null, protocol: null } };
}
