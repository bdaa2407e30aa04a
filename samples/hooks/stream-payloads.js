import { contextOf } from './session.js';
import { browserDescription } from './session-description.js';
export function hookedStream(random, session, options) {
  return {
    session,
    mediaSessionId: random.uuid(),
    name: options.name ?? `stream-${random.hex(4)}`,
    published: options.published,
  };
}
/** `publishStream` and `playStream`: the stream object with the client's SDP. */
export function startStreamPayload(random, stream) {
  return {
    ...streamObject(stream, 'PENDING'),
    sdp: browserDescription(random, { video: true, candidates: 1 }),
  };
}
/** `unPublishStream`, `stopStream`, `pauseStream` and `snapshot`. */
export function streamControlPayload(stream) {
  return streamObject(stream, stream.published ? 'PUBLISHING' : 'PLAYING');
}
/** `StreamStatusEvent`. */
export function streamStatusPayload(stream, status, info) {
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
export function keepAlivePayload(stream) {
  return streamObject(stream, stream.published ? 'PUBLISHING' : 'PLAYING');
}
/** `sendStreamEvent` and `StreamEvent`. */
export function streamEventPayload(stream, type) {
  return { ...contextOf(stream.session), mediaSessionId: stream.mediaSessionId, type };
}
/** `playHLS`. */
export function playHlsPayload(session, name) {
  return {
    ...contextOf(session),
    mediaSessionId: `${session.sessionId}-HLS`,
    name,
    mediaProvider: 'HLS',
    token: 'not-a-real-token',
  };
}
function streamObject(stream, status) {
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
