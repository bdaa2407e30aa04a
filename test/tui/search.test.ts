import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Analysis, analyse, lookAgain } from '../../src/engine/index.ts';
import { type AnsweredCall, askExchange, EVERYTHING, type Filter, viewOf } from '../../src/filter/index.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { keyBarLine } from '../../src/tui/commands/key-bar.ts';
import { type KeyStream, startTerminal, type TerminalOptions } from '../../src/tui/index.ts';
import { catalogueOf } from '../../src/tui/model/catalogue.ts';
import type { AnalysisSource } from '../../src/tui/source.ts';
import { rowCount, selectedRow, shownSessions } from '../../src/tui/state/selection.ts';
import type { State } from '../../src/tui/state/state.ts';
import { reduce } from '../../src/tui/store/reducer.ts';
import { terminalOptions } from '../soak/terminal-options.ts';
import { FakeKeys } from './fake-keys.ts';
import { ANALYSIS_OPTIONS, analyseSample, finishedSource, press, startState } from './samples.ts';
import { VirtualScreen } from './virtual-screen.ts';

const SIZE = { columns: 80, rows: 24 };
const MASKER = new Masker({ showSecrets: false });
/** Frames 100, 108 and 164 of log.pcap have it, in three sessions. */
const SOUGHT = 'body:"Normal call clearing"';
let log: Analysis;

beforeAll(async () => {
  log = await analyseSample('log.pcap');
});

/** The state after a filter was typed, in which nothing was searched. */
const typed = (state: State, text: string): State => press(state, '/', 'C-u', ...text, 'enter');

function filterIn(state: State): Filter {
  const { filter } = state.filter;
  if (filter === null) throw new Error('no filter');
  return filter;
}

function asked(state: State, calls: readonly HookCall[]): readonly AnsweredCall[] {
  return calls.flatMap((call) => {
    const exchange = log.exchanges.get(call.id);
    return exchange === undefined ? [] : [askExchange(call, exchange, filterIn(state).payloadTerms, MASKER)];
  });
}

const answer = (state: State, answered: readonly AnsweredCall[], filter = filterIn(state)): State =>
  reduce(state, { type: 'searched', filter, answered, stage: null });
const over = (state: State): State =>
  reduce(state, { type: 'searched', filter: filterIn(state), answered: [], stage: { kind: 'over' } });
const bar = (state: State): string =>
  keyBarLine(state, 80)
    .spans.map(({ text }) => text)
    .join('');

