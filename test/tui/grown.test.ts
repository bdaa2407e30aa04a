import { beforeAll, describe, expect, it } from 'vitest';
import { plainCopy } from '../../src/base/columns.ts';
import type { Analysis, Arrivals } from '../../src/engine/index.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import { catalogueOf } from '../../src/tui/model/catalogue.ts';
import { grown } from '../../src/tui/model/grown.ts';
import type { Row } from '../../src/tui/model/row.ts';
import type { RowList } from '../../src/tui/model/row-list.ts';
import type { SessionList } from '../../src/tui/model/session-list.ts';
import { analyseSample } from './samples.ts';

let log: Analysis;
beforeAll(async () => {
  log = await analyseSample('log.pcap');
});

function textOf(row: Row): string {
  if (row.kind === 'connection') return `connection ${row.connection.connection}`;
  return row.kind === 'call'
    ? `call ${row.call.id}`
    : `expected ${row.expected.method} of ${row.expected.trigger.id}`;
}

function textsOf(list: RowList): readonly string[] {
  return [...list].map(textOf);
}

/** The calls of each session and dialog, whatever the order of the sessions. */
function sessionsOf(sessions: SessionList): unknown {
  const entries = Array.from({ length: sessions.length }, (_, index) => sessions.at(index));
  return entries
    .map((entry) => [
      entry?.id,
      [...(entry?.list.calls() ?? [])].map(({ id }) => id),
      entry?.dialogs.map(({ kind, id, list }) => [kind, id, [...list.calls()].map((call) => call.id)]),
    ])
    .sort();
}

/** The analysis without some calls, and these as what came since. Nothing that was judged names them. */
function without(calls: readonly HookCall[]): { readonly analysis: Analysis; readonly arrivals: Arrivals } {
  const absent = new Set(calls.map(({ id }) => id));
  const place = new Map<number, number>();
  const kept = log.calls.filter(({ id }) => !absent.has(id));
  for (const [position, { id }] of kept.entries()) place.set(id, position);
  const within = (positions: readonly number[]): readonly number[] =>
    positions.flatMap((position) => place.get(log.calls[position].id) ?? []);
  const positions = {
    of: ({ id }: HookCall) => place.get(id) ?? -1,
    ofId: (id: number) => place.get(id) ?? -1,
  } as Analysis['positions'];
  const sessions = Array.from(log.sessions, ({ id, life, appKey, calls: own, dialogs }) => ({
    id,
    life,
    appKey,
    calls: within(own),
    dialogs: dialogs
      .map((dialog) => ({ kind: dialog.kind, id: dialog.id, calls: within(dialog.calls) }))
      .filter((dialog) => dialog.calls.length > 0),
  })).filter((session) => session.calls.length > 0);
  const analysis: Analysis = {
    ...log,
    calls: kept,
    positions,
    sessions,
    expectations: Array.from(log.expectations).filter(({ trigger }) => !absent.has(trigger.id)),
  };
  return {
    analysis,
    arrivals: { since: analysis, added: calls, gone: new Set(), exchanges: new Map(), left: 0 },
  };
}

describe('a catalogue with what came since it was judged', () => {
  it.each([1, 2, 5, 13, 34])('lists the same calls as one of all of them: the last %i came', (count) => {
    const { analysis, arrivals } = without(log.calls.slice(-count));
    const whole = catalogueOf({ ...log, expectations: analysis.expectations }, false);
    const catalogue = grown(catalogueOf(analysis, false), arrivals);
    expect(textsOf(catalogue.all)).toEqual(textsOf(whole.all));
    for (const [index, row] of [...catalogue.all].entries()) expect(catalogue.all.at(index)).toEqual(row);
    expect(sessionsOf(catalogue.sessions)).toEqual(sessionsOf(whole.sessions));
    expect(catalogue).toMatchObject({ calls: log.calls.length, unjudged: count });
  });

  it('puts calls in their places that were complete late', () => {
    const some = log.calls.filter((_, position) => position % 3 === 1);
    const { analysis, arrivals } = without(some);
    const whole = catalogueOf({ ...log, expectations: analysis.expectations }, false);
    const catalogue = grown(catalogueOf(analysis, false), arrivals);
    expect(textsOf(catalogue.all)).toEqual(textsOf(whole.all));
    expect(sessionsOf(catalogue.sessions)).toEqual(sessionsOf(whole.sessions));
  });

  it('has the answered call in place of the one that waited', () => {
    const { calls } = log;
    const last = calls[calls.length - 1];
    const waiting = plainCopy(last, { id: -1, response: null });
    const { analysis } = without([last]);
    const positions = {
      ...analysis.positions,
      of: ({ id }: HookCall) => (id === -1 ? calls.length - 1 : -1),
    };
    const judged = catalogueOf(
      {
        ...analysis,
        calls: [...analysis.calls, waiting],
        positions: positions as Analysis['positions'],
        sessions: [],
        expectations: [],
        findings: [],
      },
      false,
    );
    const arrivals = {
      since: judged.analysis,
      added: [last],
      gone: new Set([waiting]),
      exchanges: new Map(),
      left: 0,
    };
    const catalogue = grown(judged, arrivals);
    expect(catalogue.calls).toBe(calls.length);
    expect([...catalogue.all.calls()].map(({ id }) => id)).toEqual(calls.map(({ id }) => id));
  });
});
