import type { ExpectationResult } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import type { ConnectionSummary } from '../../stream/index.ts';

/** A call that was made. Offsets are seconds since the capture's first frame. */
export interface CallRow {
  readonly kind: 'call';
  readonly offset: number;
  readonly call: HookCall;
  /** The worst severity of the findings that point at it; null where there is none. */
  readonly severity: Severity | null;
}

/** A call that should have come and did not, at its place in time. */
export interface ExpectedRow {
  readonly kind: 'expected';
  readonly offset: number;
  readonly expected: ExpectationResult;
  readonly severity: Severity | null;
  /** True while the capture goes on and the call may still come. */
  readonly pending: boolean;
}

/** A connection to the backend that could not be opened. */
export interface ConnectionRow {
  readonly kind: 'connection';
  readonly offset: number;
  readonly connection: ConnectionSummary;
  readonly severity: Severity;
}

/** Rows of which there are few: most calls that are expected come, and most connections are opened. */
export type OtherRow = ExpectedRow | ConnectionRow;

export type Row = CallRow | OtherRow;

/** The call of a row, or the call that opened its expectation; null for a connection. */
export function callOfRow(row: Row): HookCall | null {
  if (row.kind === 'call') return row.call;
  return row.kind === 'expected' ? row.expected.trigger : null;
}

/** True where two rows are about the same. They may come from different snapshots. */
export function isSameRow(one: Row, other: Row): boolean {
  if (one.kind === 'connection')
    return other.kind === 'connection' && one.connection.connection === other.connection.connection;
  if (one.kind === 'call') return other.kind === 'call' && isSameCall(one.call, other.call);
  return (
    other.kind === 'expected' &&
    one.expected.expectation === other.expected.expectation &&
    isSameCall(one.expected.trigger, other.expected.trigger)
  );
}

/**
 * True for two objects of the same call. A call that waits for its response is a new object in every snapshot, so its
 * place in the capture identifies it.
 */
export function isSameCall(one: HookCall, other: HookCall): boolean {
  return (
    one === other ||
    (one.stream === other.stream &&
      one.requestFrames[0] === other.requestFrames[0] &&
      one.method === other.method &&
      timeOf(one) === timeOf(other))
  );
}

/** True for a row with an error or a warning. */
export function isFault(row: Row): boolean {
  return row.severity === 'error' || row.severity === 'warning';
}

/** 0 for an error, 1 for a warning, 2 for a note, 3 for null. */
export function rankOf(severity: Severity | null): number {
  return severity === null ? 3 : severity === 'error' ? 0 : severity === 'warning' ? 1 : 2;
}
