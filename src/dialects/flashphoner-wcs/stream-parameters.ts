/** Rows of the stream family: those of the vendor's table, and members of the stream object seen in traffic or in the client. */
import type { Parameter } from '../parameter.ts';
import { CONTEXT, custom, hasAudio, hasVideo, info, mediaProvider, sdp } from './context.ts';
import { STREAM_STATUSES } from './values.ts';

export const STREAM_DIALOG = { kind: 'stream', parameters: ['mediaSessionId'] } as const;

export const mediaSessionId = {
  name: 'mediaSessionId',
  types: ['string'],
  presence: 'key',
  description: 'Tells the media session, and so the stream, from all others.',
  source: 'PARAMS',
} as const satisfies Parameter;
export const name = {
  name: 'name',
  types: ['string'],
  presence: 'usual',
  description: 'Name of the stream.',
  source: 'PARAMS',
} as const satisfies Parameter;
const published = {
  name: 'published',
  types: ['boolean'],
  presence: 'usual',
  description: 'true for a stream that the client publishes, false for one that it plays.',
  source: 'PARAMS',
} as const satisfies Parameter;
const streamHasVideo = { ...hasVideo, description: 'Whether the stream has video.' } as const;
export const status = {
  name: 'status',
  types: ['string'],
  presence: 'usual',
  values: STREAM_STATUSES,
  description: 'State of the stream.',
  source: 'PARAMS',
} as const satisfies Parameter;
export const record = {
  name: 'record',
  types: ['boolean'],
  presence: 'optional',
  description: 'Whether the published stream is recorded.',
  source: 'PARAMS',
} as const satisfies Parameter;

/** A size, rate or count. */
const measure = (parameterName: string, source: 'INVOKE' | 'OBJF', description: string): Parameter => ({
  name: parameterName,
  types: ['number'],
  presence: 'optional',
  description,
  source,
});

const optionalText = (parameterName: string, source: 'OBJF' | 'SDK', description: string): Parameter => ({
  name: parameterName,
  types: ['string'],
  presence: 'optional',
  description,
  source,
});

const muteState = (parameterName: string, description: string): Parameter => ({
  name: parameterName,
  types: ['object'],
  presence: 'optional',
  description,
  source: 'OBJF',
});

/** Members of the stream object that the vendor's table does not list. */
const OBSERVED_STREAM_PARAMETERS: readonly Parameter[] = [
  { ...hasAudio, source: 'INVOKE', description: 'Whether the stream has audio.' },
  measure('width', 'INVOKE', 'Width of the video, in pixels; 0 where not set.'),
  measure('height', 'INVOKE', 'Height of the video, in pixels; 0 where not set.'),
  measure('bitrate', 'INVOKE', 'Bit rate of the video asked for, in kbit/s; 0 where not set.'),
  measure('minBitrate', 'OBJF', 'Least bit rate of the video, in kbit/s.'),
  measure('maxBitrate', 'OBJF', 'Greatest bit rate of the video, in kbit/s.'),
  measure('quality', 'INVOKE', 'Quality of transcoding asked for; 0 where not set.'),
  optionalText('audioCodec', 'OBJF', 'Codec of the audio.'),
  optionalText('videoCodec', 'OBJF', 'Codec of the video.'),
  {
    name: 'history',
    types: ['boolean'],
    presence: 'optional',
    description: 'Whether the server keeps a record of the stream object after its end.',
    source: 'OBJF',
  },
  measure('gop', 'OBJF', 'Frames from one key frame to the next.'),
  measure('fps', 'OBJF', 'Frames per second.'),
  measure('audioBitrate', 'OBJF', 'Bit rate of the audio.'),
  optionalText('codecImpl', 'OBJF', 'Which implementation of the codec is used; may be empty.'),
  optionalText('transport', 'OBJF', 'Transport of the media, UDP or TCP.'),
  {
    name: 'cvoExtension',
    types: ['boolean'],
    presence: 'optional',
    description: 'Whether the video orientation extension of RTP is in use.',
    source: 'OBJF',
  },
  {
    name: 'createDate',
    types: ['integer'],
    presence: 'optional',
    description: 'When the stream was made: milliseconds since 1970.',
    source: 'OBJF',
  },
  optionalText('mediaType', 'OBJF', 'What the stream is for: publish or play.'),
  muteState('audioState', 'Whether the audio is muted.'),
  muteState('videoState', 'Whether the video is muted.'),
  optionalText('rtmpUrl', 'SDK', 'Where the stream is republished over RTMP.'),
  {
    name: 'constraints',
    types: ['object'],
    presence: 'optional',
    description: 'Media constraints that the client asked its browser for.',
    source: 'SDK',
  },
];

/** The rows of one stream object: those of the vendor's table, then those that were only seen in traffic. */
export const STREAM_OBJECT: readonly Parameter[] = [
  ...CONTEXT,
  name,
  mediaSessionId,
  published,
  streamHasVideo,
  status,
  sdp,
  custom,
  { ...info, source: 'HOOKSCOPE' },
  { ...mediaProvider, presence: 'optional', source: 'INVOKE' },
  ...OBSERVED_STREAM_PARAMETERS,
];

/** The rows of `base`, each replaced where `rows` has one of the same name; then the other rows of `rows`. */
export function withRows(base: readonly Parameter[], rows: readonly Parameter[]): readonly Parameter[] {
  const replacing = new Map(rows.map((row) => [row.name, row]));
  const kept = base.map((row) => replacing.get(row.name) ?? row);
  const names = new Set(base.map((row) => row.name));
  return [...kept, ...rows.filter((row) => !names.has(row.name))];
}
