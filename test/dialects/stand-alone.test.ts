import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../src/base/steps.ts';
import {
  acceptanceText,
  DIALECT_NAMES,
  type Dialect,
  defaultDialect,
  dialects,
  EXAMPLES,
  findMethod,
  isAcceptedStatus,
  parseDialect,
} from '../../src/dialects/index.ts';
import { configFor, isAccepted, type ReadCall } from '../../src/hooks/index.ts';
import { findRepetitions } from '../../src/hooks/repetitions.ts';
import { gap, story, troubleOf, verdictsOn } from '../checks/call-builder.ts';
import {
  type AnswerParts,
  findingsOf,
  inspectionOptions,
  read,
  theOnly,
} from '../checks/exchange-builder.ts';

/** The larger example of the documentation that extends nothing. */
const page = readFileSync(fileURLToPath(new URL('../../docs/dialects.md', import.meta.url)), 'utf8');
const example: unknown = [...page.matchAll(/```json\n([\s\S]*?)```/g)]
  .map((match): { readonly name?: string; readonly extends?: string } => JSON.parse(match[1] ?? '{}'))
  .find(({ name }) => name === 'gatekeeper');

function dialectOf(file: unknown): Dialect {
  const result = parseDialect(file);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.dialect;
}

const gate = dialectOf(example);
const START = 1_600_000_000;
const OK = { payload: { result: 'ok' } };

function post(at: number, method: string, payload: object, answer: AnswerParts | null = OK): ReadCall {
  const body = { deviceId: 'd', site: 's', ...payload };
  return read({ target: `/hooks/${method}`, payload: body, at: START + at, answer }, [gate]);
}

const login = (hooks: object): ReadCall => post(0, 'login', {}, { payload: { result: 'ok', hooks } });
const ask = (answer?: AnswerParts | null): ReadCall => post(5, 'openDoor', { visitId: 'v' }, answer);
const late = post(60, 'door', { visitId: 'w', state: 'CLOSED' });

/** The verdict on what should have followed the only `openDoor`. */
function verdict(...calls: readonly ReadCall[]): string | null | undefined {
  return verdictsOn([...calls, late])[0]?.reason;
}

describe('a dialect that stands alone', () => {
  it('knows nothing of any vendor', () => {
    expect(JSON.stringify(gate)).not.toMatch(/flashphoner|WCS|rest[A-Z]|yeastar|openvox/i);
    expect(gate.methods.map(({ name }) => name)).toEqual(['login', 'openDoor', 'door']);
    expect(gate.expectations.map(({ id }) => id)).toEqual(['door-opened']);
  });

  it('has neutral defaults for what it leaves out', () => {
    const method = { role: 'event', description: 'X.' };
    const { acceptance, delivery, context, clientConfig, signature, activation, errorMatrix } = dialectOf({
      name: 'a',
      methods: { b: method },
    });
    expect(acceptance).toEqual({ statuses: [{ from: 200, to: 299 }], body: { kind: 'any' } });
    expect(delivery).toMatchObject({
      httpMethods: ['POST'],
      timeoutSeconds: null,
      retry: null,
      mirrored: false,
    });
    expect([context, clientConfig, signature, activation]).toEqual([null, null, null, null]);
    expect(errorMatrix).toEqual([]);
  });

  it('recognises its hooks and their sessions and dialogs', () => {
    const { call } = ask();
    expect(call).toMatchObject({
      method: 'openDoor',
      hookType: 2,
      sessionId: 'd',
      appKey: 's',
      nodeId: null,
      dialog: { kind: 'visit', id: 'v' },
      unkeyed: false,
    });
    expect(findMethod(gate, 'OPENDOOR')?.parameters.map(({ name }) => name)).toEqual([
      'deviceId',
      'site',
      'visitId',
      'pin',
    ]);
  });
});

describe('what counts as accepted', () => {
  const accepted = (answer: AnswerParts | null): boolean => isAccepted(ask(answer).call);

  it('is any of the statuses with the member in the body', () => {
    expect(accepted(OK)).toBe(true);
    expect(accepted({ ...OK, status: 204 })).toBe(true);
    expect(accepted({ ...OK, status: 300 })).toBe(false);
    expect(accepted({ payload: { result: 'no' } })).toBe(false);
    expect(accepted({ payload: {} })).toBe(false);
    expect(accepted({ payload: '' })).toBe(false);
    expect(accepted({ payload: 'ok' })).toBe(false);
    expect(accepted(null)).toBe(false);
    expect(acceptanceText(gate, null)).toBe('2xx with result = ok');
  });

  it('is not decided by a body that was not read', () => {
    expect(accepted({ payload: '{"result":"no', body: { complete: false, cut: 3 } })).toBe(true);
    expect(accepted({ ...OK, body: { decoded: false } })).toBe(true);
  });

  it.each([
    ['flashphoner-wcs', [false, true, false, false, false]],
    ['openvox', [false, true, false, false, false]],
    ['yeastar', [false, true, false, false, false]],
    ['yeastar-p', [false, true, true, true, false]],
    ['srs', [false, true, true, false, false]],
    ['zlmediakit', [false, true, false, false, false]],
    ['nginx-rtmp', [false, true, true, true, true]],
    ['livekit', [false, true, true, true, false]],
    ['ovenmediaengine', [false, true, false, false, false]],
  ])('is the statuses of the vendor in %s', (name, accepted) => {
    const dialect = dialects.get(name) ?? gate;
    const of = (status: number): boolean => isAcceptedStatus(dialect, null, status);
    expect(dialect.name).toBe(name);
    expect([199, 200, 201, 204, 302].map(of)).toEqual(accepted);
  });
});

