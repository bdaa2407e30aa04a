/** Hooks as SRS sends them: the request, and what clients do. */
import { headerBlock, type JsonObject } from '../hooks/index.ts';

/** What a client of SRS is known by in all its hooks. */
export interface SrsClient {
  readonly id: string;
  readonly ip: string;
  readonly stream: string;
  readonly param: string;
}

/** The paths of the addresses in the shipped settings, some of which two hooks share. */
const PATHS: Readonly<Record<string, string>> = {
  on_connect: '/api/v1/clients',
  on_close: '/api/v1/clients',
  on_publish: '/api/v1/streams',
  on_unpublish: '/api/v1/streams',
  on_play: '/api/v1/sessions',
  on_stop: '/api/v1/sessions',
  on_hls: '/api/v1/hls',
  heartbeat: '/api/v1/servers',
};

/** A request as SRS writes it: the fields in the order of their names. */
export function srsRequest(method: string, payload: JsonObject, host: string): Buffer {
  const body = Buffer.from(JSON.stringify(payload));
  const header = headerBlock(`POST ${PATHS[method] ?? '/'} HTTP/1.1`, [
    ['Connection', 'Keep-Alive'],
    ['Content-Length', String(body.length)],
    ['Content-Type', 'application/json'],
    ['Host', host],
    ['User-Agent', 'SRS/7.0.18(Kai)'],
  ]);
  return Buffer.concat([header, body]);
}

function common(method: string, { id, ip }: SrsClient): JsonObject {
  return {
    server_id: 'vid-0xk989d',
    service_id: '382a6b8y',
    action: method,
    client_id: id,
    ip,
    vhost: '__defaultVhost__',
    app: 'live',
  };
}

/** on_publish, on_unpublish, on_play, on_stop. */
export function srsStreamPayload(method: string, client: SrsClient): JsonObject {
  const { stream, param } = client;
  return {
    ...common(method, client),
    tcUrl: 'rtmp://203.0.113.10/live',
    stream,
    param,
    stream_url: `/live/${stream}`,
    stream_id: 'vid-0n9zoz3',
  };
}

export function srsConnectPayload(client: SrsClient): JsonObject {
  return { ...common('on_connect', client), tcUrl: 'rtmp://203.0.113.10/live', pageUrl: '' };
}

export function srsClosePayload(client: SrsClient): JsonObject {
  return { ...common('on_close', client), send_bytes: 4182, recv_bytes: 1_024_113 };
}

/** A segment for HLS; `number`: of the segment. */
export function srsSegmentPayload(client: SrsClient, number: number): JsonObject {
  const { stream } = client;
  return {
    ...srsStreamPayload('on_hls', client),
    duration: 9.36,
    cwd: '/usr/local/srs',
    file: `./objs/nginx/html/live/${stream}-${number}.ts`,
    url: `live/${stream}-${number}.ts`,
    m3u8: `./objs/nginx/html/live/${stream}.m3u8`,
    m3u8_url: `live/${stream}.m3u8`,
    seq_no: number,
  };
}

export const SRS_HEARTBEAT: JsonObject = {
  device_id: 'my-srs-device',
  ip: '203.0.113.10',
  server: 'vid-0xk989d',
  service: '382a6b8y',
  pid: '4021',
};