describe('a filter that asks for payloads', () => {
  it('takes nothing for no match before it was searched', () => {
    const state = typed(startState(log, SIZE), SOUGHT);
    expect(rowCount(state)).toBe(0);
    expect(state.filter.all).toMatchObject({ calls: 0, unknown: log.calls.length });
    expect(bar(state)).toContain('searching');
  });

  it('asks no payload of a call that its other terms leave out', () => {
    const state = typed(startState(log, SIZE), 'method:connect body:zzz');
    const connects = log.calls.filter(({ method }) => method === 'connect').length;
    expect(connects).toBeGreaterThan(0);
    expect(state.filter.all.unknown).toBe(connects);
  });

  it('shows rows and sessions as they are found, in any order, and keeps the selected row', () => {
    const start = typed(startState(log, SIZE), SOUGHT);
    const answered = asked(start, log.calls);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...answered], { minLength: answered.length }),
        fc.integer({ min: 1, max: 9 }),
        (order, portion) => {
          let state = start;
          let selected: HookCall | null = null;
          for (let at = 0; at < order.length; at += portion) {
            state = answer(state, order.slice(at, at + portion));
            const row = selectedRow(state);
            if (selected !== null) expect(row).toMatchObject({ call: selected });
            selected = row?.kind === 'call' ? row.call : null;
          }
          expect(state.filter.all.matches.map((at) => frameAt(state, at))).toEqual([100, 108, 164]);
          expect(state.filter.all).toMatchObject({ calls: 3, unknown: 0 });
          expect(rowCount(state)).toBe(3);
          expect(shownSessions(state)).toBe(3);
          expect(bar(over(state))).toContain('3 of 35 calls match ');
        },
      ),
      { numRuns: 30 },
    );
  });

  it('finds the same whether rows are tested before or after their payloads were asked', () => {
    const start = typed(startState(log, SIZE), `-${SOUGHT}`);
    const state = answer(start, asked(start, log.calls));
    // A model that was made meanwhile: all rows are tested anew.
    const { progress } = state;
    const anew = reduce(state, { type: 'snapshot', catalogue: catalogueOf(log, true), progress });
    expect(anew.filter.all.list).not.toBe(state.filter.all.list);
    expect(anew.filter.all.matches).toEqual(state.filter.all.matches);
    expect(anew.filter.all).toMatchObject({ calls: 32, unknown: 0 });
  });

  it('counts what could not be looked into, and an answer that comes twice once', () => {
    const start = typed(startState(log, SIZE), SOUGHT);
    const [first, second, third] = log.calls;
    if (first === undefined || second === undefined || third === undefined) throw new Error('no calls');
    const others = asked(start, log.calls.slice(3));
    const answered = [
      { call: first, answers: [null] },
      { call: second, answers: [false] },
      { call: second, answers: [false] },
      ...others,
    ];
    const state = answer(answer(start, answered), answered);
    expect(state.filter.all).toMatchObject({ calls: 3, unknown: 2 });
    expect(bar(over(state))).toContain('3 of 35 calls match; 2 could not be looked into');
  });

  it('is not told what another filter asked for', () => {
    const before = typed(startState(log, SIZE), SOUGHT);
    const state = typed(before, 'body:zzz');
    const answered = asked(before, log.calls);
    expect(answer(state, answered, filterIn(before))).toBe(state);
  });

  it('is stopped by a step back, which says so and keeps what was found', () => {
    const start = typed(startState(log, SIZE), SOUGHT);
    const found = answer(start, asked(start, log.calls.slice(0, 20)));
    const matches = found.filter.all.calls;
    const state = press(found, 'escape');
    expect(state.filter.search?.stage.kind).toBe('stopped');
    expect(state.notice?.text).toContain('stopped');
    expect(matches).toBeGreaterThan(0);
    expect(selectedRow(press(state, 'g', 'n'))?.kind).toBe('call');
    const none = press(typed(startState(log, SIZE), 'body:zzz'), 'escape', 'n');
    expect(none.notice?.text).toContain('may match');
  });

  it('searches anew where secrets are shown or hidden, and forgets what it knew', () => {
    const start = typed(startState(log, SIZE), SOUGHT);
    const found = answer(start, asked(start, log.calls));
    const state = press(found, 's');
    expect(filterIn(state)).not.toBe(filterIn(found));
    expect(state.filter.all.unknown).toBe(log.calls.length);
    expect(state.filter.search?.stage.kind).toBe('begun');
  });
});

function frameAt({ catalogue }: State, at: number): number {
  const row = catalogue.all.at(at);
  return row?.kind === 'call' ? row.call.requestFrames[0] : 0;
}

/** A sitting at a terminal in memory. */
async function sitting(
  given: Analysis | AnalysisSource,
  more: Partial<TerminalOptions>,
  sit: (screen: VirtualScreen, type: (text: string) => void) => Promise<void>,
): Promise<void> {
  const screen = new VirtualScreen(80, 24);
  const keys = new FakeKeys();
  const options = { ...more, stdout: screen.stdout, stdin: keys as unknown as KeyStream };
  const source = 'snapshot' in given ? given : finishedSource(given);
  const ended = startTerminal(source, terminalOptions(options));
  try {
    await screen.shows('q quit');
    await sit(screen, (text) => keys.type(text));
  } finally {
    keys.type('\u0003');
    await ended;
  }
}

const sample = (name: string): string => fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));

const readAgain =
  (name: string): TerminalOptions['lookAgain'] =>
  (calls, show) =>
    lookAgain([sample(name)], { reader: 'hookscope' }, calls, show);

const without = (exchanges: Analysis['exchanges'], id: number): Analysis['exchanges'] =>
  new Map([...exchanges].filter(([each]) => each !== id));

const statusCount = (sought: string): number => log.calls.filter(({ status }) => status === sought).length;

const nothingKept = (analysis: Analysis): Analysis => ({ ...analysis, exchanges: new Map() });

