import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftDialect } from '../../src/authoring/index.ts';
import type { Observation } from '../../src/authoring/observation.ts';
import { dialectSkeleton } from '../../src/authoring/skeleton.ts';
import { type Dialect, findMethod, findParameter, parseDialect } from '../../src/dialects/index.ts';
import { requestAt } from './requests.ts';

function dialectOf(file: unknown): Dialect {
  const read = parseDialect(file);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.dialect;
}

function drafted(requests: readonly Observation[]): Dialect {
  return dialectOf(draftDialect('draft', requests).file);
}

/** Visits: somebody rings, the door opens, and closes. */
const VISITS = ['a1', 'b2', 'c3', 'd4'].flatMap((visit, index) => [
  requestAt(index * 100, { event: 'ring', visit: { id: visit }, site: 'north', pin: `77${index}1` }),
  requestAt(index * 100 + 1, { event: 'opened', visit: { id: visit }, site: 'north', by: null }),
  requestAt(index * 100 + 40 + index, { event: 'closed', visit: { id: visit }, site: 'north', count: index }),
]);

describe('a proposed dialect', () => {
  const dialect = drafted(VISITS);

  it('names methods by the member that tells them apart, not by one that all share', () => {
    expect(dialect.recognition).toMatchObject({ places: [{ in: 'payload', path: ['event'] }] });
    expect(dialect.methods.map(({ name }) => name)).toEqual(['ring', 'opened', 'closed']);
  });

  it('joins calls by the id that several methods share', () => {
    for (const { dialog } of dialect.methods)
      expect(dialog).toEqual({ kind: 'visit', parameters: ['visit.id'] });
  });

  it('marks each member as observed, with its types, and how often it was there', () => {
    const ring = findMethod(dialect, 'ring');
    expect(ring && findParameter(ring, 'site')).toMatchObject({
      types: ['string'],
      presence: 'usual',
      description: 'Observed in 4 of 4 calls.',
    });
    const opened = findMethod(dialect, 'opened');
    expect(opened && findParameter(opened, 'by')?.description).toMatch(/always null/);
  });

  it('holds no value of a secret, nor of an id', () => {
    const ring = findMethod(dialect, 'ring');
    expect(ring && findParameter(ring, 'pin')?.secret).toBe('value');
    const text = JSON.stringify(draftDialect('draft', VISITS));
    for (const value of ['7701', '7711', 'a1', 'd4']) expect(text).not.toContain(value);
  });

  it('expects what always followed: soon within a window, late without one', () => {
    expect(dialect.expectations).toMatchObject([
      { id: 'opened-after-ring', windowSeconds: 5, key: 'dialog' },
      { id: 'closed-after-opened', windowSeconds: Number.POSITIVE_INFINITY },
    ]);
  });

  it('does not expect what failed to follow once, but tells of it', () => {
    // Of the second visit the door never opened.
    const { file, unknown } = draftDialect(
      'draft',
      VISITS.filter((_, index) => index !== 4),
    );
    expect(Object.keys(file.expectations ?? {})).not.toContain('opened-after-ring');
    expect(unknown.join('\n')).toMatch(/opened followed ring 3 of 4 times/);
  });

  it('holds an end that the capture cut off against no pair', () => {
    const begun = [
      ...VISITS,
      requestAt(342.5, { event: 'ring', visit: { id: 'e5' }, site: 'north', pin: '1' }),
    ];
    expect(draftDialect('draft', begun).found.join('\n')).toMatch(
      /opened followed ring 4 of 4 times.*the capture ended/,
    );
  });

  it('takes what refused calls lead to for no rule', () => {
    const refused = VISITS.map((each, index) => (index === 3 ? { ...each, status: 403 } : each)).filter(
      (_, index) => index !== 4 && index !== 5,
    );
    const { found, file } = draftDialect('draft', refused);
    expect(found.join('\n')).toMatch(/opened followed ring 3 of 3 times/);
    expect(dialectOf(file).methods[0]?.role).toBe('ask');
  });

  it('tells an id of the session from those within it', () => {
    const rooms = ['r1', 'r2', 'r3'].flatMap((room, index) => [
      requestAt(index * 50, { type: 'open', roomId: room }),
      ...['x', 'y'].flatMap((guest, at) => [
        requestAt(index * 50 + 1 + at, { type: 'join', roomId: room, guestId: room + guest }),
        requestAt(index * 50 + 20 + at, { type: 'leave', roomId: room, guestId: room + guest }),
      ]),
      requestAt(index * 50 + 30, { type: 'close', roomId: room }),
    ]);
    const read = drafted(rooms);
    expect(read.context?.session).toEqual('roomId');
    expect(findMethod(read, 'leave')?.dialog).toEqual({ kind: 'guest', parameters: ['guestId'] });
    expect(findMethod(read, 'open')?.dialog).toBeNull();
    expect(read.expectations.find(({ id }) => id === 'leave-after-join')?.windowSeconds).toBe(60);
  });

  it('finds what comes at intervals', () => {
    const beats = Array.from({ length: 6 }, (_, index) =>
      requestAt(index * 10, { event: 'beat', node: 'n' }),
    );
    expect(drafted([...VISITS, ...beats]).periodic).toMatchObject([
      { method: 'beat', per: 'node', intervalSeconds: null },
    ]);
    const others = [0, 3, 50, 51, 90].map((at) => requestAt(at, { event: 'beat', node: 'n' }));
    expect(drafted([...VISITS, ...others]).periodic).toEqual([]);
  });

  it('goes by paths where nothing else tells, and says so', () => {
    const requests = ['/a/in', '/a/in', '/a/in'].map((path, at) => requestAt(at, { flag: true }, { path }));
    const { file, unknown } = draftDialect('draft', requests);
    expect(dialectOf(file).hookPaths).toMatchObject([{ path: '/a/in', method: 'in' }]);
    expect(unknown.join('\n')).toMatch(/hookPaths/);
  });

  it('leaves out requests without the word, and says how many', () => {
    const others = [requestAt(5, { query: 'x', limit: 3 }, { path: '/search' })];
    expect(draftDialect('draft', [...VISITS, ...others]).unknown.join('\n')).toMatch(
      /1 request of the same port/,
    );
  });

  it('names numbered events so that they are found on the wire', () => {
    const requests = [1, 2, 1, 2, 1, 2].map((type, at) =>
      requestAt(at, { type: 30010 + type, id: `c${at >> 1}` }),
    );
    const read = drafted(requests);
    expect(findMethod(read, '30011')?.name).toBe('event-30011');
  });
});

