import { describe, expect, it } from 'vitest';
import { requestOf } from './messages.ts';
import { cutOf, getOf, method, readBy, row, sending, server, summary } from './mini-dialect.ts';

const by = (changes: object) =>
  server({ recognition: { by: 'word', places: [], shapes: [], beside: [], ...changes } });
const json = (value: unknown): string => JSON.stringify(value);

describe('a word names the method', () => {
  const nested = by({ places: [{ in: 'payload', path: ['request', 'state'] }] });
  const numbered = server({
    recognition: { by: 'word', places: [{ in: 'payload', path: ['type'] }], shapes: [], beside: [] },
    methods: [method('begin', { aliases: ['30011'] })],
  });
  const header = by({ places: [{ in: 'header', name: 'x-event' }] });
  const segment = by({ places: [{ in: 'segment' }] });
  const query = by({ places: [{ in: 'query', name: 'call' }] });

  it.each([
    ['of a member within another', nested, requestOf('/x', json({ request: { state: 'begin' } }))],
    ['of an integer', numbered, requestOf('/x', json({ type: 30011 }))],
    ['of a header field', header, requestOf('/x', '', ['X-Event', 'Begin'])],
    ['of the last segment', segment, requestOf('/index/hook/begin?x=1', json({}))],
    ['of the query', query, requestOf('/x?a=1&call=be%67in', json({}))],
  ])('%s', (_, dialect, request) => {
    expect(summary(readBy(dialect, request))).toBe('certain mini begin');
  });

  it('at the first place that has a known one', () => {
    const places = [
      { in: 'payload', path: ['event'] },
      { in: 'payload', path: ['action'] },
    ];
    const read = readBy(by({ places }), requestOf('/x', json({ event: 'other', action: 'end' })));
    expect(summary(read)).toBe('certain mini end');
  });

  it('whatever the body is, where the path or a header field says it', () => {
    for (const body of ['{"a":', '[1]', '', Buffer.from([0xff, 0xfe, 0x41, 0]).toString('latin1')]) {
      expect(summary(readBy(header, requestOf('/x', body, ['X-Event', 'begin'])))).toBe('certain mini begin');
      expect(summary(readBy(segment, requestOf('/begin', body)))).toBe('certain mini begin');
    }
  });

  it('of no hook where it is asked for by GET, and known all the same', () => {
    expect(summary(readBy(segment, getOf('/x/begin')))).toBe('other mini begin');
  });
});

describe('a word that others use as well', () => {
  const beside = [['server_id'], ['client', 'id']];
  const common = by({ places: [{ in: 'payload', path: ['action'] }], beside });
  const path = by({ places: [{ in: 'segment' }], beside });

  it('needs a member beside it', () => {
    expect(readBy(common, requestOf('/x', json({ action: 'begin' }))).certainty).toBe('other');
    expect(summary(readBy(common, requestOf('/x', json({ action: 'begin', client: { id: 1 } }))))).toBe(
      'certain mini begin',
    );
  });

  it('may have had it in what the capture lacks', () => {
    expect(summary(readBy(common, cutOf(requestOf('/x', '{"action":"begin","a'))))).toBe('likely mini begin');
  });

  it('is of an unknown method where the member is there, and of none where it is not', () => {
    expect(summary(readBy(common, requestOf('/x', json({ action: 'news', server_id: 'a' }))))).toBe(
      'likely mini ? news',
    );
    expect(readBy(common, requestOf('/x', json({ action: 'news' }))).certainty).toBe('other');
  });

  it('in the path is likely where the body was read and has none of them', () => {
    expect(summary(readBy(path, requestOf('/a/begin', json({ a: 1 }))))).toBe('likely mini begin');
    expect(summary(readBy(path, requestOf('/a/begin', json({ server_id: 1 }))))).toBe('certain mini begin');
    const typed = requestOf('/a/begin', '{"server', ['Content-Type', 'application/json']);
    expect(summary(readBy(path, typed))).toBe('certain mini begin');
  });
});

describe('a payload without a word', () => {
  const shapes = [
    {
      method: 'begin',
      has: [
        { path: ['device'], types: ['string'] },
        { path: ['data', 'pid'], types: ['integer'] },
      ],
      lacks: [['action']],
    },
  ];
  const shaped = by({ shapes });

  it('is known by what it has and lacks', () => {
    const body = { device: 'a', data: { pid: 3 } };
    expect(summary(readBy(shaped, requestOf('/x', json(body))))).toBe('certain mini begin');
    for (const other of [{ ...body, action: 'x' }, { device: 'a' }, { device: 1, data: { pid: 3 } }]) {
      expect(readBy(shaped, requestOf('/x', json(other))).certainty).toBe('other');
    }
    expect(readBy(shaped, requestOf('/x', json({ device: 'a', data: { pid: 3.5 } }))).certainty).toBe(
      'other',
    );
  });

  it('is likely where a part of it is absent', () => {
    const cut = cutOf(requestOf('/x', '{"device":"a","data":{"pid":3},"ac'));
    expect(summary(readBy(shaped, cut))).toBe('likely mini begin');
  });
});

