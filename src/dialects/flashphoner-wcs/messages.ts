/** SIP messages and their delivery notifications. */
import type { Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import { CONTEXT, info, sipMessageRaw } from './context.ts';
import { CONTENT_TYPES, MESSAGE_STATUSES } from './values.ts';

const DIALOG = { kind: 'message', parameters: ['id'] } as const;

const id = {
  name: 'id',
  types: ['string'],
  presence: 'key',
  description: 'Tells the message from all others.',
  source: 'PARAMS',
} as const satisfies Parameter;
const from = {
  name: 'from',
  personal: 'person',
  party: 'caller',
  types: ['string'],
  presence: 'usual',
  description: 'Number or SIP URI of the sender.',
  source: 'PARAMS',
} as const satisfies Parameter;
const to = {
  name: 'to',
  personal: 'person',
  party: 'callee',
  types: ['string'],
  presence: 'usual',
  description: 'Number, name or SIP URI of the receiver.',
  source: 'PARAMS',
} as const satisfies Parameter;
const body = {
  name: 'body',
  personal: 'message',
  types: ['string'],
  presence: 'usual',
  description: 'Text of the message.',
  source: 'PARAMS',
} as const satisfies Parameter;
const contentType = {
  name: 'contentType',
  types: ['string'],
  presence: 'usual',
  values: CONTENT_TYPES,
  description:
    'Form of the SIP MESSAGE: plain text, text within CPIM (RFC 3862), or several CPIM parts for several receivers.',
  source: 'PARAMS',
} as const satisfies Parameter;
const isImdnRequired = {
  name: 'isImdnRequired',
  types: ['boolean'],
  presence: 'optional',
  description:
    'Whether a delivery notification is wanted (IMDN, RFC 5438); only for message/cpim and multipart/mixed.',
  source: 'PARAMS',
} as const satisfies Parameter;
const status = {
  name: 'status',
  types: ['string'],
  presence: 'key',
  values: MESSAGE_STATUSES,
  description: 'New state of the message.',
  source: 'PARAMS',
} as const satisfies Parameter;

export const MESSAGE_METHODS = [
  {
    name: 'sendMessage',
    aliases: [],
    role: 'ask',
    family: 'Messages',
    description: 'A client sends a message.',
    refusal: 'yes',
    clientCall: 'session.sendMessage()',
    dialog: DIALOG,
    parameters: [
      ...CONTEXT,
      id,
      from,
      to,
      body,
      contentType,
      isImdnRequired,
      {
        name: 'recipients',
        personal: 'person',
        party: 'callee',
        types: ['string'],
        presence: 'optional',
        description:
          'Receivers (SIP URIs, numbers or logins) with commas between; only for multipart/mixed, and only where the SIP server supports it.',
        source: 'PARAMS',
      },
    ],
    whenMissing: 'The backend never learns of the message and cannot refuse it.',
    source: 'PARAMS',
  },
  {
    name: 'OnMessageEvent',
    aliases: [],
    role: 'incoming',
    family: 'Messages',
    description: 'A message comes in from the SIP side.',
    refusal: 'yes',
    dialog: DIALOG,
    parameters: [
      ...CONTEXT,
      id,
      from,
      to,
      body,
      contentType,
      {
        ...isImdnRequired,
        description: 'Whether the sender asked for a delivery notification, which will be sent.',
      },
      { ...sipMessageRaw, description: 'The SIP MESSAGE behind the event.' },
      { ...status, presence: 'usual' },
      { ...info, source: 'HOOKSCOPE' },
    ],
    whenMissing: 'The backend never learns of the incoming message and cannot refuse it.',
    source: 'PARAMS',
  },
  {
    name: 'MessageStatusEvent',
    aliases: [],
    role: 'event',
    family: 'Messages',
    description: 'The state of a message changed: accepted, failed, delivered.',
    refusal: 'no',
    dialog: DIALOG,
    parameters: [
      ...CONTEXT,
      id,
      status,
      from,
      to,
      { ...contentType, presence: 'optional' },
      isImdnRequired,
      { ...body, presence: 'optional' },
      info,
      {
        ...sipMessageRaw,
        description:
          'The SIP message behind the status: 200 or 202 for ACCEPTED, a 4xx for FAILED, the notification for a delivery.',
      },
    ],
    whenMissing: 'The backend never learns whether the message was accepted or delivered.',
    source: 'PARAMS',
  },
  {
    name: 'sendIMDN',
    aliases: [],
    role: 'ask',
    family: 'Messages',
    description: 'A client confirms that a message was delivered.',
    refusal: 'yes',
    dialog: { kind: 'message', parameters: ['messageId'] },
    parameters: [
      ...CONTEXT,
      {
        name: 'messageId',
        types: ['string'],
        presence: 'key',
        description: 'The message whose delivery is confirmed.',
        source: 'PARAMS',
      },
    ],
    whenMissing: 'The backend never learns that the client confirmed the delivery.',
    source: 'PARAMS',
  },
] as const satisfies readonly Method[];
