import type { Random } from '../builder/index.ts';
import type { JsonObject } from './json.ts';
import { contextOf, type HookSession } from './session.ts';
import { browserDescription } from './session-description.ts';

/** One stream that a session publishes or plays. */
export interface HookedStream {
  readonly session: HookSession;
  readonly mediaSessionId: string;
  readonly name: string;
  /** True for a publisher, false for a viewer. */
  readonly published: boolean;
}

export function hookedStream(
  random: Random,
  session: HookSession,
  options: { readonly name?: string; readonly published: boolean },
): HookedStream {
  return {
    session,
    mediaSessionId: random.uuid(),
    name: options.name ?? `stream-${random.hex(4)}`,
    published: options.published,
  };
}

/** `publishStream` and `playStream`: the stream object with the client's SDP. */
export function startStreamPayload(random: Random, stream: HookedStream): JsonObject {
  return {
    ...streamObject(stream, 'PENDING'),
    sdp: browserDescription(random, { video: true, candidates: 1 }),
  };
}

/** `unPublishStream`, `stopStream`, `pauseStream` and `snapshot`. */
export function streamControlPayload(stream: HookedStream): JsonObject {
  return streamObject(stream, stream.published ? 'PUBLISHING' : 'PLAYING');
}

export type StreamStatus = 'PUBLISHING' | 'UNPUBLISHED' | 'PLAYING' | 'STOPPED' | 'PAUSED' | 'FAILED';

/** `StreamStatusEvent`. */
export function streamStatusPayload(stream: HookedStream, status: StreamStatus, info?: string): JsonObject {
  return {
    ...streamObject(stream, status),
    ...(info === undefined ? {} : { info }),
    audioCodec: 'opus',
    videoCodec: 'VP8',
    transport: 'UDP',
    createDate: 1_700_000_000_000,
    mediaType: stream.published ? 'publish' : 'play',
    audioState: { muted: false },
    videoState: { muted: false },
  };
}

/** `StreamKeepAliveEvent`. */
export function keepAlivePayload(stream: HookedStream): JsonObject {
  return streamObject(stream, stream.published ? 'PUBLISHING' : 'PLAYING');
}

/** `sendStreamEvent` and `StreamEvent`. */
export function streamEventPayload(
  stream: HookedStream,
  type: 'audioMuted' | 'audioUnmuted' | 'videoMuted' | 'videoUnmuted',
): JsonObject {
  return { ...contextOf(stream.session), mediaSessionId: stream.mediaSessionId, type };
}

/** `playHLS`. */
export function playHlsPayload(session: HookSession, name: string): JsonObject {
  return {
    ...contextOf(session),
    mediaSessionId: `${session.sessionId}-HLS`,
    name,
    mediaProvider: 'HLS',
    token: 'not-a-real-token',
  };
}

function streamObject(stream: HookedStream, status: string): JsonObject {
  return {
    ...contextOf(stream.session),
    mediaSessionId: stream.mediaSessionId,
    name: stream.name,
    published: stream.published,
    hasVideo: true,
    hasAudio: true,
    status,
    record: false,
    width: 640,
    height: 480,
    bitrate: 0,
    quality: 0,
    mediaProvider: 'WebRTC',
  };
}