describe('a search of payloads on the screen', () => {
  it('finds what is at hand without reading the capture', async () => {
    await sitting(log, {}, async (screen, type) => {
      type(`/${SOUGHT}\r`);
      await screen.shows('3 of 35 calls match ');
      await screen.shows('Sessions 3 of 6');
      type('/\u0015body:"no payload has this"\r');
      await screen.shows('0 of 35 calls match ');
      await screen.shows('Nothing here matches the filter.');
    });
  });

  it('reads the capture again for what is not, also from the command line', async () => {
    const options = { lookAgain: readAgain('log.pcap'), filter: SOUGHT };
    await sitting(nothingKept(log), options, async (screen, type) => {
      await screen.shows('3 of 35 calls match ');
      await screen.shows('CallStatusEvent FINISH');
      type('/\u0015-http:200 /appKey=defaultApp\r');
      await screen.shows('call PENDING');
    });
  });

  it('says of how many calls it is not known: of a pipe, and of bodies that were cut', async () => {
    await sitting(nothingKept(log), {}, async (screen, type) => {
      type(`/${SOUGHT}\r`);
      await screen.shows('0 of 35 calls match; 35 could not be looked into');
      await screen.shows('No match here so far:');
    });
    const cut = await analyseSample('snaplen-cut.pcap');
    await sitting(nothingKept(cut), { lookAgain: readAgain('snaplen-cut.pcap') }, async (screen, type) => {
      type('/body:"no payload has this"\r');
      await screen.shows('could not be looked into');
    });
    // A file that has the name by now is another one.
    await sitting(nothingKept(log), { lookAgain: readAgain('web-phone-call.pcap') }, async (screen, type) => {
      type(`/${SOUGHT}\r`);
      await screen.shows('0 of 35 calls match; 35 could not be looked into');
    });
  });

  it('shows how far it is, and reads no further once it was stopped', async () => {
    let turns = 0;
    let wasClosed = false;
    const lookAgain: TerminalOptions['lookAgain'] = async function* (calls, show) {
      const [call] = calls.filter(({ requestFrames }) => requestFrames[0] === 100);
      const exchange = call === undefined ? undefined : log.exchanges.get(call.id);
      if (call !== undefined && exchange !== undefined) show(call, exchange);
      try {
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          turns += 1;
          yield { bytes: 40, total: 100, found: 1 };
        }
      } finally {
        wasClosed = true;
      }
    };
    await sitting(nothingKept(log), { lookAgain }, async (screen, type) => {
      type(`/${SOUGHT}\r`);
      await screen.shows('searching … 40 %, 1 found');
      await screen.shows('call 1/1');
      type('\u001b');
      await screen.shows('its search stopped');
      while (!wasClosed) await new Promise((resolve) => setTimeout(resolve, 10));
      const before = turns;
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(turns).toBe(before);
    });
  });

  it('asks what comes later where it is at hand, reads the file again once, and counts the rest', async () => {
    const bytes = readFileSync(sample('log.pcap')).subarray(0, 20_000);
    const part = await analyse([{ kind: 'bytes', path: 'log.pcap', bytes }], ANALYSIS_OPTIONS);
    if (!part.ok) throw new Error('not read');
    let current = part.analysis;
    let tell: () => void = () => {};
    const source: AnalysisSource = {
      ...finishedSource(current),
      done: false,
      snapshot: () => current,
      renew: async () => current,
      subscribe: (listener) => {
        tell = listener;
        return () => {};
      },
    };
    const asked: number[] = [];
    const lookAgain: TerminalOptions['lookAgain'] = async function* (calls) {
      asked.push(calls.length);
      yield { bytes: 100, total: 100, found: 0 };
    };
    const firstCall = current.calls[0]?.id ?? 0;
    current = { ...current, exchanges: without(current.exchanges, firstCall) };
    await sitting(source, { follow: true, lookAgain }, async (screen, type) => {
      type(`/${SOUGHT}\r`);
      const { length } = part.analysis.calls;
      await screen.shows(`0 of ${length} calls match; `);
      const dropped = log.calls.find(({ requestFrames }) => requestFrames[0] === 164)?.id ?? 0;
      current = { ...log, exchanges: without(without(log.exchanges, firstCall), dropped) };
      tell();
      await screen.shows('2 of 35 calls match; 2 could not be looked into');
      expect(asked).toEqual([1]);
    });
  });

  it('finds no secret that the screen hides', async () => {
    await sitting(log, {}, async (screen, type) => {
      type('/body:not-a-real-password\r');
      await screen.shows('0 of 35 calls match ');
      type('s');
      await screen.shows('Secrets are shown');
      type('k');
      await screen.shows('2 of 35 calls match ');
      type('s');
      await screen.shows('Secrets are hidden');
      type('k');
      await screen.shows('0 of 35 calls match ');
    });
    const redacting = new Masker({ showSecrets: false, redact: 'personal' });
    await sitting(log, { masker: redacting }, async (screen, type) => {
      type('/body:2003\r');
      await screen.shows('0 of 35 calls match ');
    });
    // Calls that are shown with marks are found again all the same.
    const redacted = nothingKept(viewOf(log, EVERYTHING, redacting));
    const options = { masker: redacting, lookAgain: readAgain('log.pcap') };
    await sitting(redacted, options, async (screen, type) => {
      type('/body:2003\r');
      await screen.shows('0 of 35 calls match ');
      type('/\u0015/status=FINISH\r');
      await screen.shows(`${statusCount('FINISH')} of 35 calls match `);
    });
  });
});
