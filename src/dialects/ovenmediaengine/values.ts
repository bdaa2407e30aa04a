/** Names of protocols. The documents write them in small letters; the program writes WebRTC, RTMP, SRT, LLHLS, HLSv3 and Thumbnail. */

/** Protocols whose clients keep a connection, so that the server knows when they go. */
export const CONNECTED_PROTOCOLS = ['webrtc', 'WebRTC', 'rtmp', 'RTMP', 'srt', 'SRT'] as const;

export const PROTOCOLS = ['webrtc', 'rtmp', 'srt', 'llhls', 'hls', 'hlsv3', 'thumbnail'] as const;

/** What the alert service finds. */
export const ALERT_CODES = [
  'INGRESS_BITRATE_LOW',
  'INGRESS_BITRATE_HIGH',
  'INGRESS_FRAMERATE_LOW',
  'INGRESS_FRAMERATE_HIGH',
  'INGRESS_WIDTH_SMALL',
  'INGRESS_WIDTH_LARGE',
  'INGRESS_HEIGHT_SMALL',
  'INGRESS_HEIGHT_LARGE',
  'INGRESS_SAMPLERATE_LOW',
  'INGRESS_SAMPLERATE_HIGH',
  'INGRESS_LONG_KEY_FRAME_INTERVAL',
  'INGRESS_HAS_BFRAME',
] as const;
