/** Admission webhooks: a client wants to publish or to play, and is gone again. */
import type { Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import { PROTOCOLS } from './values.ts';

type Further = Partial<Parameter>;

/** A member of the two objects that a request consists of; the row has the name of its path. */
function of(
  part: 'client' | 'request',
  name: string,
  types: Parameter['types'],
  description: string,
  further: Further = {},
): Parameter {
  return {
    name: `${part}.${name}`,
    paths: [[part, name]],
    types,
    presence: 'usual',
    description,
    source: 'OME-ADMISSION',
    ...further,
  };
}

const ADDRESS = { personal: 'address' } as const satisfies Further;

const CLIENT: readonly Parameter[] = [
  {
    name: 'client',
    types: ['object'],
    presence: 'usual',
    description: 'Who asks.',
    source: 'OME-ADMISSION',
  },
  of('client', 'address', ['string'], 'Address that the client is connected from.', ADDRESS),
  of('client', 'port', ['integer'], 'Port that the client is connected from.'),
  of('client', 'real_ip', ['string'], 'Address of the client as a proxy tells it; newer servers only.', {
    presence: 'optional',
    ...ADDRESS,
  }),
  of('client', 'user_agent', ['string'], 'The program of the client.', { presence: 'optional' }),
];

const REQUEST: readonly Parameter[] = [
  {
    name: 'request',
    types: ['object'],
    presence: 'key',
    description: 'What the client asks for.',
    source: 'OME-ADMISSION',
  },
  of('request', 'direction', ['string'], 'Whether the client publishes (incoming) or plays (outgoing).', {
    values: { extent: 'open', ignoreCase: true, values: ['incoming', 'outgoing'] },
  }),
  of('request', 'protocol', ['string'], 'By which protocol the client publishes or plays.', {
    values: { extent: 'open', ignoreCase: true, values: PROTOCOLS },
  }),
  of('request', 'status', ['string'], 'Names the hook: opening or closing.', {
    presence: 'key',
    values: { extent: 'open', ignoreCase: true, values: ['opening', 'closing'] },
  }),
  of('request', 'url', ['string'], 'Address that the client asks for, with its query.', { secret: 'query' }),
  of('request', 'time', ['string'], 'When the client asked (ISO 8601).'),
];

const NEW_URL: Parameter = of(
  'request',
  'new_url',
  ['string'],
  'Address that the backend put in place of the one asked for.',
  { presence: 'optional', secret: 'query' },
);

/**
 * What tells one stay of a client from another. Nothing else is in both requests: a client that asks twice for one address over one
 * connection cannot be told apart.
 */
const ADMISSION_DIALOG = {
  kind: 'admission',
  parameters: ['client.address', 'client.port', 'request.url'],
} as const;

const COMMON = {
  aliases: [],
  family: 'Admission',
  dialog: ADMISSION_DIALOG,
  // The protocol is what distinguishes calls of one kind: it is shown as their status is elsewhere.
  statusParameter: 'request.protocol',
  source: 'OME-ADMISSION',
} as const satisfies Partial<Method>;

export const ADMISSION_METHODS: readonly Method[] = [
  {
    ...COMMON,
    name: 'opening',
    role: 'ask',
    description: 'A client wants to publish or to play: the backend allows it or not.',
    refusal: 'yes',
    parameters: [...CLIENT, ...REQUEST, NEW_URL],
    whenMissing: 'The backend is not asked: it can neither turn the client away nor give it another address.',
  },
  {
    ...COMMON,
    name: 'closing',
    role: 'event',
    description: 'A client that was allowed in publishes or plays no more.',
    refusal: 'no',
    // ParseResponse takes any JSON here, and Run asks for 200 before that.
    acceptance: { statuses: [{ from: 200, to: 200 }], body: { kind: 'json', object: false } },
    timeoutSeconds: 0.5,
    parameters: [...CLIENT, ...REQUEST, NEW_URL],
    whenMissing: 'For the backend the client is there for ever.',
  },
];
