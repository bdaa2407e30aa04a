import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../samples/hooks/index.ts';
import {
  SRS_HEARTBEAT,
  type SrsClient,
  srsClosePayload,
  srsConnectPayload,
  srsSegmentPayload,
  srsStreamPayload,
  tabbedJson,
  type ZlmStream,
  zlmFlowPayload,
  zlmPlayPayload,
  zlmPublishPayload,
  zlmRegisteredPayload,
  zlmUnregisteredPayload,
} from '../../samples/servers/index.ts';
import { dialects, findMethod, findParameter, type Method, toJsonSchema } from '../../src/dialects/index.ts';
import { violations } from './schema-oracle.ts';

/** Hooks of media servers, as their documents and sources have them, beside the tables. */

const CLIENT: SrsClient = { id: '341w361a', ip: '198.51.100.23', stream: 'livestream', param: '?token=x' };
const CAMERA: ZlmStream = {
  stream: 'camera-1',
  params: 'token=x',
  client: { ip: '198.51.100.23', port: 40_112, id: '15-21' },
};
const ZLM = { mediaServerId: 'zlm-1', hook_index: 7 };
const ZLM_STREAM = { ...ZLM, vhost: '__defaultVhost__', app: 'live', stream: 'camera-1' };
/** Up to version 3: a number tells the client, and nothing tells the server. */
const OLD_CLIENT = { client_id: 1985, ip: '192.0.2.10', vhost: 'video.example.com', app: 'live' };

const HOOKS: readonly (readonly [dialect: string, method: string, payload: JsonObject])[] = [
  ['srs', 'on_connect', srsConnectPayload(CLIENT)],
  ['srs', 'on_close', srsClosePayload(CLIENT)],
  ...['on_publish', 'on_unpublish', 'on_play', 'on_stop', 'on_forward'].map(
    (method) => ['srs', method, srsStreamPayload(method, CLIENT)] as const,
  ),
  ['srs', 'on_hls', srsSegmentPayload(CLIENT, 3)],
  ['srs', 'heartbeat', SRS_HEARTBEAT],
  ['srs', 'on_close', { action: 'on_close', ...OLD_CLIENT, send_bytes: 10_240, recv_bytes: 10_240 }],
  [
    'srs',
    'on_publish',
    { action: 'on_publish', ...OLD_CLIENT, tcUrl: 'rtmp://video.example.com/live', stream: 'a', param: '' },
  ],
  ['zlmediakit', 'on_publish', zlmPublishPayload(CAMERA)],
  ['zlmediakit', 'on_play', zlmPlayPayload(CAMERA)],
  ['zlmediakit', 'on_flow_report', zlmFlowPayload(CAMERA, true)],
  ['zlmediakit', 'on_stream_changed', zlmRegisteredPayload(CAMERA, 'rtsp', 1_700_000_000)],
  ['zlmediakit', 'on_stream_changed', zlmUnregisteredPayload(CAMERA, 'rtsp')],
  ['zlmediakit', 'on_stream_none_reader', { ...ZLM_STREAM, params: '', schema: 'rtmp' }],
  [
    'zlmediakit',
    'on_record_mp4',
    {
      ...ZLM_STREAM,
      params: '',
      start_time: 1_700_000_000,
      file_size: 1_913_597,
      time_len: 11.3,
      file_path: '/record/live/camera-1/10-00-00.mp4',
      file_name: '10-00-00.mp4',
      folder: '/record/live/camera-1/',
      url: 'record/live/camera-1/10-00-00.mp4',
    },
  ],
  [
    'zlmediakit',
    'on_rtp_server_timeout',
    {
      ...ZLM,
      vhost: '__defaultVhost__',
      app: 'rtp',
      stream_id: 'camera-1',
      local_port: 30_000,
      tcp_mode: 0,
      re_use_port: false,
      ssrc: 0,
    },
  ],
  [
    'zlmediakit',
    'on_shell_login',
    { ...ZLM, ip: '192.0.2.9', port: 50_000, id: '140-1', user_name: 'root', passwd: 'x' },
  ],
  ['zlmediakit', 'on_server_keepalive', { ...ZLM, data: { MediaSource: 0, Socket: 12 } }],
  ['zlmediakit', 'on_server_exited', ZLM],
];

function methodOf(dialect: string, name: string): Method {
  const found = dialects.get(dialect);
  const method = found === undefined ? null : findMethod(found, name);
  if (method === null) throw new Error(`${name} of ${dialect} is not known`);
  return method;
}

describe('hooks as they are sent', () => {
  it.each(HOOKS)('%s %s: no key absent, no wrong type, nothing undocumented', (dialect, name, payload) => {
    const method = methodOf(dialect, name);
    const known = new Set(method.parameters.flatMap((row) => [row.name, ...(row.aliases ?? [])]));
    expect(Object.keys(payload).filter((member) => !known.has(member))).toEqual([]);
    expect(violations(payload, toJsonSchema(method))).toEqual([]);
  });

  it('are not written otherwise than the server does it', () => {
    expect(
      violations(
        { ...zlmPlayPayload(CAMERA), port: '40112' },
        toJsonSchema(methodOf('zlmediakit', 'on_play')),
      ),
    ).toEqual(['/port type']);
    const { client_id: _gone, ...keyless } = srsConnectPayload(CLIENT);
    expect(violations(keyless, toJsonSchema(methodOf('srs', 'on_connect')))).toEqual([' required client_id']);
  });
});

describe('what is a secret', () => {
  it.each([
    ['srs', 'on_publish', 'param', 'query'],
    ['srs', 'on_publish', 'tcUrl', 'query'],
    ['srs', 'on_connect', 'pageUrl', 'query'],
    ['zlmediakit', 'on_publish', 'params', 'query'],
    ['zlmediakit', 'on_http_access', 'params', 'query'],
    ['zlmediakit', 'on_stream_changed', 'originUrl', 'query'],
    ['zlmediakit', 'on_shell_login', 'passwd', 'value'],
    ['zlmediakit', 'on_server_started', 'api.secret', 'value'],
  ] as const)('of %s: %s %s', (dialect, method, parameter, secret) => {
    expect(findParameter(methodOf(dialect, method), parameter)?.secret).toBe(secret);
  });

  it('and addresses of people are personal, wherever they occur', () => {
    const rows = ['srs', 'zlmediakit'].flatMap((name) =>
      (dialects.get(name)?.methods ?? []).flatMap(({ parameters }) =>
        parameters.filter((row) => row.name === 'ip' || row.name === 'user_name'),
      ),
    );
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(({ personal }) => personal === undefined)).toEqual([]);
  });
});

describe('the JSON that a server writes with tabs', () => {
  it('is the same value', () => {
    const payload = zlmRegisteredPayload(CAMERA, 'hls', 1_700_000_000);
    const text = tabbedJson(payload);
    expect(JSON.parse(text)).toEqual(payload);
    expect(text.split('\n').slice(0, 2)).toEqual(['{', '\t"aliveSecond" : 0,']);
  });
});
