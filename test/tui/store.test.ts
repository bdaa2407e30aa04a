import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainCopy } from '../../src/base/columns.ts';
import type { ExpectationResult, Finding } from '../../src/checks/index.ts';
import type { Analysis } from '../../src/engine/index.ts';
import { COMMANDS } from '../../src/tui/commands/table.ts';
import { layoutOf, rowsThatFit } from '../../src/tui/layout/layout.ts';
import { plainText } from '../../src/tui/layout/line-list.ts';
import { type Catalogue, catalogueOf } from '../../src/tui/model/catalogue.ts';
import { withFilter } from '../../src/tui/state/filter-state.ts';
import {
  listedFindings,
  rowAt,
  rowCount,
  scopeList,
  selectedProblem,
  selectedRow,
  shownSessions,
  treeLength,
  treeNode,
} from '../../src/tui/state/selection.ts';
import type { State } from '../../src/tui/state/state.ts';
import { reduce } from '../../src/tui/store/reducer.ts';
import { initialSelection } from '../../src/tui/store/snapshot.ts';
import { detailOf } from '../../src/tui/view/detail/index.ts';
import { faultyAnalysis, sketchAnalysis } from '../report/sample-analysis.ts';
import { analyseSample, press, startState } from './samples.ts';

const SIZE = { columns: 80, rows: 24 };
let log: Analysis;
let listing: Analysis;

beforeAll(async () => {
  log = await analyseSample('log.pcap');
  listing = await analyseSample('web-phone-call.pcap');
});

/** What must hold in every state. */
function checkState(state: State): void {
  const layout = layoutOf(state);
  const height = rowsThatFit(state.view, layout.main);
  const lists = [
    [state.rows, rowCount(state), height],
    [state.problems, state.catalogue.problems.length, height],
    [state.findings, listedFindings(state).length, height],
    [state.tree, treeLength(state), layout.tree?.height ?? 1],
  ] as const;
  for (const [scroll, length, fits] of lists) {
    expect(scroll.cursor).toBeGreaterThanOrEqual(0);
    expect(scroll.cursor).toBeLessThanOrEqual(Math.max(0, length - 1));
    expect(scroll.top).toBeLessThanOrEqual(scroll.cursor);
    expect(scroll.cursor - scroll.top).toBeLessThan(Math.max(1, fits));
  }
  expect(treeNode(state, state.tree.cursor)).not.toBeNull();
  expect(rowCount(state) === 0 || rowAt(state, state.rows.cursor) !== null).toBe(true);
  expect(state.detailTop).toBeGreaterThanOrEqual(0);
}

