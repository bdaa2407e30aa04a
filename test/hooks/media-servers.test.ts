import { describe, expect, it } from 'vitest';
import { Scenario } from '../../samples/builder/index.ts';
import { headerBlock, hookRequest, type JsonObject } from '../../samples/hooks/index.ts';
import { capturedPcap } from '../../samples/sample.ts';
import {
  postEach,
  SRS_HEARTBEAT,
  type SrsClient,
  srsClosePayload,
  srsConnectPayload,
  srsRequest,
  srsSegmentPayload,
  srsStreamPayload,
  type ZlmStream,
  zlmFlowPayload,
  zlmPlayPayload,
  zlmPublishPayload,
  zlmRegisteredPayload,
  zlmRequest,
  zlmUnregisteredPayload,
} from '../../samples/servers/index.ts';
import { analyse } from '../../src/engine/index.ts';
import { analysisOptions } from '../engine/options.ts';

/** Which system's hooks requests are taken for, with all dialects at hand: none is taken for those of another. */

const SERVER = { address: '203.0.113.80', port: 8080 };
const HOST = '203.0.113.80:8080';

async function takenFor(requests: readonly Buffer[]): Promise<readonly string[]> {
  const scenario = new Scenario({ seed: 3, epoch: 1_700_000_000, host: [SERVER.address] });
  const answer = { status: 200, reason: 'OK', body: '{"code":0}' };
  const posts = requests.map((request, index) => ({
    at: (index + 1) * 3_000_000,
    request,
    answer,
    delay: 2000,
  }));
  postEach(scenario, '203.0.113.10', SERVER, posts);
  const bytes = capturedPcap(scenario);
  const result = await analyse([{ kind: 'bytes', path: 'x.pcap', bytes }], analysisOptions());
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join('; '));
  return result.analysis.calls.map(({ dialect, method }) => `${dialect.name} ${method}`);
}

/** A request that shows nothing of the program that sent it. */
function plainRequest(path: string, payload: JsonObject): Buffer {
  const body = Buffer.from(JSON.stringify(payload));
  const header = headerBlock(`POST ${path} HTTP/1.1`, [
    ['Host', HOST],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(body.length)],
  ]);
  return Buffer.concat([header, body]);
}

const CLIENT: SrsClient = { id: '341w361a', ip: '198.51.100.23', stream: 'livestream', param: '' };
const CAMERA: ZlmStream = {
  stream: 'camera-1',
  params: '',
  client: { ip: '198.51.100.23', port: 40_112, id: '15-21' },
};

const SRS: readonly (readonly [string, JsonObject])[] = [
  ['on_connect', srsConnectPayload(CLIENT)],
  ['on_publish', srsStreamPayload('on_publish', CLIENT)],
  ['on_hls', srsSegmentPayload(CLIENT, 1)],
  ['on_unpublish', srsStreamPayload('on_unpublish', CLIENT)],
  ['on_play', srsStreamPayload('on_play', CLIENT)],
  ['on_stop', srsStreamPayload('on_stop', CLIENT)],
  ['on_close', srsClosePayload(CLIENT)],
  ['heartbeat', SRS_HEARTBEAT],
];
const ZLM: readonly (readonly [string, JsonObject])[] = [
  ['on_publish', zlmPublishPayload(CAMERA)],
  ['on_stream_changed', zlmRegisteredPayload(CAMERA, 'rtsp', 1_700_000_000)],
  ['on_stream_changed', zlmUnregisteredPayload(CAMERA, 'rtsp')],
  ['on_flow_report', zlmFlowPayload(CAMERA, false)],
  ['on_play', zlmPlayPayload(CAMERA)],
];
/** Reports of PBXs, whose word is the member `action` too. */
const REPORTS: readonly JsonObject[] = [
  { action: 'ALERT', callid: '1589947952.1670', ext: { extid: ['101'] }, sn: 'a09805021987' },
  { action: 'RING', callid: '1589947952.1670', ext: { extid: ['106', '101'] }, sn: 'a09805021987' },
];
const CONNECT = {
  nodeId: 'node@203.0.113.10',
  sessionId: '/198.51.100.1:57793/203.0.113.10:8443',
  appKey: 'defaultApp',
};

const named = (dialect: string, hooks: readonly (readonly [string, JsonObject])[]): readonly string[] =>
  hooks.map(([method]) => `${dialect} ${method}`);

describe('hooks of SRS', () => {
  it('are known by their action, wherever they are sent', async () => {
    expect(await takenFor(SRS.map(([method, payload]) => srsRequest(method, payload, HOST)))).toEqual(
      named('srs', SRS),
    );
    expect(await takenFor(SRS.map(([, payload]) => plainRequest('/hook.php', payload)))).toEqual(
      named('srs', SRS),
    );
  });

  it('are known in their old form too, where a number tells the client and nothing the server', async () => {
    const old = { client_id: 1985, ip: '192.0.2.10', vhost: 'video.example.com', app: 'live' };
    const payload = { action: 'on_close', ...old, send_bytes: 1, recv_bytes: 1 };
    expect(await takenFor([plainRequest('/', payload)])).toEqual(['srs on_close']);
  });

  it('are not what has the word alone', async () => {
    expect(await takenFor([plainRequest('/track', { action: 'on_play', video: 7 })])).toEqual([]);
  });
});

describe('hooks of ZLMediaKit', () => {
  it('are known by the end of their address', async () => {
    expect(await takenFor(ZLM.map(([method, payload]) => zlmRequest(method, payload, HOST)))).toEqual(
      named('zlmediakit', ZLM),
    );
  });

  it('are known by their members where the address is another one, as far as they differ', async () => {
    const others = ZLM.filter(([method]) => method !== 'on_play');
    expect(await takenFor(others.map(([, payload]) => plainRequest('/api/zlm', payload)))).toEqual(
      named('zlmediakit', others),
    );
  });

  it('are not what has the same address alone', async () => {
    expect(await takenFor([plainRequest('/player/on_play', { video: 7 })])).toEqual([]);
  });
});

describe('several systems in one capture', () => {
  const others = [
    ...REPORTS.map((report) => plainRequest('/', report)),
    hookRequest({ host: HOST }, 'connect', JSON.stringify(CONNECT)),
  ];

  it('each have their own', async () => {
    const alone = await takenFor(others);
    const together = await takenFor([
      ...SRS.map(([method, payload]) => srsRequest(method, payload, HOST)),
      ...others,
      ...ZLM.map(([method, payload]) => zlmRequest(method, payload, HOST)),
    ]);
    expect(alone.at(-1)).toBe('flashphoner-wcs connect');
    expect(alone.slice(0, 2).every((call) => /^(?:openvox|yeastar) (?:ALERT|RING)$/.test(call))).toBe(true);
    expect(together).toEqual([...named('srs', SRS), ...alone, ...named('zlmediakit', ZLM)]);
  });
});
