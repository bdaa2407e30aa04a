/** The hooks of SRS. */
import type { Acceptance } from '../delivery.ts';
import type { Method } from '../method.ts';
import { COMMON, member, PAGE_URL, STREAM, STREAM_DIALOG, TC_URL } from './parameters.ts';

/** Whatever the backend answers, and whether it answers, makes no difference to the server. */
const ANSWER_IGNORED = {
  statuses: [{ from: 100, to: 599 }],
  body: { kind: 'any' },
} as const satisfies Acceptance;

const CONNECTION_METHODS: readonly Method[] = [
  {
    name: 'on_connect',
    aliases: [],
    role: 'opener',
    family: 'Connections',
    description:
      'A client connects over RTMP or SRT, and the backend may turn it away. Clients of WebRTC connect without it.',
    refusal: 'yes',
    dialog: null,
    parameters: [
      ...COMMON,
      TC_URL,
      PAGE_URL,
      member('stream', 'Name of the stream, where the client told it on connecting.', {
        presence: 'optional',
      }),
      member('param', 'What the client appended to the address, as a query.', {
        presence: 'optional',
        secret: 'query',
      }),
    ],
    whenMissing: 'The backend never learns that the client is there, and cannot turn it away.',
    source: 'SRS-DOCS',
  },
  {
    name: 'on_close',
    aliases: [],
    role: 'event',
    family: 'Connections',
    description:
      'The connection of a client over RTMP or SRT ended, also one that the backend had turned away.',
    refusal: 'no',
    dialog: null,
    parameters: [
      ...COMMON,
      member('send_bytes', 'Bytes that the server sent to the client.', { types: ['integer'] }),
      member('recv_bytes', 'Bytes that the server got from the client.', { types: ['integer'] }),
    ],
    whenMissing: 'For the backend the client stays connected.',
    source: 'SRS-DOCS',
  },
];

const STREAM_METHODS: readonly Method[] = [
  {
    name: 'on_publish',
    aliases: [],
    role: 'ask',
    family: 'Streams',
    description:
      'A client begins to publish a stream, and the backend may refuse it. Over WebRTC it is sent at the API call.',
    refusal: 'yes',
    dialog: STREAM_DIALOG,
    parameters: [...COMMON, ...STREAM],
    whenMissing: 'The backend never learns that the stream is published, and cannot refuse it.',
    source: 'SRS-DOCS',
  },
  {
    name: 'on_unpublish',
    aliases: [],
    role: 'event',
    family: 'Streams',
    description: 'A client stopped publishing a stream.',
    refusal: 'no',
    dialog: STREAM_DIALOG,
    parameters: [...COMMON, ...STREAM],
    whenMissing: 'For the backend the stream stays live.',
    source: 'SRS-DOCS',
  },
  {
    name: 'on_play',
    aliases: [],
    role: 'ask',
    family: 'Streams',
    description:
      'A client begins to play a stream, and the backend may refuse it. Over HLS it is sent only with hls_ctx on.',
    refusal: 'yes',
    dialog: STREAM_DIALOG,
    parameters: [...COMMON, ...STREAM, PAGE_URL],
    whenMissing: 'The backend never learns that the stream is played, and cannot refuse it.',
    source: 'SRS-DOCS',
  },
  {
    name: 'on_stop',
    aliases: [],
    role: 'event',
    family: 'Streams',
    description: 'A client stopped playing a stream; over HLS, it asked for nothing for twice hls_window.',
    refusal: 'no',
    dialog: STREAM_DIALOG,
    parameters: [...COMMON, ...STREAM],
    whenMissing: 'For the backend the viewer goes on playing.',
    source: 'SRS-DOCS',
  },
  {
    name: 'on_forward',
    aliases: [],
    role: 'ask',
    family: 'Streams',
    description:
      'A stream is published, and the server asks where to forward it to: the answer has the addresses as data.urls.',
    refusal: 'effect-unknown',
    dialog: STREAM_DIALOG,
    parameters: [...COMMON, ...STREAM],
    whenMissing: 'The backend cannot tell the server where to forward the stream to.',
    source: 'SRS-DOCS',
  },
];

