import { Scenario } from '../builder/index.ts';
import type { JsonObject } from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import {
  type PlainAnswer,
  postEach,
  type ServerPost,
  SRS_HEARTBEAT,
  type SrsClient,
  srsClosePayload,
  srsConnectPayload,
  srsRequest,
  srsSegmentPayload,
  srsStreamPayload,
} from '../servers/index.ts';
import { MILLISECOND, SECOND } from './surroundings.ts';

const SRS = '203.0.113.10';
const BACKEND = { address: '203.0.113.80', port: 8085 };
const HOST = '203.0.113.80:8085';
/** 2026-08-21 10:00:00 UTC. */
const EPOCH = 1_787_306_400;

const ACCEPTED: PlainAnswer = { status: 200, reason: 'OK', body: '{"code":0,"data":null}' };
const PUBLISHER: SrsClient = {
  id: '341w361a',
  ip: '198.51.100.23',
  stream: 'livestream',
  param: '?token=4f2a91c07d3e',
};
const PLAYER: SrsClient = { id: '7p2k04xe', ip: '198.51.100.77', stream: 'livestream', param: '' };

function post(
  seconds: number,
  method: string,
  payload: JsonObject,
  answer: PlainAnswer = ACCEPTED,
): ServerPost {
  const at = Math.round(seconds * SECOND);
  return { at, request: srsRequest(method, payload, HOST), answer, delay: 4 * MILLISECOND };
}

const ofStream = (seconds: number, method: string, client: SrsClient, answer?: PlainAnswer): ServerPost =>
  post(seconds, method, srsStreamPayload(method, client), answer);

function captured(seed: number, posts: readonly ServerPost[]): Buffer {
  const scenario = new Scenario({ seed, epoch: EPOCH, host: [BACKEND.address] });
  postEach(
    scenario,
    SRS,
    BACKEND,
    [...posts].sort((one, other) => one.at - other.at),
  );
  return capturedPcap(scenario);
}

/** One client publishes over RTMP, another plays; the server beats. All is accepted. */
export const srsLive: Sample = {
  name: 'srs-live.pcap',
  build() {
    const beats = Array.from({ length: 8 }, (_, index) =>
      post(0.5 + index * 9.9, 'heartbeat', SRS_HEARTBEAT, { ...ACCEPTED, body: '0' }),
    );
    const segments = [0, 1, 2].map((number) =>
      post(14 + number * 9.36, 'on_hls', srsSegmentPayload(PUBLISHER, number)),
    );
    return captured(11, [
      ...beats,
      ...segments,
      post(3, 'on_connect', srsConnectPayload(PUBLISHER)),
      ofStream(3.12, 'on_publish', PUBLISHER),
      post(10, 'on_connect', srsConnectPayload(PLAYER)),
      ofStream(10.1, 'on_play', PLAYER),
      ofStream(31.2, 'on_stop', PLAYER),
      post(31.24, 'on_close', srsClosePayload(PLAYER)),
      ofStream(48.9, 'on_unpublish', PUBLISHER),
      post(48.95, 'on_close', srsClosePayload(PUBLISHER)),
    ]);
  },
};

/**
 * What goes wrong most often: one client is refused by an answer whose code is a text, one by an empty answer, one on purpose; and of
 * one that plays the end is never told.
 */
export const srsRefused: Sample = {
  name: 'srs-refused.pcap',
  build() {
    const named = (id: string, stream: string): SrsClient => ({ ...PUBLISHER, id, stream });
    const text: PlainAnswer = { ...ACCEPTED, body: '{"code":"0"}' };
    const empty: PlainAnswer = { ...ACCEPTED, body: '', contentType: 'text/html' };
    const onPurpose: PlainAnswer = { ...ACCEPTED, body: '{"code":1,"msg":"no such token"}' };
    const refused = [
      { begins: 2, client: named('0a11bc2d', 'studio'), answer: text },
      { begins: 9, client: named('1b22cd3e', 'stage'), answer: empty },
      { begins: 17, client: named('2c33de4f', 'lobby'), answer: onPurpose },
    ].flatMap(({ begins, client, answer }) => [
      post(begins, 'on_connect', srsConnectPayload(client)),
      ofStream(begins + 0.11, 'on_publish', client, answer),
      post(begins + 0.14, 'on_close', srsClosePayload(client)),
    ]);
    return captured(12, [
      ...refused,
      post(20, 'on_connect', srsConnectPayload(PLAYER)),
      ofStream(20.1, 'on_play', PLAYER),
      post(41.3, 'on_close', srsClosePayload(PLAYER)),
      // The capture goes on until the end of the player's stream would have been told.
      post(75, 'on_connect', srsConnectPayload(named('3d44ef50', 'late'))),
      post(75.2, 'on_close', srsClosePayload(named('3d44ef50', 'late'))),
    ]);
  },
};
