/** Events within a stream, and hooks about streams of which only the names are known. */
import type { Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import { CONTEXT, info, PRESUMED_CONTEXT } from './context.ts';
import { mediaSessionId, name, STREAM_DIALOG } from './stream-parameters.ts';
import { STREAM_EVENT_TYPES } from './values.ts';

const type = {
  name: 'type',
  types: ['string'],
  presence: 'usual',
  values: STREAM_EVENT_TYPES,
  description: 'What happened in the stream.',
  source: 'PARAMS',
} as const satisfies Parameter;
const payload = {
  name: 'payload',
  personal: 'message',
  types: ['object'],
  presence: 'optional',
  description: 'Data that go with the event.',
  source: 'SDK',
} as const satisfies Parameter;
const eventInfo = { ...info, description: 'More about the event in words.' } as const;

const presumed: readonly Parameter[] = [
  ...PRESUMED_CONTEXT,
  { ...mediaSessionId, presence: 'optional', source: 'HUGHEBA' },
  { ...name, presence: 'optional', source: 'HUGHEBA' },
  {
    name: 'status',
    types: ['string'],
    presence: 'optional',
    description: 'State that the event tells of; its values are not documented.',
    source: 'HUGHEBA',
  },
];

export const STREAM_EVENT_METHODS = [
  {
    name: 'sendStreamEvent',
    aliases: [],
    role: 'ask',
    family: 'Stream events',
    description: 'A publishing client tells of a change in its stream, such as muted audio.',
    refusal: 'effect-unknown',
    clientCall: 'stream.sendStreamEvent()',
    dialog: STREAM_DIALOG,
    parameters: [
      ...CONTEXT,
      { ...mediaSessionId, description: 'Media session of the publisher.' },
      type,
      eventInfo,
      payload,
    ],
    whenMissing: 'The backend never learns of the change that the publisher told of.',
    source: 'PARAMS',
  },
  {
    name: 'StreamEvent',
    aliases: [],
    role: 'event',
    family: 'Stream events',
    description: 'Those who play a stream are told of a change in it.',
    refusal: 'no',
    dialog: STREAM_DIALOG,
    parameters: [
      ...CONTEXT,
      { ...mediaSessionId, description: 'Media session of the one who plays.' },
      type,
      eventInfo,
      payload,
    ],
    whenMissing: 'The backend never learns that those who play the stream were told of the change.',
    source: 'PARAMS',
  },
  {
    name: 'RecordingStatusEvent',
    aliases: [],
    role: 'event',
    family: 'Stream events',
    description: 'The state of a recording changed.',
    refusal: 'no',
    dialog: STREAM_DIALOG,
    parameters: presumed,
    whenMissing: 'The backend never learns what became of the recording.',
    source: 'HUGHEBA',
  },
  {
    name: 'StreamsStatEvent',
    aliases: [],
    role: 'event',
    family: 'Stream events',
    description: 'Figures about the streams of the server.',
    refusal: 'no',
    dialog: null,
    parameters: PRESUMED_CONTEXT,
    whenMissing: 'The backend does not get the figures about the streams.',
    source: 'HUGHEBA',
  },
  {
    name: 'StreamTranscodingGroupEvent',
    aliases: [],
    role: 'event',
    family: 'Stream events',
    description: 'Something changed in the transcoding of a stream.',
    refusal: 'no',
    dialog: STREAM_DIALOG,
    parameters: presumed,
    whenMissing: 'The backend never learns of the change in transcoding.',
    source: 'HUGHEBA',
  },
] as const satisfies readonly Method[];
