/** The context parameters, and rows that several families share. */
import type { Parameter } from '../parameter.ts';
import { MEDIA_PROVIDERS } from './values.ts';

const nodeId = {
  name: 'nodeId',
  types: ['string'],
  presence: 'key',
  description: 'Tells which instance of the call server made the call.',
  source: 'PARAMS',
} as const satisfies Parameter;

const sessionId = {
  name: 'sessionId',
  types: ['string'],
  presence: 'key',
  description:
    "The client's connection to that instance; all hook calls of one session carry the same value.",
  source: 'PARAMS',
} as const satisfies Parameter;

const appKey = {
  name: 'appKey',
  types: ['string'],
  presence: 'key',
  description:
    'The application on the call server that the client connected to; the server finds the REST URL of the backend by it.',
  source: 'PARAMS',
} as const satisfies Parameter;

/** Every call to the backend has these (last rows of the vendor's table), also where the rows of a method omit them. */
export const CONTEXT = [nodeId, sessionId, appKey] as const satisfies readonly Parameter[];

/** WCS4 logs `connect` and the full `ConnectionStatusEvent` without a nodeId. */
export const CONNECTION_CONTEXT = [
  { ...nodeId, excusedWhen: 'absent-from-capture' },
  sessionId,
  appKey,
] as const satisfies readonly Parameter[];

/** For methods without any documented payload: some of them may not belong to a session. */
export const PRESUMED_CONTEXT = [
  { ...nodeId, presence: 'usual', source: 'HUGHEBA' },
  { ...sessionId, presence: 'usual', source: 'HUGHEBA' },
  { ...appKey, presence: 'usual', source: 'HUGHEBA' },
] as const satisfies readonly Parameter[];

export const info = {
  name: 'info',
  types: ['string'],
  presence: 'optional',
  description: 'More about the status in words; after a failure, its reason.',
  source: 'PARAMS',
} as const satisfies Parameter;

export const custom = {
  name: 'custom',
  types: ['object'],
  presence: 'optional',
  description: 'Whatever the client passed for the backend to know it by; the server hands it on as it is.',
  source: 'PARAMS',
} as const satisfies Parameter;

export const mediaProvider = {
  name: 'mediaProvider',
  types: ['string'],
  presence: 'usual',
  values: MEDIA_PROVIDERS,
  description: 'How the client sends and receives media.',
  source: 'PARAMS',
} as const satisfies Parameter;

export const hasVideo = {
  name: 'hasVideo',
  types: ['boolean'],
  presence: 'usual',
  description: 'Whether there is video.',
  source: 'PARAMS',
} as const satisfies Parameter;

export const hasAudio = {
  name: 'hasAudio',
  types: ['boolean'],
  presence: 'optional',
  description: 'Whether there is audio.',
  source: 'TYPE4',
} as const satisfies Parameter;

export const sdp = {
  name: 'sdp',
  types: ['string'],
  presence: 'optional',
  description: 'Session description of the client (RFC 8866); there with WebRTC.',
  source: 'PARAMS',
} as const satisfies Parameter;

export const sipMessageRaw = {
  name: 'sipMessageRaw',
  types: ['string'],
  presence: 'optional',
  secret: 'sip-message',
  description: 'The whole SIP message that caused the call, with its header fields.',
  source: 'PARAMS',
} as const satisfies Parameter;