describe('store', () => {
  it('stays valid whatever keys are pressed and whatever else happens', () => {
    const keys = [
      ...COMMANDS.flatMap((command) => command.keys),
      'a',
      'backspace',
      'delete',
      'y',
      'p',
      'r',
      ':',
    ];
    const action = fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...keys).map((key) => ({ type: 'key', key }) as const) },
      fc
        .constantFrom([60, 15], [80, 24], [200, 50], [20, 5])
        .map(([columns = 0, rows = 0]) => ({ type: 'resize', size: { columns, rows } }) as const),
      fc
        .constantFrom('missing', 'http:>=400', 'nonsense:', '')
        .map((text) => ({ type: 'filter', text }) as const),
      fc.constantFrom(0, 1, 2).map((which) => ({
        type: 'snapshot' as const,
        catalogue: catalogueOf(
          [log, faultyAnalysis(), sketchAnalysis({ calls: [] })][which] ?? log,
          which > 0,
        ),
        progress: { bytes: 0, total: null, frames: 0, calls: 0 },
      })),
      fc.constant({ type: 'paste', text: 'has:error \u001b[31m\n' } as const),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        let state = startState(log, SIZE);
        for (const each of actions) {
          state = reduce(state, each);
          checkState(state);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('begins with what is missing, in the session where it is missing', () => {
    const state = startState(log, SIZE);
    const row = selectedRow(state);
    expect(row?.kind).toBe('expected');
    expect(row?.kind === 'expected' && row.expected.method).toBe('ConnectionStatusEvent');
    expect(treeNode(state, state.tree.cursor)?.kind).toBe('session');
  });

  it('begins with the session that was asked for', () => {
    const id = [...log.sessions].find((session) => session.calls.length > 5)?.id ?? null;
    const node = treeNode(startState(log, SIZE, { wantedSession: id }), 1);
    const state = startState(log, SIZE, { wantedSession: id });
    const selected = treeNode(state, state.tree.cursor);
    expect(selected?.kind === 'session' && selected.session.id).toBe(id);
    expect(node).not.toBeNull();
  });

  it('puts a missing call where its window closed', () => {
    const rows = [...startState(log, SIZE).catalogue.all];
    const at = rows.findIndex((row) => row.kind === 'expected' && row.expected.verdict === 'missing');
    const row = rows[at];
    expect(row?.kind === 'expected' && row.offset).toBeCloseTo(15.88, 2);
    expect(rows[at - 1]?.offset).toBeLessThanOrEqual(row?.offset ?? 0);
    expect(rows[at + 1]?.offset).toBeGreaterThanOrEqual(row?.offset ?? 0);
  });

  it('keeps the row that is selected when a filter narrows, widens and goes', () => {
    const all = press(startState(log, SIZE), 'left', 'g', 'right', 'g', ']', ']');
    const row = selectedRow(all);
    expect(scopeList(all)).toBe(all.catalogue.all);
    const narrowed = press(all, '/', ...'-http:200', 'enter');
    expect(selectedRow(narrowed)).toBe(row);
    expect(rowCount(narrowed)).toBeLessThan(rowCount(all));
    const widened = press(narrowed, 'escape');
    expect(selectedRow(widened)).toBe(row);
    expect(rowCount(widened)).toBe(rowCount(all));
    const next = selectedRow(press(widened, 'n'));
    expect(next === row || next?.kind === 'connection').toBe(false);
    expect(selectedRow(press(widened, 'n', 'N'))).toBe(row);
    expect(press(widened, '/', 'C-u', 'enter').filter.filter).toBeNull();
  });

  it('shows only the sessions in which something matches, and brings the others back', () => {
    const start = startState(log, SIZE);
    const narrowed = press(start, '/', ...'http:500', 'enter');
    expect(shownSessions(narrowed)).toBe(1);
    expect(treeLength(narrowed)).toBe(2);
    const row = selectedRow(narrowed);
    expect(row?.kind === 'call' && row.call.response?.status).toBe(500);
    expect(treeNode(narrowed, narrowed.tree.cursor)?.kind).toBe('session');
    const whole = press(narrowed, 'escape');
    expect(shownSessions(whole)).toBe(log.sessions.length);
    expect(selectedRow(whole)).toBe(row);
    expect(whole.notice?.text).toContain('Filter taken away');
  });

  it('selects what was selected before a filter that left nothing', () => {
    const start = startState(log, SIZE);
    const empty = press(start, '/', ...'nowhere', 'enter');
    expect([shownSessions(empty), rowCount(empty)]).toEqual([0, 0]);
    const whole = press(empty, 'escape');
    expect(selectedRow(whole)).toBe(selectedRow(start));
    expect(whole.tree.cursor).toBe(start.tree.cursor);
  });

  it('says what a step back undid, and how to leave where nothing is left to undo', () => {
    const marked = press(startState(listing, SIZE), 'space');
    const said = (state: State): string => state.notice?.text ?? '';
    expect(said(press(marked, 'escape'))).toContain('Marks');
    const sessions = press(marked, 'escape', 'escape');
    expect(sessions.focus).toBe('sessions');
    expect(said(sessions)).toContain('sessions');
    expect(said(press(sessions, 'escape'))).toContain('q leaves');
    const page = press(startState(log, SIZE), 'x', '?');
    expect(press(page, 'escape')).toMatchObject({ view: 'ladder' });
  });

  it('leaves a file by q, and asks before it leaves what cannot be opened again', () => {
    const start = startState(log, SIZE);
    expect(press(start, 'q').effects).toEqual([{ kind: 'quit' }]);
    expect(press(start, 'p', 'q')).toMatchObject({ view: 'calls', effects: [] });
    const [capture] = log.captures;
    const piped = capture === undefined ? log : { ...log, captures: [{ ...capture, path: '-' }] };
    const asked = press(startState(piped, SIZE), 'q');
    expect(asked).toMatchObject({ prompt: { kind: 'leave' }, effects: [] });
    expect(press(asked, 'x')).toMatchObject({ prompt: null, effects: [], view: 'calls' });
    expect(press(asked, 'q').effects).toEqual([{ kind: 'quit' }]);
    expect(press(startState(log, SIZE, { following: true }), 'q').prompt?.kind).toBe('leave');
  });

  it('does not take a filter that cannot be understood', () => {
    const state = press(startState(log, SIZE), '/', ...'http:abc', 'enter');
    expect(state.prompt?.kind).toBe('filter');
    expect(state.filter.filter).toBeNull();
    expect(press(state, 'escape').prompt).toBeNull();
  });

  it('goes from finding to call', () => {
    const state = press(startState(log, SIZE), 'f', 'f');
    const at = state.catalogue.findings.findIndex(
      (entry) => entry.kind === 'finding' && entry.finding.rule === 'payload/type',
    );
    const row = selectedRow(press(state, 'g', ...Array.from({ length: at }, () => 'j'), 'enter'));
    expect(row?.kind === 'call' && row.call.method).toBe('OnCallEvent');
  });

  it('goes from a problem to its findings, to the call of one, and back', () => {
    const [problem] = log.problems;
    if (problem === undefined) throw new Error('no problem');
    const findings = [...log.findings.keys()].filter((index) => log.findings[index]?.severity === 'warning');
    const several = { ...log, problems: [{ ...problem, findings, cause: null, effects: [] }] };
    const state = press(startState(several, SIZE), 'p');
    expect(state.view).toBe('problems');
    const listed = press(state, 'enter');
    expect(listed.view).toBe('findings');
    expect(listedFindings(listed).length).toBe(selectedProblem(state)?.problem.findings.length);
    const call = press(listed, 'j', 'enter');
    expect(call.view).toBe('calls');
    expect(selectedRow(call)?.offset).toBeGreaterThan(selectedRow(press(listed, 'enter'))?.offset ?? 0);
    const back = press(call, 'escape');
    expect(back).toMatchObject({ view: 'findings', findings: { cursor: 1 } });
    expect(press(back, 'escape').view).toBe('problems');
    expect(press(back, 'escape', 'escape').view).toBe('calls');
  });

  it('goes from a problem with one finding to what it is about', () => {
    const row = selectedRow(press(startState(log, SIZE), 'p', 'enter'));
    expect(row?.kind === 'expected' && row.expected.verdict).toBe('missing');
  });

  it('goes from fault to fault through all sessions, and says where it begins again', () => {
    let state = startState(log, SIZE);
    const begin = selectedRow(state);
    const seen = new Set<string>();
    const rows = new Set<unknown>();
    for (let steps = 0; steps < 40; steps++) {
      state = press(state, ']');
      const node = treeNode(state, state.tree.cursor);
      const row = selectedRow(state);
      expect(row?.severity === 'error' || row?.severity === 'warning').toBe(true);
      seen.add(node?.kind === 'session' ? (node.session.id ?? '') : '');
      rows.add(row);
      if (row === begin) break;
    }
    const faulty = [...log.sessions].filter((_, place) => state.catalogue.sessions.weightAt(place) < 4);
    expect(seen.size).toBe(faulty.length);
    expect(rows.size).toBe(state.catalogue.all.faults.length);
    const last = press(state, '[');
    expect(press(last, ']').rows.cursor).toBe(state.rows.cursor);
  });

  it('goes from fault to fault and round the end of all calls', () => {
    const state = press(startState(log, SIZE), 'left', 'g', 'right');
    const { faults } = scopeList(state);
    const begin = state.rows.cursor;
    const round = press(state, ...faults.map(() => ']'));
    expect(round.rows.cursor).toBe(begin);
    expect(press(state, ']', '[').rows.cursor).toBe(begin);
  });

  it('marks two calls and compares them', () => {
    const state = press(startState(listing, SIZE), 'space', 'space', '=');
    expect(state.view).toBe('compare');
    expect(state.marks).toHaveLength(2);
    expect(press(state, 'escape').view).toBe('calls');
    expect(press(startState(listing, SIZE), '=').view).toBe('calls');
  });

  it('follows the end of a capture that grows until one scrolls away', () => {
    const part = {
      ...listing,
      calls: listing.calls.slice(0, 3),
      sessions: [],
      expectations: [],
      findings: [],
    };
    const whole = { ...listing, sessions: [], expectations: [], findings: [] };
    const progress = { bytes: 0, total: null, frames: 0, calls: 0 };
    const grow = { type: 'snapshot', catalogue: catalogueOf(whole, false), progress } as const;
    const start = press(
      startState(part, SIZE, { following: true, catalogue: catalogueOf(part, false) }),
      'left',
      'g',
      'right',
      'G',
    );
    expect(reduce(start, grow).rows.cursor).toBe(listing.calls.length - 1);
    expect(reduce(press(start, 'k'), grow).rows.cursor).toBe(1);
    expect(reduce(press(start, 'k', 'G'), grow).rows.cursor).toBe(listing.calls.length - 1);
  });

  it('copies a report of the row, of the marked calls, or of the session', () => {
    const state = startState(log, SIZE);
    const reportOf = (...keys: string[]): string => {
      const [copy] = press(state, ...keys, 'y', 'r').effects;
      return copy?.kind === 'copy' ? copy.text : '';
    };
    expect(reportOf()).toMatch(/log\.pcap[\s\S]*missing: expected within 10 s[\s\S]*what to do/);
    expect(reportOf('k', 'k', '3')).toContain('gives back the request unchanged');
    const session = reportOf('left');
    expect(session).toMatch(/ 48 {2}connect[\s\S]*connection refused[\s\S]*ConnectionStatusEvent {2}missing/);
    const marked = reportOf('left', 'g', 'right', 'g', 'space', 'space');
    expect(marked).toMatch(/ 18 {2}connect[\s\S]* 22 {2}ConnectionStatusEvent ESTABLISHED/);
    expect(marked).not.toContain('connection refused');
  });

  it('takes what may still come for no doubt as long as more is read', () => {
    const open = {
      ...log,
      expectations: [...log.expectations].map(asOpen),
      findings: log.findings.map(asDoubt),
    };
    const live = catalogueOf(open, false);
    const over = catalogueOf(open, true);
    const doubts = (catalogue: Catalogue): number =>
      catalogue.findings.filter(
        (entry) => entry.kind === 'finding' && entry.finding.rule === 'flow/inconclusive',
      ).length;
    expect(doubts(over)).toBe(1);
    expect(doubts(live)).toBe(0);
    expect([...live.all].filter((row) => row.kind === 'expected' && row.pending)).toHaveLength(1);
  });

  it('begins with all calls where a filter was asked for', () => {
    const parsed = withFilter('has:warning');
    if (parsed === null) throw new Error('not a filter');
    const state = initialSelection({ ...startState(log, SIZE), filter: parsed });
    expect(scopeList(state)).toBe(state.catalogue.all);
    expect(rowCount(state)).toBe(3);
  });

  it('leaves a session without dialogs to the right, as there is nothing to open', () => {
    const state = press(startState(log, SIZE), 'left', 'right');
    expect(state.focus).toBe('rows');
    expect(state.tree.open).toBe(-1);
  });

  it('asks the outside for what it cannot do itself', () => {
    const state = startState(log, SIZE);
    expect(press(state, 'Q').effects).toEqual([{ kind: 'quit' }]);
    const [copy] = press(state, 'y', 'y').effects;
    expect(copy).toMatchObject({ kind: 'copy', to: 'clipboard', what: 'display filter' });
    expect(copy?.kind === 'copy' && copy.text).toMatch(/^tcp\.port == 9091 && frame\.time_relative in \{/);
    const [toFile] = press(state, 'k', 'k', 'Y', 'y').effects;
    expect(toFile).toMatchObject({ to: 'file', text: 'frame.number in {48, 50}' });
    const [payload] = press(state, 'k', 'k', 'y', 'p').effects;
    expect(payload?.kind === 'copy' && JSON.parse(payload.text)).toMatchObject({ appKey: 'defaultApp' });
    const [saving] = press(state, 'e', 'j', 'enter').effects;
    expect(saving).toMatchObject({ kind: 'export', format: 'json', path: 'hookscope-log.json' });
  });

  it('copies a curl command, the command of the remedy, and the one that opens Wireshark', () => {
    const state = startState(log, SIZE);
    const textOf = (...keys: string[]): string => {
      const [copy] = press(state, ...keys).effects;
      return copy?.kind === 'copy' ? copy.text : '';
    };
    expect(textOf('k', 'k', 'y', 'c')).toMatch(
      /^curl .*http:\/\/127\.0\.0\.1:9091\/EchoApp\/connect[\s\S]*--data-raw '\{/,
    );
    expect(textOf('y', 'm')).toMatch(/^curl -i -X POST/);
    expect(textOf('k', 'k', 'W')).toMatch(/^wireshark -r \S*log\.pcap -g 48 -Y 'tcp\.stream == 2'$/);
    expect(textOf('W')).toMatch(/-g 48 -Y 'tcp\.port == 9091 && frame\.time_relative in \{/);
    expect(textOf('p', 'W')).toMatch(/-g 48 -Y 'frame\.number in \{48, 53\}'$/);
  });

  it('lists the sessions in other orders, and keeps the selected one', () => {
    const state = press(startState(log, SIZE), 'left');
    const selected = (of: State): string | null => {
      const node = treeNode(of, of.tree.cursor);
      return node?.kind === 'session' ? node.session.id : null;
    };
    const starts = (of: State): readonly number[] =>
      Array.from({ length: shownSessions(of) }, (_, at) => {
        const node = treeNode(of, 1 + at);
        return node?.kind === 'session' ? (node.session.headline.start?.seconds ?? 0) : 0;
      });
    const byTime = press(state, 'S');
    expect(byTime.order).toBe('time');
    expect(starts(byTime)).toEqual([...starts(byTime)].sort((one, other) => one - other));
    expect(starts(state)).not.toEqual(starts(byTime));
    for (const keys of [['S'], ['S', 'S'], ['S', 'S', 'S'], ['S', 'S', 'S', 'S']])
      expect(selected(press(state, ...keys))).toBe(selected(state));
    expect(starts(press(byTime, '/', ...'has:warning', 'enter'))).toHaveLength(3);
    expect(starts(press(state, 'S', 'S', 'S', 'S'))).toEqual(starts(state));
  });

  it('tells of the session under the cursor', () => {
    const state = press(startState(log, SIZE), 'left', 'j');
    const text = plainText(detailOf(state, 80));
    expect(text).toContain('2003 → 1005');
    expect(text).toContain('hasVideo is a string');
    expect(text).toMatch(/PENDING +frame 120/);
  });

  it('steps back out of everything', () => {
    const deep = press(startState(log, SIZE), 'x', 'enter', 'z', 'escape', 'escape', 'escape');
    expect(deep).toMatchObject({ view: 'calls', focus: 'rows', zoomed: false });
  });
});

describe('what is live', () => {
  it('is watched at its end, and looked at from the first fault when it is over', () => {
    const live = startState(log, SIZE, { following: true, catalogue: catalogueOf(log, false) });
    expect(live.rows.cursor).toBe(rowCount(live) - 1);
    expect(treeNode(live, live.tree.cursor)?.kind).toBe('all');
    const progress = { bytes: 0, total: null, frames: 0, calls: 0 };
    const over = { type: 'snapshot', catalogue: catalogueOf(log, true), progress } as const;
    const row = selectedRow(reduce(live, over));
    expect(row?.kind === 'expected' && row.expected.verdict).toBe('missing');
    expect(reduce(press(live, 'k'), over).rows.cursor).toBe(live.rows.cursor - 1);
  });
});

/** An expectation that was missing, as it is while the capture still goes on. */
function asOpen(expected: ExpectationResult): ExpectationResult {
  return expected.verdict === 'missing'
    ? plainCopy(expected, { verdict: 'inconclusive', cause: 'capture-ended' })
    : expected;
}

function asDoubt(finding: Finding): Finding {
  return finding.rule === 'flow/missing-call'
    ? { ...finding, rule: 'flow/inconclusive', severity: 'note' }
    : finding;
}
