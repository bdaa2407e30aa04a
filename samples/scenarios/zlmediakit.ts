import { Scenario } from '../builder/index.ts';
import type { JsonObject } from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import {
  type PlainAnswer,
  postOnOne,
  type ServerPost,
  type ZlmStream,
  zlmFlowPayload,
  zlmPlayPayload,
  zlmPublishPayload,
  zlmRegisteredPayload,
  zlmRequest,
  zlmUnregisteredPayload,
} from '../servers/index.ts';
import { MILLISECOND, SECOND } from './surroundings.ts';

const ZLM = '203.0.113.10';
const BACKEND = { address: '203.0.113.80', port: 8080 };
const HOST = '203.0.113.80:8080';
/** 2026-08-21 11:00:00 UTC. */
const EPOCH = 1_787_310_000;
const SCHEMAS = ['rtsp', 'rtmp', 'fmp4', 'ts'] as const;

const ACCEPTED: PlainAnswer = { status: 200, reason: 'OK', body: '{"code":0,"msg":"success"}' };
const CAMERA: ZlmStream = {
  stream: 'camera-1',
  params: 'token=9b1de20f77ac',
  client: { ip: '198.51.100.23', port: 40_112, id: '15-21' },
};
const VIEWER: ZlmStream = {
  stream: 'camera-1',
  params: '',
  client: { ip: '198.51.100.77', port: 51_770, id: '18-24' },
};

interface Hook {
  readonly seconds: number;
  readonly method: string;
  readonly payload: JsonObject;
  readonly answer?: PlainAnswer;
  /** It was sent, and the capture does not have it: another backend got it. */
  readonly elsewhere?: true;
}

const changes = (seconds: number, payload: (schema: string) => JsonObject): readonly Hook[] =>
  SCHEMAS.map((schema, index) => ({
    seconds: seconds + index * 0.03,
    method: 'on_stream_changed',
    payload: payload(schema),
  }));

const registered = (seconds: number, stream: ZlmStream): readonly Hook[] =>
  changes(seconds, (schema) => zlmRegisteredPayload(stream, schema, EPOCH + Math.floor(seconds)));
const unregistered = (seconds: number, stream: ZlmStream): readonly Hook[] =>
  changes(seconds, (schema) => zlmUnregisteredPayload(stream, schema));

function keepalive(seconds: number): Hook {
  const data = { MediaSource: 4, Socket: 21, TcpSession: 3 };
  const payload = { mediaServerId: 'zlm-1', hook_index: 0, data };
  return { seconds, method: 'on_server_keepalive', payload };
}

/** The hooks in their order, numbered as the server does it. */
function captured(seed: number, hooks: readonly Hook[]): Buffer {
  const scenario = new Scenario({ seed, epoch: EPOCH, host: [BACKEND.address] });
  const posts = [...hooks]
    .sort((one, other) => one.seconds - other.seconds)
    .flatMap(({ seconds, method, payload, answer = ACCEPTED, elsewhere }, index): readonly ServerPost[] => {
      if (elsewhere === true) return [];
      const request = zlmRequest(method, { ...payload, hook_index: index + 40 }, HOST);
      return [{ at: Math.round(seconds * SECOND), request, answer, delay: 3 * MILLISECOND }];
    });
  postOnOne(scenario, ZLM, BACKEND, posts);
  return capturedPcap(scenario);
}

/** A camera pushes a stream, somebody plays it, and both go. All is accepted. */
export const zlmediakitPush: Sample = {
  name: 'zlmediakit-push.pcap',
  build() {
    const beats = [0, 1, 2, 3, 4, 5, 6].map((number) => keepalive(1 + number * 10));
    return captured(13, [
      ...beats,
      { seconds: 3, method: 'on_publish', payload: zlmPublishPayload(CAMERA) },
      ...registered(3.8, CAMERA),
      { seconds: 12.4, method: 'on_play', payload: zlmPlayPayload(VIEWER) },
      { seconds: 40.2, method: 'on_flow_report', payload: zlmFlowPayload(VIEWER, true) },
      { seconds: 45.6, method: 'on_flow_report', payload: zlmFlowPayload(CAMERA, false) },
      ...unregistered(45.7, CAMERA),
    ]);
  },
};

/**
 * One camera is refused on purpose; another because the code of the answer is a text, which the server tries twice; of a third the end in one
 * form is never told, and the numbers of the hooks show that one of them went elsewhere.
 */
export const zlmediakitFaults: Sample = {
  name: 'zlmediakit-faults.pcap',
  build() {
    const camera = (number: number): ZlmStream => ({
      stream: `camera-${number}`,
      params: '',
      client: { ip: '198.51.100.23', port: 40_112 + number, id: `${20 + number}-30` },
    });
    const refusal: PlainAnswer = { ...ACCEPTED, body: '{"code":-1,"msg":"no permission"}' };
    const text: PlainAnswer = { ...ACCEPTED, body: '{"code":"0","msg":"success"}' };
    return captured(14, [
      { seconds: 2, method: 'on_publish', payload: zlmPublishPayload(camera(2)), answer: refusal },
      { seconds: 6, method: 'on_publish', payload: zlmPublishPayload(camera(3)), answer: text },
      { seconds: 9.01, method: 'on_publish', payload: zlmPublishPayload(camera(3)), answer: text },
      { seconds: 12, method: 'on_publish', payload: zlmPublishPayload(camera(4)) },
      ...registered(12.6, camera(4)),
      ...unregistered(30, camera(4)).map((hook, index) =>
        index === 2 ? { ...hook, elsewhere: true as const } : hook,
      ),
      { seconds: 60, method: 'on_play', payload: zlmPlayPayload(VIEWER) },
      { seconds: 80, method: 'on_flow_report', payload: zlmFlowPayload(VIEWER, true) },
    ]);
  },
};
