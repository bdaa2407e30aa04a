import { type Dialect, dialects, findMethod, type Method, type Parameter } from '../../src/dialects/index.ts';

/** The made-up call server of the examples in the rules' pages: like a built-in one, with hooks of its own. */
export const exampleDialect: Dialect = made(dialects.get('flashphoner-wcs'));

function made(base: Dialect | undefined): Dialect {
  if (base === undefined || base.context === null) throw new Error('no dialect with sessions');
  const like = (pattern: string, name: string, changes: Partial<Method>): Method => {
    const method = findMethod(base, pattern);
    if (method === null) throw new Error(`no method ${pattern}`);
    return { ...method, aliases: [], name, ...changes };
  };
  const row = (name: string, changes: Partial<Parameter>): Parameter => ({
    name,
    types: ['string'],
    presence: 'usual',
    description: '',
    source: 'HOOKSCOPE',
    ...changes,
  });
  const known = (...values: readonly string[]): Partial<Parameter> => ({
    presence: 'key',
    values: { extent: 'open', ignoreCase: true, values },
  });
  const sessionId = row('sessionId', { presence: 'key' });
  const callId = row('callId', { presence: 'key' });
  const number = row('hookNumber', { types: ['integer'], presence: 'optional' });
  const facts = [row('video', { types: ['boolean'] }), row('ticket', { types: ['string', 'integer'] })];
  const dialog = { kind: 'call', parameters: ['callId'] } as const;
  const pair = base.expectations.find((each) => each.direction === 'forward');
  if (pair === undefined) throw new Error('no expectation');
  return {
    ...base,
    name: 'example',
    title: 'Example call server',
    ports: [8080],
    context: { ...base.context, session: 'sessionId', application: 'application', node: 'server' },
    contextParameters: [sessionId],
    methods: [
      like('ConnectionStatusEvent', 'sessionStatus', {
        dialog: null,
        parameters: [sessionId, row('status', known('CONNECTED', 'ENDED'))],
      }),
      like('ConnectionStatusEvent', 'alive', {
        dialog: null,
        outsideSessions: true,
        parameters: [row('server', { presence: 'optional' }), number],
      }),
      like('call', 'callStarted', { dialog, parameters: [sessionId, callId, row('caller', {}), ...facts] }),
      like('call', 'callAsked', {
        dialog,
        parameters: [sessionId, callId],
        acceptance: {
          statuses: [{ from: 200, to: 200 }],
          body: { kind: 'member', path: ['code'], equals: [0], refusedBy: ['integer'] },
        },
      }),
      like('call', 'callRouted', {
        dialog,
        parameters: [sessionId, callId],
        acceptance: {
          statuses: [{ from: 200, to: 399 }],
          redirects: {
            statuses: [{ from: 300, to: 399 }],
            description: 'The server goes on with the client at that place.',
          },
          body: { kind: 'any' },
        },
      }),
      like('CallStatusEvent', 'callStatus', {
        dialog,
        parameters: [sessionId, callId, row('status', known('RINGING', 'ANSWERED', 'ENDED')), ...facts],
      }),
    ],
    counters: [{ parameter: 'hookNumber', per: 'node', begins: 0, source: 'HOOKSCOPE' }],
    periodic: [
      {
        method: 'alive',
        per: 'node',
        intervalSeconds: 10,
        setting: 'alive_interval',
        consequence: 'The backend takes the server for dead.',
        source: 'HOOKSCOPE',
      },
    ],
    expectations: [
      {
        ...pair,
        id: 'call-status',
        after: {
          methods: ['callStarted'],
          answer: 'ok',
          statuses: 'any',
          parameters: [],
          firstOfKey: false,
          earlier: [],
        },
        expect: [{ method: 'callStatus', statuses: 'any' }],
        key: 'dialog',
        windowSeconds: 10,
        excusedBy: [],
      },
    ],
    clientConfig: null,
    endings: [
      {
        kind: 'call',
        method: 'callStatus',
        begins: ['callStarted'],
        underWay: { statuses: ['ENDED'], methods: [] },
        ends: [{ status: 'ENDED', mayFollow: [] }],
        source: 'HOOKSCOPE',
      },
    ],
    ruleNotes: {},
  };
}
