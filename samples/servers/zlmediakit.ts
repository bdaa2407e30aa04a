/** Hooks as ZLMediaKit sends them: the request, and what is said of streams. */
import { headerBlock, type JsonObject, type JsonValue } from '../hooks/index.ts';

/** A stream, and the client that pushes or plays it. */
export interface ZlmStream {
  readonly stream: string;
  readonly params: string;
  readonly client: { readonly ip: string; readonly port: number; readonly id: string };
}

/** A request to the default address of a hook. */
export function zlmRequest(method: string, payload: JsonObject, host: string): Buffer {
  const body = Buffer.from(tabbedJson(payload));
  const header = headerBlock(`POST /index/hook/${method} HTTP/1.1`, [
    ['Accept', '*/*'],
    ['Accept-Language', 'zh-CN,zh;q=0.8'],
    ['Connection', 'keep-alive'],
    ['Content-Length', String(body.length)],
    ['Content-Type', 'application/json'],
    ['Host', host],
    ['User-Agent', 'ZLMediaKit(git hash:fdaec26/2026-08-21T10:00:00+08:00,branch:master)'],
    ['X-VHOST', '__defaultVhost__'],
  ]);
  return Buffer.concat([header, body]);
}

/** JSON with the members in the order of their names, tabs, and a space on both sides of the colon. */
export function tabbedJson(value: JsonValue, depth = 0): string {
  const inner = '\t'.repeat(depth + 1);
  const outer = '\t'.repeat(depth);
  if (isList(value)) {
    if (value.length === 0) return '[]';
    const items = value.map((item) => `\n${inner}${tabbedJson(item, depth + 1)}`);
    return `\n${outer}[${items.join(',')}\n${outer}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `\n${inner}${JSON.stringify(name)} : ${tabbedJson(member, depth + 1)}`);
  return `${depth > 0 ? `\n${outer}` : ''}{${members.join(',')}\n${outer}}`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** What every hook has; `hook_index` is counted by whoever sends it. */
function common({ stream, params }: ZlmStream): JsonObject {
  return { mediaServerId: 'zlm-1', hook_index: 0, vhost: '__defaultVhost__', app: 'live', stream, params };
}

export function zlmPublishPayload(stream: ZlmStream): JsonObject {
  const origin = { originType: 1, originTypeStr: 'rtmp_push' };
  return { ...common(stream), ...stream.client, schema: 'rtmp', protocol: 'rtmp', ...origin };
}

export function zlmPlayPayload(stream: ZlmStream): JsonObject {
  return { ...common(stream), ...stream.client, schema: 'rtmp', protocol: 'rtmp' };
}

export function zlmFlowPayload(stream: ZlmStream, player: boolean): JsonObject {
  const flow = { totalBytes: 5_242_880, duration: 42, player };
  return { ...common(stream), ...stream.client, schema: 'rtmp', protocol: 'rtmp', ...flow };
}

/** The stream is offered in a form from now on; `createStamp`: seconds since 1970. */
export function zlmRegisteredPayload(stream: ZlmStream, schema: string, createStamp: number): JsonObject {
  return {
    ...common(stream),
    schema,
    regist: true,
    createStamp,
    aliveSecond: 0,
    bytesSpeed: 0,
    totalBytes: 0,
    readerCount: 0,
    totalReaderCount: 0,
    originType: 1,
    originTypeStr: 'rtmp_push',
    originUrl: `rtmp://203.0.113.10/live/${stream.stream}`,
    isRecordingMP4: false,
    isRecordingHLS: false,
    originSock: null,
    tracks: [{ codec_id: 0, codec_id_name: 'H264' }],
  };
}

export function zlmUnregisteredPayload(stream: ZlmStream, schema: string): JsonObject {
  return { ...common(stream), schema, regist: false };
}