describe('a path names the method', () => {
  const mapped = server({
    hookPaths: [
      { path: '/hls/*/live', method: 'end', source: 'HOOKSCOPE' },
      { path: '/hooks/start', method: 'begin', source: 'HOOKSCOPE' },
    ],
    ...sending(['json', 'query'], ['POST', 'GET']),
  });

  it.each([
    ['/hooks/start', 'certain mini begin'],
    ['/hooks/start?token=1', 'certain mini begin'],
    ['http://backend:80/hooks/start', 'certain mini begin'],
    ['/hls/a%2fb/live?x', 'certain mini end'],
    ['/hooks/Start', 'other mini ? Start'],
    ['/hooks/start/', 'other mini ? start'],
    ['/hls/live', 'other mini ? live'],
    ['/hls/a/b/live', 'other mini ? live'],
  ])('%s', (target, expected) => {
    expect(summary(readBy(mapped, requestOf(target, 'no JSON')))).toBe(expected);
    expect(summary(readBy(mapped, getOf(target)))).toBe(expected);
  });

  it('of no request that only asks about it', () => {
    expect(readBy(mapped, { ...getOf('/hooks/start'), method: 'OPTIONS' }).certainty).toBe('other');
  });
});

describe('marks tell servers with the same words apart', () => {
  const one = server({ name: 'one' });
  const two = server({
    name: 'two',
    marks: [
      { sign: 'header-begin', name: 'user-agent', text: 'two/', weight: 2 },
      { sign: 'body-path', path: ['data', 'n'], type: 'integer', weight: 1 },
    ],
  });
  const body = { what: 'begin', data: { n: 1 } };

  it('by the beginning of a header field, and by a member at any depth', () => {
    const plain = requestOf('/x', json({ what: 'begin' }));
    expect(summary(readBy([one, two], plain))).toBe('certain one begin');
    expect(summary(readBy([one, two], { ...plain, headers: ['User-Agent', 'Two/7.0'] }))).toBe(
      'certain two begin',
    );
    expect(summary(readBy([one, two], requestOf('/x', json(body))))).toBe('certain two begin');
    expect(summary(readBy([one, two], requestOf('/x', json({ ...body, data: { n: 'x' } }))))).toBe(
      'certain one begin',
    );
  });

  it('each reads the payload in its own form', () => {
    const forms = server({ name: 'forms', ...sending(['form']) });
    expect(summary(readBy([one, forms], requestOf('/x', 'what=end')))).toBe('certain forms end');
    expect(summary(readBy([forms, one], requestOf('/x', json({ what: 'end' }))))).toBe('certain one end');
  });
});

describe('the keys of a call', () => {
  const context = {
    session: ['vhost', 'app'] as [string, string],
    application: null,
    node: null,
    sessionForm: 'opaque' as const,
  };
  const keyed = server({
    context,
    contextParameters: [row('vhost'), row('app', { paths: [['client', 'app']] })],
    statusParameter: 'state',
    methods: [
      method('begin', {
        dialog: { kind: 'stream', parameters: ['address', 'port'] },
        parameters: [row('address'), row('port', { types: ['integer'] }), row('state')],
        statusParameter: 'live',
      }),
      method('end', {
        parameters: [row('live', { types: ['boolean'] })],
        statusParameter: 'live',
        outsideSessions: true,
      }),
    ],
  });
  const call = (payload: object) => readBy(keyed, requestOf('/x', json(payload))).call;

  it('are the values of several parameters, in a text that no others give', () => {
    const begun = call({ what: 'begin', vhost: 'a/b', client: { app: 'c' }, address: '::1', port: 80 });
    expect(begun).toMatchObject({
      sessionId: 'a%2Fb/c',
      dialog: { kind: 'stream', id: '::1/80' },
      unkeyed: false,
    });
    const ids = [
      ['a/b', 'c'],
      ['a', 'b/c'],
      ['a%2Fb', 'c'],
      ['a%252Fb', 'c'],
      ['a%', '2Fb/c'],
    ].map(([vhost, app]) => call({ what: 'begin', vhost, client: { app } }).sessionId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are none where one of them is absent', () => {
    const begun = call({ what: 'begin', vhost: 'a', address: '::1' });
    expect(begun).toMatchObject({ sessionId: null, dialog: null, unkeyed: true });
  });

  it('are not missed where the method is outside sessions; its status may be a truth value', () => {
    expect(call({ what: 'end', vhost: 'a', client: { app: 'b' }, live: false })).toMatchObject({
      sessionId: null,
      unkeyed: false,
      status: 'false',
    });
  });
});