describe('any requests', () => {
  const word = fc.constantFrom(
    'on_open',
    'on_close',
    'Ring',
    '30011',
    'room finished',
    '../x',
    '__proto__',
    'constructor',
  );
  const scalar = fc.oneof(
    word,
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('s3cretPa55', 'true'),
  );
  const name = fc.constantFrom(
    'event',
    'type',
    'id',
    'callId',
    'password',
    'constructor',
    'a.b',
    'status',
    'x~/y',
    '*',
  );
  const payload = fc.dictionary(name, fc.oneof(scalar, fc.dictionary(name, scalar, { maxKeys: 3 })), {
    minKeys: 1,
    maxKeys: 5,
  });
  const request = fc
    .tuple(
      fc.nat(1000),
      payload,
      fc.constantFrom('/', '/a/on_open', '/a/on_close', '/%00', '/a?'),
      fc.constantFrom(200, 403, 500, null),
    )
    .map(([at, members, path, status]) => requestAt(at, members, { path: path.replace('?', ''), status }));

  it('make a sound dialect', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 12 }), (requests) => {
        const read = parseDialect(draftDialect('draft', requests).file);
        expect(read.ok ? [] : read.problems).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});

describe('the file to begin with', () => {
  it('is sound', () => {
    expect(dialectOf(dialectSkeleton('gate')).methods).toHaveLength(2);
  });
});
