/** Establishing and closing a client's connection, and its SIP registration. */
import type { Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import { CONNECTION_CONTEXT, CONTEXT, custom, info, sipMessageRaw } from './context.ts';
import { CONNECTION_STATUSES, MEDIA_PROVIDERS, REGISTRATION_STATUSES } from './values.ts';

const sipRegisterRequired = {
  name: 'sipRegisterRequired',
  types: ['boolean'],
  presence: 'optional',
  description:
    'true: the server registers the user with the SIP server (REGISTER). false: it does not, and the page gets no incoming SIP calls, though it may make calls where the SIP server lets unregistered users do so.',
  source: 'PARAMS',
} as const satisfies Parameter;
const sipLogin = {
  name: 'sipLogin',
  personal: 'person',
  party: 'login',
  types: ['string'],
  presence: 'optional',
  description: 'SIP user name.',
  source: 'PARAMS',
} as const satisfies Parameter;
const sipAuthenticationName = {
  name: 'sipAuthenticationName',
  personal: 'person',
  party: 'login',
  types: ['string'],
  presence: 'optional',
  description: 'SIP user name for authentication, where it is not the same as sipLogin.',
  source: 'PARAMS',
} as const satisfies Parameter;
const sipPassword = {
  name: 'sipPassword',
  types: ['string'],
  presence: 'optional',
  secret: 'value',
  description: 'SIP password, for authentication.',
  source: 'PARAMS',
} as const satisfies Parameter;
const sipVisibleName = {
  name: 'sipVisibleName',
  personal: 'person',
  party: 'name',
  types: ['string'],
  presence: 'optional',
  description: 'Name that those see who get a call from this user.',
  source: 'PARAMS',
} as const satisfies Parameter;
const sipDomain = {
  name: 'sipDomain',
  personal: 'address',
  types: ['string'],
  presence: 'optional',
  description: 'SIP domain: a host name or an IP address.',
  source: 'PARAMS',
} as const satisfies Parameter;
const sipOutboundProxy = {
  name: 'sipOutboundProxy',
  personal: 'address',
  types: ['string'],
  presence: 'optional',
  description: 'SIP proxy: a host name or an IP address, where it is not the same as sipDomain.',
  source: 'PARAMS',
} as const satisfies Parameter;
const sipPort = {
  name: 'sipPort',
  types: ['integer', 'string'],
  presence: 'optional',
  description: 'Port on which the SIP server takes SIP.',
  source: 'PARAMS',
} as const satisfies Parameter;
const sipContactParams = {
  name: 'sipContactParams',
  types: ['string'],
  presence: 'optional',
  description: 'Text of parameters added to the Contact header field of REGISTER.',
  source: 'PARAMS',
} as const satisfies Parameter;
const mediaProviders = {
  name: 'mediaProviders',
  types: ['array'],
  items: ['string'],
  presence: 'usual',
  values: MEDIA_PROVIDERS,
  description: 'The ways in which the client can send and receive media.',
  source: 'PARAMS',
} as const satisfies Parameter;
const authToken = {
  name: 'authToken',
  types: ['string'],
  presence: 'optional',
  secret: 'value',
  description: 'Key with which a client joins a SIP session that is already active.',
  source: 'PARAMS',
} as const satisfies Parameter;

/** Undocumented members that clients of different generations send in `connect`; `ConnectionStatusEvent` repeats them. */
const observed = [
  {
    name: 'useWsTunnel',
    types: ['boolean'],
    presence: 'optional',
    description: 'Whether media go through the WebSocket.',
    source: 'DOMAIN-AUTH',
  },
  {
    name: 'useWsTunnelPacketization2',
    types: ['boolean'],
    presence: 'optional',
    description: 'Whether media in the WebSocket are packed in the second format.',
    source: 'DOMAIN-AUTH',
  },
  {
    name: 'useBase64BinaryEncoding',
    types: ['boolean'],
    presence: 'optional',
    description: 'Whether binary data in the WebSocket are sent as base64 text.',
    source: 'DOMAIN-AUTH',
  },
  {
    name: 'useSelfSigned',
    types: ['boolean'],
    presence: 'optional',
    description: 'Whether the client accepts a certificate that signs itself (WCS4).',
    source: 'WCS4-REST',
  },
  {
    name: 'clientVersion',
    types: ['string'],
    presence: 'optional',
    description: "Version of the client's SDK.",
    source: 'DOMAIN-AUTH',
  },
  {
    name: 'clientOSVersion',
    aliases: ['clientOsVersion'],
    types: ['string'],
    presence: 'optional',
    description: "Operating system of the client, as the browser's user agent tells it.",
    source: 'DOMAIN-AUTH',
  },
  {
    name: 'clientBrowserVersion',
    types: ['string'],
    presence: 'optional',
    description: "The client's browser, as its user agent tells it.",
    source: 'DOMAIN-AUTH',
  },
  {
    name: 'keepAlive',
    types: ['boolean'],
    presence: 'optional',
    description: 'Whether the session is kept when the client loses its WebSocket.',
    source: 'DOMAIN-AUTH',
  },
  {
    name: 'origin',
    types: ['string'],
    presence: 'optional',
    description: 'Origin of the page that connects: scheme, host and port.',
    source: 'DOMAIN-AUTH',
  },
  {
    name: 'msePacketizationVersion',
    types: ['integer'],
    presence: 'optional',
    description: 'Format in which media for Media Source Extensions are packed.',
    source: 'SDK',
  },
  {
    name: 'login',
    types: ['string'],
    presence: 'optional',
    description: 'A random text, which the server makes for a client that connects over RTMP.',
    source: 'RTMP-HOOKS',
  },
] as const satisfies readonly Parameter[];

export const CONNECTION_METHODS = [
  {
    name: 'connect',
    aliases: [],
    role: 'opener',
    family: 'Connection',
    description:
      'A client opens a connection to the call server: a web client, or one that publishes or plays over RTMP, whose application is flashStreamingApp.',
    refusal: 'yes',
    clientCall: 'Flashphoner.createSession()',
    dialog: null,
    parameters: [
      ...CONNECTION_CONTEXT,
      {
        name: 'urlServer',
        types: ['string'],
        presence: 'optional',
        description: 'Address of the call server that the client connects to.',
        source: 'PARAMS',
      },
      sipRegisterRequired,
      sipLogin,
      sipAuthenticationName,
      sipPassword,
      sipVisibleName,
      sipDomain,
      sipOutboundProxy,
      sipPort,
      sipContactParams,
      {
        name: 'status',
        types: ['string'],
        presence: 'optional',
        values: CONNECTION_STATUSES,
        description: 'State of the connection when the backend is asked.',
        source: 'PARAMS',
      },
      mediaProviders,
      {
        name: 'restClientConfig',
        types: ['object'],
        presence: 'optional',
        description:
          'How the server is to deal with the backend, method by method. It counts in the answer; without it the defaults hold.',
        source: 'PARAMS',
      },
      {
        name: 'width',
        types: ['integer', 'string'],
        presence: 'optional',
        description: 'Greatest width of video, in pixels.',
        source: 'PARAMS',
      },
      {
        name: 'height',
        types: ['integer', 'string'],
        presence: 'optional',
        description: 'Greatest height of video, in pixels.',
        source: 'PARAMS',
      },
      custom,
      { ...authToken, source: 'SDK' },
      ...observed,
    ],
    whenMissing:
      'The connection is not established: the call server cannot ask the backend whether the client may come in.',
    source: 'PARAMS',
  },
  {
    name: 'ConnectionStatusEvent',
    aliases: [],
    role: 'event',
    family: 'Connection',
    description:
      'The state of the connection changed. After a failure it carries only status, info and the context.',
    refusal: 'no',
    dialog: null,
    parameters: [
      ...CONNECTION_CONTEXT,
      {
        name: 'status',
        types: ['string'],
        presence: 'key',
        values: CONNECTION_STATUSES,
        description: 'New state of the connection.',
        source: 'PARAMS',
      },
      info,
      sipRegisterRequired,
      sipLogin,
      { ...sipAuthenticationName, source: 'SDK' },
      sipPassword,
      sipVisibleName,
      sipDomain,
      sipOutboundProxy,
      sipPort,
      sipContactParams,
      authToken,
      { ...mediaProviders, presence: 'optional' },
      custom,
      ...observed,
    ],
    whenMissing:
      "The backend never learns the connection's status: it keeps waiting for clients that are in, and counts clients that have left.",
    source: 'PARAMS',
  },
  {
    name: 'RegistrationStatusEvent',
    aliases: [],
    role: 'event',
    family: 'Connection',
    description: "The state of the user's SIP registration changed.",
    refusal: 'no',
    dialog: null,
    parameters: [
      ...CONTEXT,
      {
        name: 'status',
        types: ['string'],
        presence: 'key',
        values: REGISTRATION_STATUSES,
        description: 'New state of the registration.',
        source: 'PARAMS',
      },
      info,
      { ...sipMessageRaw, description: 'The SIP answer to REGISTER, with its header fields.' },
    ],
    whenMissing:
      'The backend never learns whether the SIP registration succeeded, so it cannot tell whether the user can be called.',
    source: 'PARAMS',
  },
] as const satisfies readonly Method[];
