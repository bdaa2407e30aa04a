import { describe, expect, it } from 'vitest';
import { type Dialect, dialects, findMethod, parseDialect, partyText } from '../../src/dialects/index.ts';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { EVERYTHING, parseFilter, viewOf } from '../../src/filter/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { headlineOf, sessionSummary } from '../../src/sessions/index.ts';
import { analysisOptions } from '../engine/options.ts';
import { message, pcapOf, type Turn } from '../privacy/tiny-capture.ts';

interface Hook {
  readonly target: string;
  readonly payload: object;
}

async function analysisOf(
  hooks: readonly Hook[],
  known: readonly Dialect[],
  port: number,
): Promise<Analysis> {
  const type = 'Content-Type: application/json';
  const turns = hooks.flatMap(({ target, payload }): readonly Turn[] => [
    {
      from: 'client',
      bytes: message(`POST ${target} HTTP/1.1`, ['Host: b', type], JSON.stringify(payload)),
    },
    { from: 'server', bytes: message('HTTP/1.1 200 OK', [type], '{"result":"ok"}') },
  ]);
  const bytes = pcapOf([{ client: '192.0.2.1', server: '192.0.2.2', serverPort: port, turns }]);
  const result = await analyse([{ kind: 'bytes', path: '-', bytes }], analysisOptions({ dialects: known }));
  if (!result.ok) throw new Error('not read');
  return result.analysis;
}

const who = ({ sessions, calls }: Analysis): readonly string[] =>
  Array.from(sessions, (session) => headlineOf(session, calls).who.text);

/** Methods of the calls that a filter finds. */
function found(analysis: Analysis, text: string): readonly string[] {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.message);
  const view = viewOf(analysis, { ...EVERYTHING, filter: parsed.filter }, new Masker({ showSecrets: false }));
  return view.calls.map(({ method }) => method);
}

/** Reports of a PBX about one call, in the form of the vendor's documents: the parties in an array. */
const report = (action: string, ...call: readonly object[]): Hook => ({
  target: '/pbx',
  payload: { action, callid: '1569229436.4', call, sn: '369753300022' },
});
const extension = (extid: string): object => ({ ext: { extid } });
const yeastar = (...hooks: readonly Hook[]): Promise<Analysis> =>
  analysisOf(hooks, [...dialects.values()], 8260);

describe('who the reports of a PBX name', () => {
  it.each([
    [
      'a call between extensions',
      [report('ALERT', extension('1005')), report('RING', extension('1006'), extension('1005'))],
      '1005 → 1006',
    ],
    [
      'a call from outside by the number that was called',
      [report('RING', extension('1006'), { inbound: { from: '5503301', to: '5503302', trunk: 't' } })],
      '5503301 → 5503302',
    ],
    ['the callee alone', [report('RING', extension('1006'))], '→ 1006'],
    [
      'nobody as who calls himself, where another is named',
      [report('ALERT', extension('1001')), report('RING', extension('1001'), extension('1002'))],
      '1002 → 1001',
    ],
  ])('%s', async (_, hooks, text) => {
    expect(who(await yeastar(...hooks))).toEqual([text]);
  });
});

/** A call server of somebody's own, of which members name people. */
const OWN = {
  name: 'concierge',
  title: 'Concierge',
  description: 'POSTs a JSON object for every step of a visit.',
  ports: [8088],
  recognition: { by: 'target' },
  context: { session: 'deviceId', application: null },
  contextParameters: { deviceId: { types: ['string'], presence: 'key', description: 'The intercom.' } },
  acceptance: { statuses: ['2xx'] },
  methods: {
    login: {
      role: 'opener',
      description: 'An intercom comes online.',
      parameters: { owner: { types: ['string'], description: 'Whose it is.', party: 'login' } },
    },
    openDoor: {
      role: 'ask',
      description: 'Somebody asks to come in.',
      dialog: { kind: 'visit', parameter: 'visitId' },
      parameters: {
        visitId: { types: ['string'], presence: 'key', description: 'The visit.' },
        people: {
          types: ['array'],
          items: ['string'],
          description: 'Who is visited, and by whom.',
          party: ['callee', 'caller'],
        },
      },
    },
  },
};

describe('a dialect of your own', () => {
  const parsed = parseDialect(OWN);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { dialect } = parsed;
  const login: Hook = { target: '/hooks/login', payload: { deviceId: 'd', owner: 'Family Berg' } };
  const visit: Hook = {
    target: '/hooks/openDoor',
    payload: { deviceId: 'd', visitId: 'v', people: ['flat 7', 'courier', 'porter'] },
  };

  it('says who a session is', async () => {
    expect(who(await analysisOf([login], [dialect], 8088))).toEqual(['Family Berg']);
    const analysis = await analysisOf([login, visit], [dialect], 8088);
    expect(who(analysis)).toEqual(['courier → flat 7']);
    const [session] = analysis.sessions;
    if (session === undefined) throw new Error('no session');
    expect(sessionSummary(analysis, session).people).toEqual({
      pairs: [{ caller: 'courier', callee: 'flat 7' }],
      login: 'Family Berg',
      name: null,
      others: ['porter'],
    });
  });

  it('says where filters find people', async () => {
    const analysis = await analysisOf([login, visit], [dialect], 8088);
    expect(found(analysis, 'caller:courier')).toEqual(['openDoor']);
    expect(found(analysis, 'callee:courier')).toEqual([]);
    expect(found(analysis, 'login:berg')).toEqual(['login']);
    expect(found(analysis, 'porter')).toEqual(['openDoor']);
  });

  it('says which members name people', () => {
    const [, people] = findMethod(dialect, 'openDoor')?.parameters.slice(-2) ?? [];
    expect(people?.name).toBe('people');
    expect(partyText(people?.party ?? null)).toMatch(/called or receives, then .* calls/);
    expect(partyText(null)).toBeNull();
  });
});
