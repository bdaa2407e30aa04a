/** Publishing and playing streams. */
import type { Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import { CONTEXT, custom, info, mediaProvider } from './context.ts';
import {
  mediaSessionId,
  name,
  record,
  STREAM_DIALOG,
  STREAM_OBJECT,
  status,
  withRows,
} from './stream-parameters.ts';
import { KEEP_ALIVE_STATUSES } from './values.ts';

/** What is known of a viewer over HLS or RTSP; of the stream itself some builds tell all that a stream object has. */
const viewer = (source: 'HLS-HOOKS' | 'RTSP-HOOKS'): readonly Parameter[] =>
  withRows(
    STREAM_OBJECT.map((row) => ({ ...row, presence: 'optional', source })),
    [
      ...CONTEXT,
      name,
      mediaSessionId,
      mediaProvider,
      { ...custom, source: 'HLS-DIFF' },
      { ...record, source },
    ],
  );

const token = {
  name: 'token',
  types: ['string'],
  presence: 'optional',
  secret: 'value',
  description: 'Token by which the backend knows the viewer.',
  source: 'PARAMS',
} as const satisfies Parameter;

const keepAlive: readonly Parameter[] = [
  { ...status, values: KEEP_ALIVE_STATUSES },
  { ...info, source: 'PARAMS' },
  { ...mediaProvider, presence: 'optional' },
  record,
];

export const STREAM_METHODS = [
  {
    name: 'publishStream',
    aliases: [],
    role: 'ask',
    family: 'Streams',
    description: 'A client begins to publish a stream; of a client over RTMP the status is NEW.',
    refusal: 'yes',
    clientCall: 'stream.publish()',
    dialog: STREAM_DIALOG,
    parameters: withRows(STREAM_OBJECT, [
      { ...name, description: 'Name of the stream; while it is published, no other may have it.' },
      record,
    ]),
    whenMissing: 'The backend never learns that a stream is published and cannot refuse it.',
    source: 'PARAMS',
  },
  {
    name: 'unPublishStream',
    aliases: [],
    role: 'ask',
    family: 'Streams',
    description: 'A client stops publishing a stream.',
    refusal: 'pointless',
    clientCall: 'stream.stop()',
    dialog: STREAM_DIALOG,
    parameters: withRows(STREAM_OBJECT, [record]),
    whenMissing: 'The backend never learns that it was the client who stopped publishing.',
    source: 'PARAMS',
  },
  {
    name: 'playStream',
    aliases: [],
    role: 'ask',
    family: 'Streams',
    description: 'A client begins to play a stream; in old builds an HLS viewer too.',
    refusal: 'yes',
    clientCall: 'stream.play()',
    dialog: STREAM_DIALOG,
    parameters: withRows(STREAM_OBJECT, [
      // The vendor's table calls it `mediaSession` for this one method.
      { ...mediaSessionId, aliases: ['mediaSession'] },
      { ...record, source: 'HOOKSCOPE' },
      { ...token, source: 'HLS-DIFF' },
    ]),
    whenMissing: 'The backend never learns that a stream is played and cannot refuse it.',
    source: 'PARAMS',
  },
  {
    name: 'playHLS',
    aliases: [],
    role: 'ask',
    family: 'Streams',
    description:
      'A viewer asks for the playlist of a stream over HLS; the answer decides whether he gets it or a 401. It comes only where hls_auth_enabled is true, and not while hls_auth_token_cache remembers the token.',
    refusal: 'yes',
    dialog: STREAM_DIALOG,
    parameters: withRows(viewer('HLS-HOOKS'), [token]),
    whenMissing: 'The backend cannot tell who plays the stream over HLS and cannot refuse it.',
    source: 'PARAMS',
  },
  {
    name: 'playRTSP',
    aliases: [],
    role: 'ask',
    family: 'Streams',
    description:
      'A viewer asks for a stream over RTSP. One call for each RTSP method (DESCRIBE, SETUP, PLAY and so on) but OPTIONS; a refusal breaks the RTSP connection. It comes only where rtsp_server_auth_enabled is true.',
    refusal: 'yes',
    recurs: true,
    dialog: STREAM_DIALOG,
    parameters: withRows(viewer('RTSP-HOOKS'), [
      // Before 5.2 there is none, and no name and mediaProvider either: the address stands for them.
      { ...mediaSessionId, presence: 'optional', source: 'RTSP-HOOKS-OLD' },
      { ...name, presence: 'optional' },
      { ...mediaProvider, presence: 'optional' },
      {
        name: 'rtspUrl',
        types: ['string'],
        presence: 'optional',
        description: 'The RTSP address of the stream.',
        source: 'PARAMS',
      },
      {
        name: 'User-Agent',
        aliases: ['userAgent'],
        types: ['string'],
        presence: 'optional',
        description: "What the viewer's player calls itself.",
        source: 'PARAMS',
      },
    ]),
    whenMissing: 'The backend cannot tell who plays the stream over RTSP and cannot refuse it.',
    source: 'PARAMS',
  },
  {
    name: 'stopStream',
    aliases: [],
    role: 'ask',
    family: 'Streams',
    description: 'A client stops playing a stream.',
    refusal: 'pointless',
    clientCall: 'stream.stop()',
    dialog: STREAM_DIALOG,
    parameters: withRows(STREAM_OBJECT, [{ ...record, source: 'HOOKSCOPE' }]),
    whenMissing: 'The backend never learns that it was the client who stopped playing.',
    source: 'PARAMS',
  },
  {
    name: 'pauseStream',
    aliases: [],
    role: 'ask',
    family: 'Streams',
    description: 'A client pauses a stream that it plays.',
    refusal: 'effect-unknown',
    clientCall: 'stream.pause()',
    dialog: STREAM_DIALOG,
    parameters: withRows(
      STREAM_OBJECT.map((row) => (CONTEXT.some((of) => of.name === row.name) ? row : asOf(row, 'SDK'))),
      [{ ...mediaSessionId, source: 'SDK' }],
    ),
    whenMissing: 'The backend never learns that playing was paused.',
    source: 'MATCH',
  },
  {
    name: 'snapshot',
    aliases: [],
    role: 'ask',
    family: 'Streams',
    description: 'A client has a picture taken of a stream.',
    refusal: 'effect-unknown',
    clientCall: 'stream.snapshot()',
    dialog: STREAM_DIALOG,
    parameters: [...CONTEXT, { ...name, source: 'SDK' }, { ...mediaSessionId, source: 'SDK' }],
    whenMissing: 'The backend never learns that a picture of the stream was asked for.',
    source: 'MATCH',
  },
  {
    name: 'availableStream',
    aliases: [],
    role: 'ask',
    family: 'Streams',
    description: 'A client asks whether a stream can be played.',
    refusal: 'effect-unknown',
    clientCall: 'stream.available()',
    dialog: STREAM_DIALOG,
    parameters: [
      ...CONTEXT,
      { ...name, source: 'SDK' },
      { ...mediaSessionId, presence: 'usual', source: 'SDK' },
    ],
    whenMissing: 'The backend never learns that the client asked for the stream.',
    source: 'SDK',
  },
  {
    name: 'StreamStatusEvent',
    aliases: [],
    role: 'event',
    family: 'Streams',
    description: 'The state of a stream changed.',
    refusal: 'no',
    dialog: STREAM_DIALOG,
    parameters: withRows(STREAM_OBJECT, [
      { ...status, presence: 'key', description: 'New state of the stream.' },
      info,
      record,
    ]),
    whenMissing:
      'The backend never learns what became of the stream: it shows streams that have ended, or none that are live.',
    source: 'PARAMS',
  },
  {
    name: 'StreamKeepAliveEvent',
    aliases: [],
    role: 'event',
    family: 'Streams',
    description:
      'Tells at an even pace that a stream is still live; sent only where it was switched on for the application. A 403 ends the stream where restOnError is FAIL for it.',
    refusal: 'yes',
    dialog: STREAM_DIALOG,
    parameters: withRows(STREAM_OBJECT, keepAlive),
    whenMissing: 'The backend cannot tell that the stream is still live, nor end it by its answer.',
    source: 'PARAMS',
  },
] as const satisfies readonly Method[];

/** A row that is known from the client's own message in the SDK only: it is never required. */
function asOf(row: Parameter, source: 'SDK'): Parameter {
  return { ...row, presence: 'optional', source };
}
