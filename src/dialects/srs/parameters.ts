/** Rows that the hooks of SRS share. */
import type { Parameter } from '../parameter.ts';

/** Builds the row of a member that is documented for a hook, and ordinarily there. */
export function member(name: string, description: string, further: Partial<Parameter> = {}): Parameter {
  return { name, types: ['string'], presence: 'usual', description, source: 'SRS-DOCS', ...further };
}

export const CLIENT_ID = {
  name: 'client_id',
  // An integer up to version 3.
  types: ['string', 'integer'],
  presence: 'key',
  description: 'Tells the client from all others of the server; a number up to version 3.',
  source: 'SRS-DOCS',
} as const satisfies Parameter;

export const SERVER_ID = {
  name: 'server_id',
  types: ['string'],
  presence: 'usual',
  description: 'Tells the server from others.',
  source: 'SRS-DOCS',
} as const satisfies Parameter;

export const APP = {
  name: 'app',
  types: ['string'],
  presence: 'usual',
  description: 'Application: the part of the address before the name of the stream.',
  source: 'SRS-DOCS',
} as const satisfies Parameter;

/** The rows that name the client, the application and the server. */
export const CONTEXT = [CLIENT_ID, APP, SERVER_ID] as const;

/** The members of every hook with an action. */
export const COMMON: readonly Parameter[] = [
  member('action', 'Name of the hook.', { presence: 'key' }),
  ...CONTEXT,
  member('service_id', 'Tells one run of the server from the next; since version 6.', {
    presence: 'optional',
  }),
  member('ip', 'Address of the client.', { personal: 'address' }),
  member('vhost', 'Virtual host, as the settings have it.', {
    values: { extent: 'examples', ignoreCase: false, values: ['__defaultVhost__'] },
  }),
];

/** An address that a client asked for; what users append to it, such as a token, is a secret. */
export const TC_URL = member('tcUrl', 'Address that the client connected to, without the stream.', {
  secret: 'query',
});

export const PAGE_URL = member('pageUrl', 'Address of the page with the player.', {
  presence: 'optional',
  secret: 'query',
});

/** What distinguishes the stream of a client from its others. */
export const STREAM_DIALOG = { kind: 'stream', parameters: ['vhost', 'app', 'stream'] } as const;

/** The members of every hook about a stream, besides the common ones. */
export const STREAM: readonly Parameter[] = [
  TC_URL,
  member('stream', 'Name of the stream.', { presence: 'key' }),
  member('param', 'What the client appended to the address, as a query: tokens are sent so.', {
    secret: 'query',
  }),
  member('stream_url', 'Address of the stream within the server: vhost, application and name.', {
    presence: 'optional',
  }),
  member('stream_id', 'Tells the stream from others.', { presence: 'optional' }),
];
