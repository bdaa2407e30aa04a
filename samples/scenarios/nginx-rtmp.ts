import { type Endpoint, Scenario } from '../builder/index.ts';
import { type NginxCall, nginxCall, nginxRequest, type RtmpClient } from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { oneCall } from './one-call.ts';
import { SAMPLE_EPOCH, SECOND, surroundings } from './surroundings.ts';

/** The machine that nginx runs on, and the backend beside it. */
const SERVER = '192.0.2.20';
const BACKEND: Endpoint = { address: '192.0.2.90', port: 8090 };

const ENCODER: RtmpClient = { app: 'live', addr: '198.51.100.44', clientid: 1 };
const PLAYER: RtmpClient = { app: 'live', addr: '198.51.100.61', clientid: 5, flashver: 'LNX 9,0,124,2' };

const PUBLISHED: NginxCall = [
  ['name', 'lesson'],
  ['token', 'AbCdEf0123456789'],
];
const PLAYED: NginxCall = [
  ['name', 'lesson'],
  ['psk', 'Zz98Yy76Xx54'],
];
const PLAYING: NginxCall = [
  ['start', '4294965296'],
  ['duration', '0'],
  ['reset', '0'],
];

const empty = (status: string) => ({ status, body: '' });
const OK = empty('200 OK');

/** Puts calls on the wire, each on a connection of its own; a path for each call, but one for all updates. */
function capture(
  seed: number,
  calls: readonly (readonly [
    at: number,
    call: string,
    client: RtmpClient,
    own: NginxCall,
    status?: string,
  ])[],
): Buffer {
  const scenario = new Scenario({ seed, epoch: SAMPLE_EPOCH, host: [SERVER] });
  for (const [at, call, client, own, status] of calls) {
    const path = call.startsWith('update_') ? '/update' : `/${call}`;
    oneCall(scenario, {
      at: Math.round(at * SECOND),
      client: SERVER,
      server: BACKEND,
      request: nginxRequest(BACKEND.address, path, nginxCall(call, client, own)),
      answer: status === undefined ? OK : empty(status),
    });
  }
  surroundings(scenario, { until: 45 * SECOND, rarity: 4 });
  return capturedPcap(scenario);
}

/** A stream is published and played; the ends of both are told. */
export const nginxRtmpLive: Sample = {
  name: 'nginx-rtmp-live.pcap',
  build: () =>
    capture(41, [
      [1, 'connect', ENCODER, []],
      [1.15, 'publish', ENCODER, [...PUBLISHED, ['type', 'live']]],
      [8, 'connect', PLAYER, []],
      [8.15, 'play', PLAYER, [...PLAYED, ...PLAYING]],
      [30, 'play_done', PLAYER, PLAYED],
      [30.01, 'done', PLAYER, PLAYED],
      [30.02, 'disconnect', PLAYER, []],
      [38, 'disconnect', ENCODER, []],
      [38.01, 'publish_done', ENCODER, PUBLISHED],
      [38.02, 'done', ENCODER, PUBLISHED],
    ]),
};

/** A player is turned away, another one never ends for the backend, and the backend fails when it is asked about a publisher. */
export const nginxRtmpFaults: Sample = {
  name: 'nginx-rtmp-faults.pcap',
  build: () =>
    capture(42, [
      [1, 'publish', ENCODER, [...PUBLISHED, ['type', 'live']]],
      [4, 'play', { ...PLAYER, clientid: 7 }, [...PLAYED, ...PLAYING], '403 Forbidden'],
      [4.01, 'disconnect', { ...PLAYER, clientid: 7 }, []],
      [8, 'play', PLAYER, [...PLAYED, ...PLAYING]],
      [
        14,
        'publish',
        { ...ENCODER, clientid: 9 },
        [
          ['name', 'second'],
          ['type', 'live'],
        ],
        '500 Internal Server Error',
      ],
      [14.01, 'disconnect', { ...ENCODER, clientid: 9 }, []],
      [20, 'disconnect', PLAYER, []],
    ]),
};
