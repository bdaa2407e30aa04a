import type { ExpectationResult } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import type { ConnectionSummary } from '../../stream/index.ts';

/** A call that was made. Offsets are seconds from the capture's first frame. */
export interface CallRow {
  readonly kind: 'call';
  readonly offset: number;
  readonly call: HookCall;
  /** The worst that points at it. */
  readonly severity: Severity | null;
}

/** A call that should have come and was not met, in its place in time. */
export interface ExpectedRow {
  readonly kind: 'expected';
  readonly offset: number;
  readonly expected: ExpectationResult;
  readonly severity: Severity | null;
  /** The capture still goes on: it may yet come. */
  readonly pending: boolean;
}

/** A connection to the backend that did not come about. */
export interface ConnectionRow {
  readonly kind: 'connection';
  readonly offset: number;
  readonly connection: ConnectionSummary;
  readonly severity: Severity;
}

export type Row = CallRow | ExpectedRow | ConnectionRow;

/** The call that a row is, or that opened it; null for a connection. */
export function callOfRow(row: Row): HookCall | null {
  if (row.kind === 'call') return row.call;
  return row.kind === 'expected' ? row.expected.trigger : null;
}

/** True where two rows, of different snapshots perhaps, are about the same. */
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

/** A call that waits for its answer is made anew in every snapshot, so its place tells it. */
export function isSameCall(one: HookCall, other: HookCall): boolean {
  return (
    one === other ||
    (one.stream === other.stream &&
      one.requestFrames[0] === other.requestFrames[0] &&
      one.method === other.method &&
      timeOf(one) === timeOf(other))
  );
}

/** True where a row is one that a person looks for. */
export function isFault(row: Row): boolean {
  return row.severity === 'error' || row.severity === 'warning';
}

/** 0 for an error, 1 for a warning, 2 for a note, 3 for nothing. */
export function rankOf(severity: Severity | null): number {
  return severity === null ? 3 : severity === 'error' ? 0 : severity === 'warning' ? 1 : 2;
}
