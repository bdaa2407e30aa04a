/** Rows of the call family: those of the vendor's table, and members of the call object seen in traffic or in the client. */
import type { Parameter } from '../parameter.ts';
import { custom, hasAudio, hasVideo } from './context.ts';
import { CALL_STATUSES } from './values.ts';

export const CALL_DIALOG = { kind: 'call', parameters: ['callId'] } as const;

export const callId = {
  name: 'callId',
  types: ['string'],
  presence: 'key',
  description: 'Tells the call from all others.',
  source: 'PARAMS',
} as const satisfies Parameter;
export const callee = {
  name: 'callee',
  personal: 'person',
  party: 'callee',
  types: ['string'],
  presence: 'usual',
  description: 'Who is called: a SIP URI or a telephone number.',
  source: 'PARAMS',
} as const satisfies Parameter;
export const caller = {
  name: 'caller',
  personal: 'person',
  party: 'caller',
  types: ['string'],
  presence: 'usual',
  description: 'Who calls, as a SIP URI.',
  source: 'PARAMS',
} as const satisfies Parameter;
export const visibleName = {
  name: 'visibleName',
  personal: 'person',
  party: 'name',
  types: ['string'],
  presence: 'optional',
  description: 'Name that the callee sees.',
  source: 'PARAMS',
} as const satisfies Parameter;
export const callHasVideo = { ...hasVideo, description: 'Whether it is a video call.' } as const;
export const incoming = {
  name: 'incoming',
  types: ['boolean'],
  presence: 'usual',
  description: 'Whether the call came from the SIP side.',
  source: 'PARAMS',
} as const satisfies Parameter;
export const inviteParameters = {
  name: 'inviteParameters',
  types: ['object'],
  presence: 'optional',
  description: 'Parameters added to the SIP INVITE request.',
  source: 'PARAMS',
} as const satisfies Parameter;
export const isMsrp = {
  name: 'isMsrp',
  types: ['boolean'],
  presence: 'optional',
  description: 'Whether it is an MSRP connection for data (RFC 4975), not a voice call.',
  source: 'PARAMS',
} as const satisfies Parameter;
export const status = {
  name: 'status',
  types: ['string'],
  presence: 'usual',
  values: CALL_STATUSES,
  description: 'State of the call.',
  source: 'PARAMS',
} as const satisfies Parameter;
export const sipStatus = {
  name: 'sipStatus',
  types: ['integer'],
  presence: 'optional',
  description: 'Status code of the SIP answer behind the event.',
  source: 'PARAMS',
} as const satisfies Parameter;
export const target = {
  name: 'target',
  personal: 'person',
  party: 'other',
  types: ['string'],
  presence: 'usual',
  description: 'To whom the call is transferred: a number or a SIP URI.',
  source: 'PARAMS',
} as const satisfies Parameter;
export const holdForTransfer = {
  name: 'holdForTransfer',
  types: ['boolean'],
  presence: 'optional',
  description: 'Whether the call is held in order to be transferred.',
  source: 'TYPE4',
} as const satisfies Parameter;

/** Members of the server's call object that the vendor's table does not list. */
export const OBSERVED_CALL_PARAMETERS = [
  hasAudio,
  holdForTransfer,
  { ...custom, source: 'SDK' },
  {
    name: 'sipSDP',
    types: ['array', 'string'],
    presence: 'optional',
    description: 'Attributes added to the session description of the SIP side.',
    source: 'SDK',
  },
  {
    name: 'sipHeaders',
    types: ['array'],
    items: ['string'],
    presence: 'optional',
    description: 'Header fields added to the SIP request.',
    source: 'SDK',
  },
  {
    name: 'parentCallId',
    types: ['string'],
    presence: 'optional',
    description: 'The call that this one was made from.',
    source: 'API-EX',
  },
  { ...target, presence: 'optional', source: 'API-EX' },
  {
    name: 'rtmpUrl',
    types: ['string'],
    presence: 'optional',
    description: "Where the call's media are republished over RTMP.",
    source: 'API-EX',
  },
  {
    name: 'rtmpStream',
    types: ['string'],
    presence: 'optional',
    description: 'Name of the RTMP stream that the call is republished as.',
    source: 'API-EX',
  },
  {
    name: 'rtmpStreamStatus',
    types: ['string'],
    presence: 'optional',
    description: 'State of that RTMP stream.',
    source: 'API-EX',
  },
] as const satisfies readonly Parameter[];