const RECORDING: readonly Method['parameters'][number][] = [
  member('cwd', 'Folder that the server runs in; the path of the file begins there.'),
  member('file', 'Path of the file.'),
];

const RECORDING_METHODS: readonly Method[] = [
  {
    name: 'on_dvr',
    aliases: [],
    role: 'event',
    family: 'Recordings',
    description: 'A file with a recording of a stream is complete; sent only where dvr is enabled.',
    refusal: 'no',
    dialog: STREAM_DIALOG,
    parameters: [...COMMON, ...STREAM, ...RECORDING],
    whenMissing: 'The backend never learns of the recording.',
    source: 'SRS-DOCS',
  },
  {
    name: 'on_hls',
    aliases: [],
    role: 'event',
    family: 'Recordings',
    description: 'A segment of a stream for HLS is complete.',
    refusal: 'no',
    dialog: STREAM_DIALOG,
    parameters: [
      ...COMMON,
      ...STREAM,
      ...RECORDING,
      member('duration', 'Length of the segment in seconds.', { types: ['number'] }),
      member('url', 'Path of the segment for players.'),
      member('m3u8', 'Path of the file with the playlist.'),
      member('m3u8_url', 'Path of the playlist for players.'),
      member('seq_no', 'Number of the segment.', { types: ['integer'] }),
    ],
    whenMissing: 'The backend never learns of the segment.',
    source: 'SRS-DOCS',
  },
  {
    name: 'on_hls_notify',
    aliases: [],
    role: 'event',
    family: 'Recordings',
    description:
      'A segment of a stream for HLS is complete: a GET without a body, to an address that the settings make of a template. Nothing in it names the hook, so --hook PATH=on_hls_notify has to.',
    refusal: 'no',
    dialog: null,
    outsideSessions: true,
    acceptance: ANSWER_IGNORED,
    timeoutSeconds: 10,
    openMembers: true,
    parameters: [],
    whenMissing: 'Whoever fetches segments ahead of the players, such as a CDN, never learns of the segment.',
    source: 'SRS-CODE',
  },
];

const addresses = (name: string, what: string): Method['parameters'][number] =>
  member(name, `Addresses at which the server takes ${what}.`, {
    types: ['array'],
    items: ['string'],
    presence: 'optional',
  });

const SERVER_METHODS: readonly Method[] = [
  {
    name: 'heartbeat',
    aliases: [],
    role: 'event',
    family: 'Server',
    description:
      'The server tells at an even pace that it runs. It has no action, and is known by its members; its answer is not looked at.',
    refusal: 'no',
    dialog: null,
    outsideSessions: true,
    acceptance: ANSWER_IGNORED,
    parameters: [
      member('device_id', 'Name of the machine, as the settings have it.', {
        presence: 'key',
        source: 'SRS-CONF',
      }),
      member('ip', 'Address of the server.', { personal: 'address' }),
      member('server_id', 'Tells the server from others; the heartbeat calls it server.', {
        aliases: ['server'],
        source: 'SRS-CODE',
      }),
      member('service', 'Tells one run of the server from the next.'),
      member('pid', 'Number of the process.'),
      member('summaries', 'Load of the machine and the server, where the settings ask for it.', {
        types: ['object'],
        presence: 'optional',
      }),
      addresses('rtmp', 'RTMP'),
      addresses('http', 'HTTP'),
      addresses('api', 'its HTTP API'),
      addresses('srt', 'SRT'),
      addresses('rtc', 'WebRTC'),
    ],
    whenMissing: 'The backend cannot tell that the server still runs.',
    source: 'SRS-CODE',
  },
];

export const METHODS: readonly Method[] = [
  ...CONNECTION_METHODS,
  ...STREAM_METHODS,
  ...RECORDING_METHODS,
  ...SERVER_METHODS,
];
