import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { analyse, type Inputs } from '../../src/engine/index.ts';
import { redact } from '../../src/filter/redact.ts';
import { CallStore } from '../../src/hooks/call-store.ts';
import { Masker } from '../../src/privacy/index.ts';
import { analysisOptions } from '../engine/options.ts';
import { message, pcapOf, type Turn } from '../privacy/tiny-capture.ts';
import { reportOf } from './ways.ts';

/** Values of members that name people, as they are written in JSON. */
const value = fc.constantFrom(
  '"1001"',
  '"1002"',
  '"Jürgen"',
  '"\\u0031001"',
  '"a\\"b"',
  '"sip:1001@pbx.example.org"',
  '""',
  'null',
  '1001',
  '["1001","1003"]',
  '[]',
  '{"x":"1001"}',
  'true',
);
const member = fc.tuple(fc.constantFrom('caller', 'callee', 'visibleName', 'target'), value);
/** Most payloads have the shape of the one before, so that the short way is gone. */
const payloads = fc.array(fc.array(member, { maxLength: 5 }), { minLength: 1, maxLength: 3 });

/** An ordinary call, of which only who is named differs, and an answer that gives it back: the lane takes such calls. */
function turnsOf(members: readonly (readonly [string, string])[]): readonly Turn[] {
  const own = members.map(([name, written]) => `${JSON.stringify(name)}:${written},`).join('');
  const body = `{"nodeId":"n@203.0.113.10","appKey":"defaultApp","sessionId":"/198.51.100.103:55751/203.0.113.10:8443","callId":"c","incoming":false,"hasVideo":false,${own}"status":"RING","mediaProvider":"WebRTC"}`;
  const type = 'Content-Type: application/json';
  return [
    { from: 'client', bytes: message('POST /a/CallStatusEvent HTTP/1.1', ['Host: b', type], body) },
    { from: 'server', bytes: message('HTTP/1.1 200 OK', [type], body) },
  ];
}

function captureOf(all: readonly (readonly (readonly [string, string])[])[]): Inputs {
  const repeated = all.flatMap((members) => [members, members, members]);
  const talk = { client: '192.0.2.1', server: '192.0.2.2', turns: repeated.flatMap(turnsOf) };
  return [{ kind: 'bytes', path: '-', bytes: pcapOf([talk]) }];
}

/** Notes the calls that the lane takes. */
const taken = vi.spyOn(CallStore.prototype, 'keepRepeated');
afterEach(() => {
  taken.mockClear();
});

describe('the people of a call', () => {
  it.each([
    ['texts', '"1001"', '"2002"', '"sip:1001@pbx.example.org"'],
    ['texts with escapes and beyond ASCII', '"\\u0031001"', '"Jürgen"', '"a\\"b"'],
  ])('are noted by the lane: %s', async (_, ...written) => {
    const inputs = captureOf(
      written.map((each) => [['caller', each] as const, ['callee', '"1005"'] as const]),
    );
    const result = await analyse(inputs, analysisOptions({ keepExchanges: 'faulty' }));
    if (!result.ok) throw new Error('not read');
    const { calls, callExchanges } = result.analysis;
    // The general way reads the first ones: from them the lane learns, and from them the server is known.
    expect(taken.mock.calls.length).toBeGreaterThanOrEqual(3 * written.length - 2);
    const all = calls.flatMap((call) => callExchanges.exchangesOf(call));
    const callers = all.map(({ people }) => people.map(({ role, text }) => [role, text]));
    expect(new Set(callers.map((people) => JSON.stringify(people)))).toEqual(
      new Set(
        written.map((each) =>
          JSON.stringify([
            ['caller', JSON.parse(each)],
            ['callee', '1005'],
          ]),
        ),
      ),
    );
  });

  it('are the same with and without the lane, however they are written', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, async (all) => {
        // Values of a shape are mixed, so that what one showed is not taken for what another shows.
        const mixed = [
          ...all,
          ...all.map((members) =>
            members.map(([name, written]) => [name, written.replace('1001', '2002')] as const),
          ),
        ];
        const inputs = captureOf(mixed);
        expect(await reportOf(inputs, 'on')).toBe(await reportOf(inputs, 'off'));
      }),
      { numRuns: 40 },
    );
  });

  it('have the marks that they have in the payload where people are redacted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('1001', 'alice', 'sip:1001@pbx.example.org', '+49 30 1234567', 'Jürgen Ek'),
        async (who) => {
          const masker = new Masker({ showSecrets: false, redact: 'personal' });
          const inputs = captureOf([[['caller', JSON.stringify(who)]]]);
          const result = await analyse(inputs, analysisOptions({ masker }));
          if (!result.ok) throw new Error('not read');
          const [call] = redact(result.analysis, masker).calls;
          const shown = call?.people.map(({ text }) => text) ?? [];
          expect(shown).toHaveLength(1);
          expect(shown[0]).not.toContain(who);
          expect(shown[0]).not.toMatch(/1001|alice|1234567|Jürgen|pbx/);
          const { dialect, methodSpec } = result.analysis.calls[0] ?? {};
          if (dialect === undefined || methodSpec === undefined) throw new Error('no call');
          expect(masker.payload(dialect, methodSpec, { caller: who })).toEqual({ caller: shown[0] });
        },
      ),
      { numRuns: 20 },
    );
  });
});
