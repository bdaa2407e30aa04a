import {
  type Dialect,
  defaultDialect,
  type Expectation,
  findMethod,
  type Method,
} from '../../src/dialects/index.ts';
import type { ReadCall } from '../../src/hooks/index.ts';
import { START } from './call-builder.ts';
import { type ExchangeParts, read } from './exchange-builder.ts';

/** An invented media server: clients come and leave, and publish streams; it says when it starts, and that it is alive. */
export function smallDialect(changes: Partial<Dialect> = {}): Dialect {
  const { context } = defaultDialect;
  if (context === null) throw new Error('no sessions');
  const row = (name: string) =>
    ({
      name,
      types: ['string', 'integer'],
      presence: 'optional',
      description: '',
      source: 'HOOKSCOPE',
    }) as const;
  const parameters = ['client', 'server', 'stream', 'status', 'count'].map(row);
  const method = (name: string, role: Method['role'], isOfStream = false): Method => {
    const pattern = findMethod(defaultDialect, 'ConnectionStatusEvent');
    if (pattern === null) throw new Error('no pattern');
    const dialog = isOfStream ? ({ kind: 'stream', parameters: ['stream'] } as const) : null;
    return { ...pattern, name, aliases: [], role, dialog, parameters };
  };
  return {
    ...defaultDialect,
    name: 'small',
    server: 'Small',
    context: { ...context, session: 'client', application: null, node: 'server' },
    contextParameters: [],
    methods: [
      method('came', 'opener'),
      method('left', 'event'),
      method('boot', 'event'),
      method('alive', 'event'),
      method('publish', 'event', true),
      method('unpublish', 'event', true),
    ],
    expectations: [],
    clientConfig: null,
    endings: [],
    toleranceSeconds: 1,
    ...changes,
  };
}

/** A hook of the small server so many seconds after the start. */
export function smallHook(
  dialect: Dialect,
  at: number,
  method: string,
  payload: object = {},
  parts: ExchangeParts = {},
): ReadCall {
  const whole = { client: 'c', server: 's', stream: 'x', ...payload };
  return read({ target: `/hooks/${method}`, payload: whole, at: START + at, ...parts }, [dialect]);
}

/** Each stream that was published is unpublished; nobody says when. */
export const PUBLISH_ENDS: Expectation = {
  id: 'publish-unpublish',
  direction: 'forward',
  after: {
    methods: ['publish'],
    answer: 'ok',
    statuses: 'any',
    parameters: [],
    firstOfKey: false,
    earlier: [],
  },
  expect: [{ method: 'unpublish', statuses: 'any' }],
  key: 'dialog',
  windowSeconds: Number.POSITIVE_INFINITY,
  closedBy: [
    { methods: ['left'], statuses: 'any', within: 'session', withinSeconds: 5 },
    { methods: ['publish'], statuses: 'any', within: 'dialog', withinSeconds: 5 },
    { methods: ['boot'], statuses: 'any', within: 'node', withinSeconds: 5 },
  ],
  metBefore: 'tolerance',
  severity: 'warning',
  excusedBy: [],
  consequence: 'The backend takes the stream for live.',
  remedies: [],
  source: 'HOOKSCOPE',
};
