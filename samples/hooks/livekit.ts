/**
 * Events of LiveKit, written from its protobuf files and its webhook/*.go: JSON without members that have their default value,
 * 64-bit integers as strings, a token with the hash of the body. A test has the vendor's own library read them.
 */
import { createHash, createHmac } from 'node:crypto';
import { headerBlock } from './http-form.ts';
import type { JsonObject } from './json.ts';

/** The key of the server's configuration that signs events, and its secret. */
export const LIVEKIT_KEY = 'APIexample';
export const LIVEKIT_SECRET = 'an-example-of-a-secret-that-is-long-enough';

/** What an event is about: a room and what is in it. Ids are without the letters before them. */
export interface LivekitRoom {
  readonly sid: string;
  readonly name: string;
  /** Seconds since 1970. */
  readonly created: number;
}

export interface LivekitParticipant {
  readonly sid: string;
  readonly identity: string;
  readonly name: string;
  /** Seconds since 1970. */
  readonly joined: number;
}

export interface LivekitTrack {
  readonly sid: string;
  readonly kind: 'audio' | 'video';
}

/** An event of one room. `createdAt`: seconds since 1970. */
export function livekitEvent(event: string, id: string, createdAt: number, about: JsonObject): JsonObject {
  return { event, ...about, id: `EV_${id}`, createdAt: String(createdAt) };
}

export function roomObject({ sid, name, created }: LivekitRoom, further: JsonObject = {}): JsonObject {
  return {
    sid: `RM_${sid}`,
    name,
    emptyTimeout: 300,
    departureTimeout: 20,
    creationTime: String(created),
    creationTimeMs: `${created}250`,
    turnPassword: `turn-password-of-${sid}`,
    enabledCodecs: [{ mime: 'audio/opus' }, { mime: 'video/VP8' }],
    ...further,
  };
}

/** What events about tracks carry of their room. */
export function minimalRoom({ sid, name }: LivekitRoom): JsonObject {
  return { sid: `RM_${sid}`, name };
}

export function participantObject(
  { sid, identity, name, joined }: LivekitParticipant,
  further: JsonObject = {},
): JsonObject {
  return {
    sid: `PA_${sid}`,
    identity,
    state: 'ACTIVE',
    joinedAt: String(joined),
    joinedAtMs: `${joined}250`,
    name,
    version: 3,
    permission: { canSubscribe: true, canPublish: true, canPublishData: true },
    ...further,
  };
}

/** What events about tracks carry of their publisher. */
export function publisherObject({ sid, identity }: LivekitParticipant): JsonObject {
  return { sid: `PA_${sid}`, identity };
}

/** Sound is the default of `type`, so that it is left out. */
export function trackObject({ sid, kind }: LivekitTrack): JsonObject {
  return kind === 'audio'
    ? { sid: `TR_${sid}`, source: 'MICROPHONE', mimeType: 'audio/red', mid: '2', stream: 'camera' }
    : {
        sid: `TR_${sid}`,
        type: 'VIDEO',
        width: 1280,
        height: 720,
        source: 'CAMERA',
        mimeType: 'video/VP8',
        mid: '3',
        stream: 'camera',
      };
}

export interface LivekitRequest {
  readonly host: string;
  /** Path of the address in `webhook.urls`. */
  readonly path: string;
  readonly event: JsonObject;
  /** Seconds since 1970 at which the token is made. */
  readonly at: number;
  /** What signs the token; `LIVEKIT_SECRET` unless given. */
  readonly secret?: string;
}

/** The request as Go's client writes it. */
export function livekitRequest({ host, path, event, at, secret }: LivekitRequest): Buffer {
  const body = Buffer.from(JSON.stringify(event));
  const header = headerBlock(`POST ${path} HTTP/1.1`, [
    ['Host', host],
    ['User-Agent', 'Go-http-client/1.1'],
    ['Content-Length', String(body.length)],
    ['Authorization', livekitToken(body, at, secret)],
    ['Content-Type', 'application/webhook+json'],
    ['Accept-Encoding', 'gzip'],
  ]);
  return Buffer.concat([header, body]);
}

const TOKEN_SECONDS = 300;

/** A JSON Web Token (RFC 7519), HS256, with the hash of the body. */
export function livekitToken(body: Buffer, at: number, secret = LIVEKIT_SECRET): string {
  const claims = {
    exp: at + TOKEN_SECONDS,
    iss: LIVEKIT_KEY,
    nbf: at,
    sha256: createHash('sha256').update(body).digest('base64'),
  };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
