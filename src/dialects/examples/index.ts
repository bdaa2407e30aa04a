/**
 * Words of the built-in dialects for help texts and examples. They stand apart from the tables so that the command line
 * can print its help without loading them; a test holds that they are what the tables have.
 */

/** Names of the built-in dialects, in the order of the registry. The first is the default. */
export const DIALECT_NAMES = [
  'flashphoner-wcs',
  'openvox',
  'yeastar',
  'yeastar-p',
  'srs',
  'zlmediakit',
  'nginx-rtmp',
  'livekit',
  'ovenmediaengine',
] as const;

/** Words of the default dialect. */
export const EXAMPLES = {
  dialect: DIALECT_NAMES[0],
  port: 9091,
  /** The method that opens a session. */
  opener: 'connect',
  /** An event. */
  event: 'ConnectionStatusEvent',
  /** A pattern of method names that several methods fit. */
  methodPattern: '*StatusEvent',
  /** A status of a payload. */
  status: 'FINISH',
  /** Parameters that distinguish dialogs. */
  dialogParameters: ['callId', 'mediaSessionId'],
  /** The server's setting for the key of signatures, and the scheme of the header field. */
  keySetting: 'rest_hook_secret_key',
  signature: 'Authorization: WCS',
} as const;
