import { appendTo } from '../../base/multimap.ts';
import type { Dialect } from '../../dialects/index.ts';
import type { Analysis, Steps } from '../../engine/index.ts';
import { type HookCall, sessionIndexes } from '../../hooks/index.ts';
import { type ConnectionRow, callOfRow, type Row } from './row.ts';
import { firstFrom, type RowList, rowList } from './row-list.ts';

/** What is wrong in some rows, counted. */
export interface FaultCounts {
  /** Calls that should have come and did not. */
  readonly missing: number;
  /** Other rows with errors, and with warnings. */
  readonly errors: number;
  readonly warnings: number;
  readonly inconclusive: number;
}

export interface DialogEntry {
  readonly kind: string;
  readonly id: string;
  readonly list: RowList;
  readonly faults: FaultCounts;
}

export interface SessionEntry {
  /** null stands for the calls that name no session. */
  readonly id: string | null;
  /** Which session with this id it is, from 1. */
  readonly life: number;
  readonly appKey: string | null;
  /** Of its first call; null where the session has no rows. */
  readonly dialect: Dialect | null;
  readonly list: RowList;
  readonly faults: FaultCounts;
  readonly dialogs: readonly DialogEntry[];
}

/** True for the same session in two snapshots. */
export function isSameSession(one: SessionEntry, other: SessionEntry): boolean {
  return one.id === other.id && one.life === other.life;
}

/** Rows and sessions that are handled between two interruptions: about 5 ms of work each. */
const ROWS_A_STEP = 10_000;
const SESSIONS_A_STEP = 2000;

/** Sessions with their rows: the worst first (see {@link faultWeight}); equal ones in the order of time. */
export function* listSessions(analysis: Analysis, rows: readonly Row[]): Steps<readonly SessionEntry[]> {
  const indexes = sessionIndexes(analysis.sessions, analysis.calls.length);
  const indexOf = (call: HookCall): number => indexes[analysis.positions.of(call)];
  const rowsOf = new Map<number, Row[]>();
  const rowsOfDialog = new Map<string, Row[]>();
  for (let index = 0; index < rows.length; index++) {
    if (index % ROWS_A_STEP === 0) yield;
    const row = rows[index];
    const anchor = row === undefined ? null : callOfRow(row);
    if (row === undefined || anchor === null) continue;
    const session = indexOf(anchor);
    appendTo(rowsOf, session, row);
    if (anchor.dialog !== null) appendTo(rowsOfDialog, dialogKey(session, anchor.dialog), row);
  }
  yield;
  for (const [session, failed] of failuresOf(rows, indexOf)) {
    const own = rowsOf.get(session);
    own?.push(...failed);
    own?.sort((one, other) => one.offset - other.offset);
  }
  const sessions: SessionEntry[] = [];
  let index = -1;
  for (const { id, life, appKey, dialogs } of analysis.sessions) {
    index += 1;
    const ownIndex = index;
    if (sessions.length % SESSIONS_A_STEP === 0) yield;
    const own = rowsOf.get(ownIndex) ?? [];
    sessions.push({
      id,
      life,
      appKey,
      dialect: dialectOf(own),
      list: rowList(own),
      faults: countFaults(own),
      dialogs: dialogs.map((dialog) => {
        const within = rowsOfDialog.get(dialogKey(ownIndex, dialog)) ?? [];
        return { kind: dialog.kind, id: dialog.id, list: rowList(within), faults: countFaults(within) };
      }),
    });
  }
  return sessions.sort((one, other) => faultWeight(one.faults) - faultWeight(other.faults));
}

/**
 * Connections that failed while a session waited for a call that never came. They belong to no session, but are
 * probably the cause.
 */
function failuresOf(
  rows: readonly Row[],
  indexOf: (call: HookCall) => number,
): ReadonlyMap<number, ReadonlySet<ConnectionRow>> {
  const failures = rows.filter((row) => row.kind === 'connection');
  const found = new Map<number, Set<ConnectionRow>>();
  if (failures.length === 0) return found;
  for (const row of rows) {
    if (row.kind !== 'expected' || row.expected.verdict !== 'missing') continue;
    const { trigger, windowSeconds } = row.expected;
    const from = row.offset - windowSeconds - trigger.dialect.toleranceSeconds;
    for (let at = firstFrom(failures, from); at < failures.length; at++) {
      const failure = failures[at];
      if (failure === undefined || failure.offset > row.offset) break;
      if (!failure.connection.endpoints.some(({ port }) => port === trigger.serverPort)) continue;
      const own = found.get(indexOf(trigger)) ?? new Set();
      if (own.size >= MOST_FAILURES) break;
      found.set(indexOf(trigger), own.add(failure));
    }
  }
  return found;
}

/** The most failed connections that are shown in one session. The list of all calls shows all of them. */
const MOST_FAILURES = 20;

/** The weight of a session without a fault. */
export const SOUND = 4;

/** 0: calls are missing. 1: other errors. 2: warnings. 3: something that the capture cannot show. 4: none of these. */
export function faultWeight(counts: FaultCounts): number {
  if (counts.missing > 0) return 0;
  if (counts.errors > 0) return 1;
  if (counts.warnings > 0) return 2;
  return counts.inconclusive > 0 ? 3 : SOUND;
}

export function countFaults(rows: readonly Row[]): FaultCounts {
  const counts = { missing: 0, errors: 0, warnings: 0, inconclusive: 0 };
  for (const row of rows) {
    if (row.kind === 'connection') continue;
    if (row.kind === 'expected' && row.expected.verdict === 'missing') counts.missing += 1;
    else if (isUndecided(row)) counts.inconclusive += 1;
    else if (row.severity === 'error') counts.errors += 1;
    else if (row.severity === 'warning') counts.warnings += 1;
  }
  return counts;
}

/** True for a call where the capture cannot show whether it came; false for one that may still come. */
export function isUndecided(row: Row): boolean {
  return row.kind === 'expected' && row.expected.verdict === 'inconclusive' && !row.pending;
}

function dialectOf(rows: readonly Row[]): Dialect | null {
  for (const row of rows) {
    const anchor = callOfRow(row);
    if (anchor !== null) return anchor.dialect;
  }
  return null;
}

function dialogKey(session: number, dialog: NonNullable<HookCall['dialog']>): string {
  return `${session}\n${dialog.kind}\n${dialog.id}`;
}
