import { MAX_BREAKDOWN_ROWS, MAX_BREAKDOWN_SHARES } from '../../base/limits.ts';
import { appendTo } from '../../base/multimap.ts';
import type { Finding, Problem } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { type HookCall, sessionIndexes } from '../../hooks/index.ts';
import type { BreakdownName } from './name.ts';
import { type PlaceOf, placesOf } from './place-of-finding.ts';

/** What is wrong under one value, such as on one day; or under all values that have no row of their own. */
export interface BreakdownRow {
  /** null: what the findings are about names none; or, where `others` is not 0, it stands for several. */
  readonly value: string | null;
  /** For how many values it stands that have no row of their own; 0 for a row of one value. */
  readonly others: number;
  /** Problems that have a finding here. One that has findings under several values counts in the row of each. */
  readonly problems: Readonly<Record<Severity, number>>;
  readonly findings: Readonly<Record<Severity, number>>;
  /** Sessions that errors and warnings point at. Notes are no faults. */
  readonly sessions: number;
}

/** The part of one problem under one value, or under all that are not listed (`others`). */
export interface ProblemShare {
  readonly value: string | null;
  readonly others: number;
  /** Occurrences. Those of all shares of a problem are its `count`. */
  readonly count: number;
  readonly sessions: number;
}

/** The problems of an analysis by one thing. */
export interface Breakdown {
  readonly name: BreakdownName;
  /** Days in their order; other values by how many errors, warnings and notes they have. */
  readonly rows: readonly BreakdownRow[];
  /** The parts of a problem, in the same order. */
  readonly sharesOf: (problem: Problem) => readonly ProblemShare[];
}

/** The number of a call's session; null where it names none. */
type SessionOf = (call: HookCall) => number | null;

const SEVERITIES = ['error', 'warning', 'note'] as const;

/** The problems by what was asked for, each name once. */
export function breakdownsOf(analysis: Analysis, names: readonly BreakdownName[]): readonly Breakdown[] {
  if (names.length === 0) return [];
  const indexes = sessionIndexes(analysis.sessions, analysis.calls.length);
  const sessionOf: SessionOf = (call) => {
    return call.sessionId === null ? null : indexes[analysis.positions.of(call)];
  };
  const places = placesOf(analysis, sessionOf);
  return [...new Set(names)].map((name) => {
    const placeOf = places[name];
    const rows = rowsOf(analysis, name, placeOf, sessionOf);
    return { name, rows, sharesOf: (problem) => sharesOf(problem, analysis, name, placeOf, sessionOf) };
  });
}

/** A finding with its problem. */
interface Entry {
  readonly problem: number;
  readonly finding: Finding;
}

function rowsOf(
  { problems, findings }: Analysis,
  name: BreakdownName,
  placeOf: PlaceOf,
  sessionOf: SessionOf,
): readonly BreakdownRow[] {
  const byValue = new Map<string | null, Entry[]>();
  for (const [problem, { findings: own }] of problems.entries()) {
    for (const index of own) {
      const finding = findings[index];
      appendTo(byValue, placeOf(finding), { problem, finding });
    }
  }
  const row = (value: string | null, entries: readonly Entry[], others = 0): BreakdownRow => ({
    value,
    others,
    problems: bySeverity((severity) => {
      return new Set(
        entries.flatMap(({ problem, finding }) => (finding.severity === severity ? [problem] : [])),
      ).size;
    }),
    findings: bySeverity((severity) => entries.filter(({ finding }) => finding.severity === severity).length),
    sessions: sessionCount(
      entries.flatMap(({ finding }) => (finding.severity === 'note' ? [] : [finding])),
      sessionOf,
    ),
  });
  const rows = [...byValue].map(([value, entries]) => row(value, entries));
  const order = name === 'day' ? byText : byFindings;
  rows.sort(order);
  if (rows.length <= MAX_BREAKDOWN_ROWS) return rows;
  const rest = rows.slice(MAX_BREAKDOWN_ROWS);
  const entries = rest.flatMap(({ value }) => byValue.get(value) ?? []);
  return [...rows.slice(0, MAX_BREAKDOWN_ROWS), row(null, entries, rest.length)];
}

function sharesOf(
  { findings: own }: Problem,
  { findings }: Analysis,
  name: BreakdownName,
  placeOf: PlaceOf,
  sessionOf: SessionOf,
): readonly ProblemShare[] {
  const byValue = new Map<string | null, Finding[]>();
  for (const index of own) appendTo(byValue, placeOf(findings[index]), findings[index]);
  const share = (value: string | null, entries: readonly Finding[], others = 0): ProblemShare => ({
    value,
    others,
    count: entries.reduce((sum, { count }) => sum + count, 0),
    sessions: sessionCount(entries, sessionOf),
  });
  const shares = [...byValue].map(([value, entries]) => share(value, entries));
  shares.sort(name === 'day' ? byText : (one, other) => other.count - one.count || byText(one, other));
  if (shares.length <= MAX_BREAKDOWN_SHARES) return shares;
  const rest = shares.slice(MAX_BREAKDOWN_SHARES);
  const entries = rest.flatMap(({ value }) => byValue.get(value) ?? []);
  return [...shares.slice(0, MAX_BREAKDOWN_SHARES), share(null, entries, rest.length)];
}

function bySeverity(count: (severity: Severity) => number): Readonly<Record<Severity, number>> {
  return { error: count('error'), warning: count('warning'), note: count('note') };
}

function sessionCount(findings: readonly Finding[], sessionOf: SessionOf): number {
  const sessions = new Set<number | null>();
  for (const { call } of findings) if (call !== null) sessions.add(sessionOf(call));
  sessions.delete(null);
  return sessions.size;
}

function byFindings(one: BreakdownRow, other: BreakdownRow): number {
  for (const severity of SEVERITIES) {
    const difference = other.findings[severity] - one.findings[severity];
    if (difference !== 0) return difference;
  }
  return byText(one, other);
}

/** What names no value stands last. */
function byText(
  { value: one }: { readonly value: string | null },
  { value: other }: { readonly value: string | null },
): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one < other ? -1 : Number(one > other);
}