describe('what follows, by the tables of the dialect', () => {
  it('is missing after a refusal that the system ignores', () => {
    expect(verdict(login({}), ask({ status: 403 }))).toBe(
      'no door OPENED within 10 s after it (openDoor, frame 10)',
    );
  });

  it('is excused in the words of its configuration', () => {
    expect(verdict(login({ openDoor: { refused: 'stop' } }), ask({ payload: { result: 'no' } }))).toBe(
      'openDoor was answered 200 and refused is stop for it, so nothing follows',
    );
    expect(verdict(login({ door: { mode: 'off' } }), ask())).toBe(
      'the answer to login sets mode off for door',
    );
  });

  it('is excused by the table of errors where no configuration decides', () => {
    const stops = [{ role: 'ask', outcome: 'stops', description: 'The door stays closed.' }];
    const plain = dialectOf({ ...(example as object), clientConfig: null, errors: stops });
    const refused = read(
      {
        target: '/hooks/openDoor',
        payload: { deviceId: 'd', site: 's', visitId: 'v' },
        at: START,
        answer: null,
      },
      [plain],
    );
    const [expected] = verdictsOn([refused, { ...late, call: { ...late.call, dialect: plain } }]);
    expect(expected?.reason).toBe('openDoor got no answer, so nothing follows');
  });

  it('is told with the policy and the consequence of the dialect', () => {
    const reads = [login({ openDoor: { refused: 'stop', mode: 'on' } }), ask({ status: 500 })];
    const finding = theOnly('answer/status', reads);
    expect(finding).toMatchObject({
      severity: 'error',
      message: 'openDoor was answered 500 OK: the backend failed at it. refused is stop (as hooks says).',
      consequence: 'The door stays closed.',
    });
  });

  it('reads defaults, excluded parameters and mistakes from its own configuration', () => {
    const { clientConfig } = login({ openDoor: { hide: 'pin', mod: 'off' } }).call;
    const config = configFor(gate, clientConfig, 'OPENDOOR');
    expect(config).toMatchObject({ enabled: true, onRefusal: 'go-on', exclude: new Set(['pin']) });
    expect([...config.values]).toEqual([
      ['mode', 'on'],
      ['refused', 'ignore'],
      ['hide', 'pin'],
    ]);
    expect(clientConfig?.problems.map(({ kind, pointer }) => [kind, pointer])).toEqual([
      ['unknown-field', '/hooks/openDoor/mod'],
    ]);
  });
});

describe('bytes that the capture lost', () => {
  /** The door's event is missing within START + 5 s to START + 15 s; lost bytes are acknowledged after it. */
  const verdictWith = (acknowledgedAfter: number): string | null | undefined => {
    const lost = gap({ sinceSeconds: START - 50, acknowledgedSeconds: START + acknowledgedAfter });
    const connections = [story({ anomalies: troubleOf(lost) })];
    return verdictsOn([login({}), ask(), late], { connections })[0]?.cause;
  };

  it('may have been sent as long before their acknowledgement as a response may take', () => {
    expect(verdictWith(19)).toBe('lost-packets');
    expect(verdictWith(21)).toBe('none-came');
  });
});

describe('a repetition', () => {
  const again = (answer: AnswerParts | null, after: number): boolean => {
    const first = { ...ask(answer).call, end: 'reset' as const, endSeconds: START + 5 };
    const second = { ...post(5 + after, 'openDoor', { visitId: 'v' }).call };
    return atOnce(findRepetitions([first, second], () => false)).size > 0;
  };

  it('is one within the time that the dialect names, after whatever failure', () => {
    expect(again(null, 9)).toBe(true);
    expect(again(null, 11)).toBe(false);
    expect(again({ status: 500 }, 9)).toBe(true);
    expect(again({ status: 500 }, 11)).toBe(false);
    expect(again(OK, 1)).toBe(false);
  });
});

describe('a signature', () => {
  const payload = JSON.stringify({ deviceId: 'd', site: 's' });
  const options = inspectionOptions({ hookSecret: Buffer.from('key') });
  const messages = (header: string | null): readonly string[] => {
    const call = read({ target: '/hooks/login', payload, headers: { 'X-Signature': header }, answer: OK }, [
      gate,
    ]);
    return findingsOf([call], options)
      .filter(({ rule }) => rule === 'payload/auth-hash')
      .map(({ message }) => message);
  };

  it('is checked as the dialect says', () => {
    const right = createHmac('sha256', 'key').update(payload).digest('hex');
    expect(messages(`gate ${right.toUpperCase()}`)).toEqual([]);
    expect(messages(`GATE ${right.replace(/^./, 'x')}`)).toHaveLength(1);
    expect(messages(null)).toEqual([
      expect.stringContaining('login has no X-Signature header field, "GATE <hash>" is expected'),
    ]);
  });
});

describe('examples for help texts', () => {
  it('are words of the tables', () => {
    expect(DIALECT_NAMES).toEqual([...dialects.keys()]);
    expect(EXAMPLES.dialect).toBe(defaultDialect.name);
    expect(defaultDialect.ports[0]).toBe(EXAMPLES.port);
    expect(findMethod(defaultDialect, EXAMPLES.opener)?.role).toBe('opener');
    expect(findMethod(defaultDialect, EXAMPLES.event)?.role).toBe('event');
    expect(EXAMPLES.keySetting).toBe(defaultDialect.signature?.keySetting);
    const { signature } = defaultDialect;
    const scheme = signature?.kind === 'hmac' ? signature.scheme : null;
    expect(EXAMPLES.signature).toMatch(new RegExp(`: ${scheme}$`));
    for (const name of EXAMPLES.dialogParameters)
      expect(
        defaultDialect.methods.some(({ dialog }) => dialog?.parameters.some((each) => each === name)),
      ).toBe(true);
  });
});
