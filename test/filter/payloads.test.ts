import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyse, lookAgain } from '../../src/engine/index.ts';
import {
  type AnsweredCall,
  askExchange,
  EVERYTHING,
  type Filter,
  KnownAnswers,
  PayloadSearch,
  parseFilter,
  unknownMatches,
  viewOf,
} from '../../src/filter/index.ts';
import { payloadTerm, type ReadablePayload } from '../../src/filter/payload-terms.ts';
import { select } from '../../src/filter/select.ts';
import { Masker } from '../../src/privacy/index.ts';
import { analysisOptions } from '../engine/options.ts';

const LOG = fileURLToPath(new URL('../../samples/log.pcap', import.meta.url));
const CUT = fileURLToPath(new URL('../../samples/snaplen-cut.pcap', import.meta.url));

function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return parsed.filter;
}

async function read(path: string, search: PayloadSearch | null = null): Promise<Analysis> {
  const result = await analyse(
    [path],
    analysisOptions({ keepExchanges: 'faulty', ...(search !== null && { onCall: search.take }) }),
  );
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.analysis;
}

/** Frames of the calls that a filter finds while the capture is read. */
async function framesFound(
  text: string,
  { path = LOG, masker = new Masker({ showSecrets: false }) } = {},
): Promise<readonly number[]> {
  const filter = filterOf(text);
  const search = new PayloadSearch(filter.payloadTerms, masker);
  const analysis = await read(path, search);
  search.finish();
  const view = viewOf(analysis, { ...EVERYTHING, filter, answers: search.answers }, masker);
  return view.calls.map(({ requestFrames }) => requestFrames[0]);
}

const whole = (value: ReadablePayload['value']): ReadablePayload => ({ value, text: null, isWhole: true });

describe('a term that asks for payloads', () => {
  it.each([
    ['a text within a member', { in: 'body' }, 'CLEARING', { info: 'Normal call clearing' }, true],
    ['a text with quotation marks as it is meant', { in: 'body' }, 'say "hi"', { body: 'say "hi"' }, true],
    ['a piece of JSON', { in: 'body' }, '"status":"FINISH"', { status: 'FINISH' }, true],
    ['a number', { in: 'body' }, '503', { sipStatus: 503 }, true],
    ['nothing that is not there', { in: 'body' }, 'x', { a: 'b' }, false],
    [
      'a member at any depth',
      { in: 'member', name: 'Customer' },
      '17',
      { order: [{ customer: 'c-17' }] },
      true,
    ],
    ['no value of another member', { in: 'member', name: 'customer' }, '17', { order: '17' }, false],
    ['a place', { in: 'place', pointer: '/order/0/a~1b' }, 'C-*', { order: [{ 'a/b': 'c-17' }] }, true],
    ['no part of the value at a place', { in: 'place', pointer: '/order' }, 'c', { order: 'c-17' }, false],
    ['no member of the prototype', { in: 'place', pointer: '/constructor' }, '*', {}, false],
  ] as const)('finds %s', (_, question, value, payload, found) => {
    expect(payloadTerm(question, value).test(whole(payload))).toBe(found);
  });

  it('does not say that a payload lacks what the capture may lack', () => {
    const term = payloadTerm({ in: 'member', name: 'callee' }, '2003');
    expect(term.test({ value: { caller: '1005' }, text: '{"caller":"1005",', isWhole: false })).toBeNull();
    expect(term.test({ value: { callee: '2003' }, text: '{"callee":"2003",', isWhole: false })).toBe(true);
  });
});

describe('payloads are searched while a capture is read', () => {
  it.each([
    ['body:"Normal call clearing"', [100, 108, 164]],
    ['/callee=1005', [120, 124, 128, 164]],
    ['/callee=100', []],
    ['callee:1005 -status:FINISH', [120, 124, 128]],
    ['1005', [120, 124, 128, 164]],
    ['caller:2003', [120, 124, 128, 164]],
    ['login:1001', [18, 22]],
  ])('%s', async (text, frames) => {
    expect(await framesFound(text)).toEqual(frames);
  });

  it('finds no secret, unless secrets are shown', async () => {
    const secret = 'sipPassword:not-a-real-password';
    expect(await framesFound(secret)).toEqual([]);
    expect(await framesFound('body:not-a-real-password')).toEqual([]);
    const masker = new Masker({ showSecrets: true });
    expect(await framesFound(secret, { masker })).toEqual([18, 22]);
  });

  it('says of how many calls it cannot be told', async () => {
    const filter = filterOf('body:"no payload has this"');
    const search = new PayloadSearch(filter.payloadTerms, new Masker({ showSecrets: false }));
    const analysis = await read(CUT, search);
    search.finish();
    const cut = analysis.calls.filter((call) => call.cut).length;
    expect(cut).toBeGreaterThan(0);
    expect(
      unknownMatches(analysis, { ...EVERYTHING, filter, answers: search.answers }),
    ).toBeGreaterThanOrEqual(cut);
  });
});

describe('payloads are searched when a capture is read again', () => {
  it('with the same result, and until then nothing is taken for no match', async () => {
    const filter = filterOf('body:"Normal call clearing"');
    const analysis = await read(LOG);
    const masker = new Masker({ showSecrets: false });
    const none = KnownAnswers.none(filter.payloadTerms);
    const before = { ...EVERYTHING, filter, answers: none.answers };
    expect(select(analysis, before).calls).toEqual([]);
    expect(unknownMatches(analysis, before)).toBe(analysis.calls.length);
    const answered: AnsweredCall[] = [];
    for await (const _ of lookAgain([LOG], { reader: 'hookscope' }, analysis.calls, (call, exchange) =>
      answered.push(askExchange(call, exchange, filter.payloadTerms, masker)),
    ));
    expect(answered).toHaveLength(analysis.calls.length);
    const after = { ...before, answers: none.with(answered).answers };
    expect(select(analysis, after).calls.map(({ requestFrames }) => requestFrames[0])).toEqual([
      100, 108, 164,
    ]);
    expect(unknownMatches(analysis, after)).toBe(0);
  });

  it('and further answers leave those that were known before as they are', async () => {
    const [term] = filterOf('body:x').payloadTerms;
    const { calls } = await read(LOG);
    const [first, second, third] = calls;
    if (term === undefined || first === undefined || second === undefined || third === undefined)
      throw new Error('no calls');
    const one = KnownAnswers.none([term]).with([{ call: first, answers: [true] }]);
    const more = one.with([
      { call: second, answers: [false] },
      { call: third, answers: [null] },
    ]);
    expect([first, second, third].map((call) => one.answers(call, term))).toEqual([true, null, null]);
    expect([first, second, third].map((call) => more.answers(call, term))).toEqual([true, false, null]);
    expect([first, second, third].map((call) => one.wasAsked(call))).toEqual([true, false, false]);
    expect(more.wasAsked(third)).toBe(true);
  });

  it('shows nothing of a pipe', async () => {
    const analysis = await read(LOG);
    const shown: unknown[] = [];
    for await (const _ of lookAgain(['-'], { reader: 'hookscope' }, analysis.calls, (call) =>
      shown.push(call),
    ));
    expect(shown).toEqual([]);
  });
});
