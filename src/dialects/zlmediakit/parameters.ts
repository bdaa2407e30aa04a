/** Rows that the hooks of ZLMediaKit share. */
import type { Parameter } from '../parameter.ts';

/** Builds the row of a member that is documented for a hook, and ordinarily there. */
export function member(name: string, description: string, further: Partial<Parameter> = {}): Parameter {
  return { name, types: ['string'], presence: 'usual', description, source: 'ZLM-WIKI', ...further };
}

export const INTEGER = { types: ['integer'] } as const satisfies Partial<Parameter>;
export const BOOLEAN = { types: ['boolean'] } as const satisfies Partial<Parameter>;

export const MEDIA_SERVER_ID = member('mediaServerId', 'Tells the server from others.', {
  source: 'ZLM-CODE',
});

/** What every hook has. */
export const COMMON: readonly Parameter[] = [
  MEDIA_SERVER_ID,
  member('hook_index', 'Number of the hook: one counter for all hooks of the process, from 0 on.', {
    ...INTEGER,
    source: 'ZLM-CODE',
  }),
];

export const VHOST = member('vhost', 'Virtual host.', {
  presence: 'key',
  values: { extent: 'examples', ignoreCase: false, values: ['__defaultVhost__'] },
});
export const APP = member('app', 'Application: the part of the address before the name of the stream.', {
  presence: 'key',
});
export const STREAM = member('stream', 'Name of the stream.', { presence: 'key' });

/** What users append to an address, such as a token, is a secret. */
export const PARAMS = member('params', 'What the client appended to the address, as a query.', {
  secret: 'query',
});

export const SCHEMA = member('schema', 'Form in which the stream is offered, or asked for.', {
  values: {
    extent: 'examples',
    ignoreCase: false,
    values: ['rtsp', 'rtmp', 'fmp4', 'ts', 'hls', 'hls.fmp4'],
  },
});

/** What names a stream. */
export const STREAM_NAME: readonly Parameter[] = [...COMMON, VHOST, APP, STREAM, PARAMS];

/** The stream that a client is about, and the way in which it comes. */
export const BASE: readonly Parameter[] = [
  ...STREAM_NAME,
  SCHEMA,
  member('protocol', 'Protocol of the client.', { presence: 'optional' }),
];

/** The client. */
export const CLIENT: readonly Parameter[] = [
  member('ip', 'Address of the client.', { personal: 'address' }),
  member('port', 'Port of the client.', INTEGER),
  member('id', 'Tells the connection of the client from all others.'),
];

export const CLIENT_DIALOG = { kind: 'client', parameters: ['id'] } as const;

export const ORIGIN: readonly Parameter[] = [
  member('originType', 'Kind of source that the stream comes from, as a number.', INTEGER),
  member('originTypeStr', 'The same as a word.'),
];

export const ORIGIN_URL = member('originUrl', 'Address that the stream comes from.', {
  presence: 'optional',
  secret: 'query',
});
