/** Members of the calls. All values are texts: the calls are forms, or queries where notify_method is get. */
import type { Parameter } from '../parameter.ts';
import type { SourceTag } from '../sources.ts';

function text(name: string, description: string, further: Partial<Parameter> = {}): Parameter {
  return { name, types: ['string'], presence: 'usual', description, source: 'NGXR-NOTIFY', ...further };
}

const OPTIONAL = { presence: 'optional' } as const satisfies Partial<Parameter>;
const INTEGER = { text: 'integer' } as const satisfies Partial<Parameter>;
/** An address that a client chose may carry what lets it in. */
const ADDRESS = { secret: 'query' } as const satisfies Partial<Parameter>;

const call: Parameter = text('call', 'Which call it is.', { presence: 'key' });

export const APP: Parameter = text(
  'app',
  'The application that the client named; empty where it was turned down before, and in relays.',
);

/** What a connection is known by, at the beginning of each call. */
const CONNECTION: readonly Parameter[] = [
  APP,
  text('flashver', 'What the client calls itself.'),
  text('swfurl', 'Address of the Flash film; mostly empty.', ADDRESS),
  text('tcurl', 'Address to which the client connected. It is not escaped.', ADDRESS),
  text('pageurl', 'Address of the page with the player; mostly empty.', ADDRESS),
  text(
    'addr',
    'Address of the client; in a relay, which nginx makes itself, the address that it relays to or from.',
    { personal: 'address' },
  ),
];

export const CLIENT_ID: Parameter = text(
  'clientid',
  'Number of the connection within nginx. It begins anew when nginx starts.',
  { presence: 'key', ...INTEGER },
);

/**
 * Arguments of the address that a user publishes or plays. nginx appends all of them to the calls: those by which users
 * mostly let a client in are secret, and any other name may stand beside them.
 */
const ARGUMENTS: readonly Parameter[] = ['token', 'key', 'psk', 'sign', 'auth', 'pass'].map((name) =>
  text(name, 'An argument of the address, by which backends know who may publish or play.', {
    ...OPTIONAL,
    secret: 'value',
    source: 'NGXR-RECORDED',
  }),
);

const name: Parameter = text('name', 'Name of the stream, without its arguments.');

const rows = (...own: readonly Parameter[]): readonly Parameter[] => [
  ...CONNECTION,
  CLIENT_ID,
  call,
  ...own,
  ...ARGUMENTS,
];

export const STREAM_DIALOG = { kind: 'stream', parameters: ['name'] } as const;

export const CONNECT_ROWS: readonly Parameter[] = [
  ...CONNECTION,
  text('epoch', 'Milliseconds of the clock of nginx, modulo 2^32, when the client connected.', INTEGER),
  call,
  ...ARGUMENTS,
];

export const DISCONNECT_ROWS: readonly Parameter[] = rows();

export const PUBLISH_ROWS: readonly Parameter[] = rows(
  { ...name, presence: 'key' },
  text('type', 'How the client publishes.', {
    values: { extent: 'examples', ignoreCase: false, values: ['live', 'record', 'append'] },
  }),
);

export const PLAY_ROWS: readonly Parameter[] = rows(
  { ...name, presence: 'key' },
  text(
    'start',
    'Milliseconds from which the client plays, as a number without sign: 4294965296 is -2000.',
    INTEGER,
  ),
  text('duration', 'Milliseconds that the client plays; 0: no limit.', INTEGER),
  text('reset', '1 where the client wants other streams to end; else 0.', INTEGER),
);

/** Where nginx has no name, as after an attempt that did not come to a stream, it leaves the member out. */
export const DONE_ROWS: readonly Parameter[] = rows({ ...name, ...OPTIONAL });

export const UPDATE_ROWS: readonly Parameter[] = rows(
  text('time', 'Seconds since the client began.', INTEGER),
  text('timestamp', 'RTMP timestamp of the client, in milliseconds.', INTEGER),
  { ...name, ...OPTIONAL },
);

export const RECORD_ROWS: readonly Parameter[] = rows(
  text('recorder', 'Name of the recorder block; empty for the one without a name.'),
  { ...name, ...OPTIONAL },
  text('path', 'Path of the file on the machine of nginx.'),
);

/** The document that rows without another source are from. */
export const SOURCE: SourceTag = 'NGXR-NOTIFY';
