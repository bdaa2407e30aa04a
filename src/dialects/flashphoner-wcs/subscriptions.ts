/** SIP subscriptions (RFC 6665) and XCAP requests (RFC 4825). */
import type { Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import { CONTEXT, info, sipMessageRaw } from './context.ts';
import { SUBSCRIPTION_STATUSES } from './values.ts';

const SUBSCRIPTION = { kind: 'subscription', parameters: ['sessionId'] } as const;
const XCAP = { kind: 'xcap', parameters: ['url'] } as const;

const event = {
  name: 'event',
  types: ['string'],
  presence: 'usual',
  values: { extent: 'examples', ignoreCase: false, values: ['reg'] },
  description: 'The kind of notifications subscribed to.',
  source: 'PARAMS',
} as const satisfies Parameter;
const expires = {
  name: 'expires',
  types: ['integer', 'string'],
  presence: 'usual',
  description: 'Seconds within which the server subscribes again.',
  source: 'PARAMS',
} as const satisfies Parameter;
const terminate = {
  name: 'terminate',
  types: ['boolean'],
  presence: 'optional',
  description: 'Whether the subscription is to end.',
  source: 'PARAMS',
} as const satisfies Parameter;
const url = {
  name: 'url',
  types: ['string'],
  presence: 'key',
  description: 'Address that the XCAP request goes to.',
  source: 'PARAMS',
} as const satisfies Parameter;

export const SUBSCRIPTION_METHODS = [
  {
    name: 'subscribe',
    aliases: [],
    role: 'ask',
    family: 'Subscriptions and XCAP',
    description: 'A client subscribes to notifications of the SIP server.',
    refusal: 'yes',
    dialog: SUBSCRIPTION,
    parameters: [...CONTEXT, event, expires, terminate],
    whenMissing: 'The backend never learns of the subscription and cannot refuse it.',
    source: 'PARAMS',
  },
  {
    name: 'SubscriptionStatusEvent',
    aliases: [],
    role: 'event',
    family: 'Subscriptions and XCAP',
    description: 'The state of a subscription changed, or a notification came.',
    refusal: 'no',
    dialog: SUBSCRIPTION,
    parameters: [
      ...CONTEXT,
      {
        name: 'status',
        types: ['string'],
        presence: 'key',
        values: SUBSCRIPTION_STATUSES,
        description: 'New state of the subscription.',
        source: 'PARAMS',
      },
      event,
      expires,
      terminate,
      {
        name: 'requestBody',
        personal: 'message',
        types: ['string'],
        presence: 'optional',
        description: 'The XML that came from the SIP side.',
        source: 'PARAMS',
      },
      info,
      {
        ...sipMessageRaw,
        description:
          'The SIP message behind the status: the answer to SUBSCRIBE, or the NOTIFY that ended the subscription.',
      },
    ],
    whenMissing: 'The backend never learns whether the subscription is active.',
    source: 'PARAMS',
  },
  {
    name: 'sendXcapRequest',
    aliases: [],
    role: 'ask',
    family: 'Subscriptions and XCAP',
    description: 'A client sends an XCAP request.',
    refusal: 'yes',
    dialog: XCAP,
    parameters: [...CONTEXT, url],
    whenMissing: 'The backend never learns of the XCAP request and cannot refuse it.',
    source: 'PARAMS',
  },
  {
    name: 'XcapStatusEvent',
    aliases: [],
    role: 'event',
    family: 'Subscriptions and XCAP',
    description: 'The answer to an XCAP request came.',
    refusal: 'no',
    dialog: XCAP,
    parameters: [
      ...CONTEXT,
      url,
      {
        name: 'xcapResponse',
        personal: 'message',
        types: ['string'],
        presence: 'usual',
        description: 'Body of the XCAP answer.',
        source: 'PARAMS',
      },
    ],
    whenMissing: 'The backend never gets the answer to the XCAP request.',
    source: 'PARAMS',
  },
] as const satisfies readonly Method[];
