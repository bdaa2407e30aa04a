import { type Endpoint, Scenario } from '../builder/index.ts';
import {
  admissionPayload,
  alertPayload,
  type JsonObject,
  type OmeClient,
  type OmeRequest,
  omeRequest,
} from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { type OneCall, oneCall } from './one-call.ts';
import { MILLISECOND, SAMPLE_EPOCH, SECOND, surroundings } from './surroundings.ts';

/** The machine that OvenMediaEngine runs on, and the backend beside it. */
const SERVER = '192.0.2.20';
const BACKEND: Endpoint = { address: '192.0.2.95', port: 9595 };
const HOST = `${BACKEND.address}:${BACKEND.port}`;

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64)';
const ENCODER: OmeClient = { address: '198.51.100.44', port: 40_639 };
const VIEWER: OmeClient = { address: '198.51.100.61', port: 51_220, userAgent: BROWSER };
const PHONE: OmeClient = { address: '198.51.100.77', port: 52_914, userAgent: BROWSER };

function requestAt(at: number, protocol: string, url: string): OmeRequest {
  const direction = protocol === 'RTMP' ? 'incoming' : 'outgoing';
  return { direction, protocol, url, time: SAMPLE_EPOCH * 1000 + Math.round(at * 1000) };
}

const PUBLISHED = 'rtmp://media.example.org:1935/app/lesson?key=AbCdEf0123456789';
const PLAYED = 'ws://media.example.org:3333/app/lesson?token=Zz98Yy76Xx54';
const HLS = 'http://media.example.org:3333/app/lesson/llhls.m3u8?token=Zz98Yy76Xx54';
const THUMBNAIL = 'http://media.example.org:20081/app/lesson/thumb.png';

const json = (body: string, status = '200 OK') => ({ status, body });
const ALLOWED = json('{"allowed":true}');

/** Puts hooks on the wire, each on a connection of its own. */
class Server {
  readonly scenario: Scenario;

  constructor(seed: number) {
    this.scenario = new Scenario({ seed, epoch: SAMPLE_EPOCH, host: [SERVER] });
  }

  admission(
    at: number,
    status: 'opening' | 'closing',
    client: OmeClient,
    [protocol, url]: readonly [string, string],
    answer: OneCall['answer'],
    delay?: number,
  ): void {
    this.send(
      at,
      admissionPayload(status, client, requestAt(at, protocol, url)),
      '/admission',
      answer,
      delay,
    );
  }

  send(at: number, payload: JsonObject, path: string, answer: OneCall['answer'], delay?: number): void {
    oneCall(this.scenario, {
      at: Math.round(at * SECOND),
      client: SERVER,
      server: BACKEND,
      request: omeRequest(HOST, path, payload),
      answer,
      ...(delay === undefined ? {} : { delay }),
    });
  }

  capture(until: number): Buffer {
    surroundings(this.scenario, { until: until * SECOND, rarity: 4 });
    return capturedPcap(this.scenario);
  }
}

/** A stream is published and played by three kinds of viewers; all are let in. */
export const ovenmediaengineAdmission: Sample = {
  name: 'ovenmediaengine-admission.pcap',
  build() {
    const server = new Server(31);
    server.admission(1, 'opening', ENCODER, ['RTMP', PUBLISHED], ALLOWED);
    const bitrate =
      'The bitrate of the stream (316228 bps) is lower than the configured bitrate (2000000 bps)';
    const low = alertPayload('#default#app/lesson', [['INGRESS_BITRATE_LOW', bitrate]]);
    server.send(6, low, '/alert', json(''));
    server.admission(8, 'opening', VIEWER, ['WebRTC', PLAYED], json('{"allowed":true,"lifetime":3600000}'));
    server.admission(9, 'opening', PHONE, ['LLHLS', HLS], ALLOWED);
    server.admission(9.5, 'opening', PHONE, ['Thumbnail', THUMBNAIL], ALLOWED);
    server.admission(31, 'closing', VIEWER, ['WebRTC', PLAYED], json('{}'));
    server.admission(40, 'closing', ENCODER, ['RTMP', PUBLISHED], json('{}'));
    return server.capture(45);
  },
};

/** Nobody gets in: each answer fails in another way, and one is a refusal on purpose. */
export const ovenmediaengineTurnedAway: Sample = {
  name: 'ovenmediaengine-turned-away.pcap',
  build() {
    const server = new Server(32);
    const player = (port: number): OmeClient => ({ ...VIEWER, port });
    const playing = ['WebRTC', PLAYED] as const;
    server.admission(1, 'opening', ENCODER, ['RTMP', PUBLISHED], ALLOWED);
    server.admission(3, 'opening', player(51_301), playing, json('{"allowed":"true"}'));
    server.admission(6, 'opening', player(51_302), playing, json('{"allowed":true}', '201 Created'));
    server.admission(
      9,
      'opening',
      player(51_303),
      playing,
      json('{"allowed":false,"reason":"token expired"}'),
    );
    server.admission(12, 'opening', player(51_304), playing, null, 3 * SECOND);
    server.admission(20, 'opening', player(51_305), playing, ALLOWED);
    server.admission(30, 'closing', player(51_305), playing, null, 500 * MILLISECOND);
    server.admission(40, 'closing', ENCODER, ['RTMP', PUBLISHED], json('{}'));
    return server.capture(45);
  },
};
