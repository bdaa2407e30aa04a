import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../src/base/steps.ts';
import { type Analysis, analyse, lookAgain } from '../../src/engine/index.ts';
import {
  EVERYTHING,
  type Filter,
  matchingSessions,
  PayloadSearch,
  parseFilter,
  unknownMatches,
  viewOf,
} from '../../src/filter/index.ts';
import { payloadTerm, type ReadablePayload } from '../../src/filter/payload-terms.ts';
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
    const search = new PayloadSearch(filter.payloadTerms, new Masker({ showSecrets: false }));
    const before = atOnce(matchingSessions(analysis, filter, search.answers));
    expect(before).toEqual({ sessions: new Set(), unknown: analysis.calls.length });
    let found = 0;
    for await (const progress of lookAgain([LOG], { reader: 'hookscope' }, analysis.calls, search.look)) {
      found = progress.found;
    }
    expect(found).toBe(analysis.calls.length);
    search.finish();
    const after = atOnce(matchingSessions(analysis, filter, search.answers));
    expect(after).toEqual({ sessions: new Set([0, 2, 4]), unknown: 0 });
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
