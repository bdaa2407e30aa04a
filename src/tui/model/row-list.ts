import { firstIndex } from '../../base/first-index.ts';
import { atOnce, type Steps } from '../../base/steps.ts';
import { type Instant, offsetOf } from '../../base/time.ts';
import type { Severity } from '../../dialects/index.ts';
import type { CallPositions, HookCall } from '../../hooks/index.ts';
import { CallSequence } from './call-sequence.ts';
import { type CallRow, isFault, isSameCall, isSameRow, type OtherRow, type Row } from './row.ts';

/** What the rows of one snapshot have in common. */
export interface RowContext {
  readonly firstTime: Instant | null;
  /** The worst severity of the findings that point at a call, of those at which some do. */
  readonly severities: ReadonlyMap<HookCall, Severity>;
  /** Where a call stands among all calls of the snapshot; -1 where it is none of them. */
  readonly positions: Pick<CallPositions, 'of'>;
}

/** With more rows than so many for each fault, faults are looked up one by one. */
const FAULTS_APART = 8;

/** Rows that are kept of those that were asked for, so that a row that is looked at again is the same object. */
const MOST_REMEMBERED = 512;

/**
 * Rows in the order of time: calls, and among them the few other rows. A call's row is made when it is asked for: a list of a million calls
 * costs no more than a list of the other rows.
 */
export class RowList implements Iterable<Row> {
  readonly length: number;
  readonly #calls: CallSequence;
  readonly #others: readonly OtherRow[];
  /** For each of the others, how many calls are before it. */
  readonly #callsBefore: Int32Array;
  readonly #context: RowContext;
  readonly #remembered = new Map<number, CallRow>();
  #faults: readonly number[] | null = null;

  private constructor(
    calls: CallSequence,
    others: readonly OtherRow[],
    callsBefore: Int32Array,
    context: RowContext,
  ) {
    this.length = calls.length + others.length;
    this.#calls = calls;
    this.#others = others;
    this.#callsBefore = callsBefore;
    this.#context = context;
  }

  /**
   * `calls` in the order of time. `others` in the order in which those of the same time are to be listed; a
   * call that should have come before another is listed directly before that.
   */
  static of(calls: readonly HookCall[], others: readonly OtherRow[], context: RowContext): RowList {
    return atOnce(RowList.making(calls, others, context));
  }

  /** The same in steps. */
  static *making(
    calls: readonly HookCall[],
    others: readonly OtherRow[],
    context: RowContext,
  ): Steps<RowList> {
    return RowList.#placed(yield* CallSequence.making(calls), others, context);
  }

  static #placed(calls: CallSequence, others: readonly OtherRow[], context: RowContext): RowList {
    const { firstTime } = context;
    const places = others.map((row, given) => ({ row, given, before: placeOf(row, calls, firstTime) }));
    places.sort(
      (one, other) =>
        one.before - other.before ||
        Number(isPredecessor(one.row)) - Number(isPredecessor(other.row)) ||
        one.row.offset - other.row.offset ||
        one.given - other.given,
    );
    const callsBefore = Int32Array.from(places, ({ before }) => before);
    return new RowList(
      calls,
      places.map(({ row }) => row),
      callsBefore,
      context,
    );
  }

  /** The same with calls that came since, and without others. Both are about the end of the list, mostly. */
  grown(added: readonly HookCall[], removed: ReadonlySet<HookCall>): RowList {
    const calls = this.#calls.changed(added, removed);
    const { unchanged } = calls;
    // What stands before the first change keeps its place.
    const kept = firstIndex(this.#others.length, (at) => this.#callsBefore[at] >= unchanged);
    const moved = RowList.#placed(calls, this.#others.slice(kept), this.#context);
    const callsBefore = new Int32Array(this.#others.length);
    callsBefore.set(this.#callsBefore.subarray(0, kept));
    callsBefore.set(moved.#callsBefore, kept);
    const others = kept === 0 ? moved.#others : this.#others.slice(0, kept).concat(moved.#others);
    return new RowList(calls, others, callsBefore, this.#context);
  }

  /** Positions of the rows with an error or a warning. */
  get faults(): readonly number[] {
    this.#faults ??= this.#findFaults();
    return this.#faults;
  }

  /** The rows that are no calls. */
  get others(): readonly OtherRow[] {
    return this.#others;
  }

  at(index: number): Row | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const before = this.#othersBefore(index);
    if (this.#isOther(before, index)) return this.#others[before];
    let row = this.#remembered.get(index);
    if (row === undefined) {
      row = this.#callRow(this.#calls.at(index - before));
      if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
      this.#remembered.set(index, row);
    }
    return row;
  }

  /** Position of a row; -1 where it is not in the list. The row may come from an earlier snapshot. */
  positionOf(row: Row): number {
    for (let index = this.#firstFrom(row.offset); index < this.length; index++) {
      const each = this.at(index);
      if (each === undefined || each.offset > row.offset) break;
      if (isSameRow(each, row)) return index;
    }
    return -1;
  }

  /** Position of a call; -1 where it is not in the list. */
  positionOfCall(call: HookCall): number {
    const at = this.#calls.indexOf(call, this.#context.positions.of(call));
    // Other rows that have as many calls before them stand before the call.
    return at < 0 ? -1 : at + firstIndex(this.#others.length, (other) => this.#callsBefore[other] > at);
  }

  /** Position of one of the other rows. */
  positionOfOther(fits: (row: OtherRow) => boolean): number {
    const other = this.#others.findIndex(fits);
    return other < 0 ? -1 : other + this.#callsBefore[other];
  }

  /** Its calls without the other rows. */
  calls(): Iterable<HookCall> {
    return this.#calls;
  }

  *[Symbol.iterator](): Iterator<Row> {
    let other = 0;
    for (let call = 0; call <= this.#calls.length; call++) {
      for (; this.#callsBefore[other] === call; other++) yield this.#others[other];
      if (call < this.#calls.length) yield this.#callRow(this.#calls.at(call));
    }
  }

  #callRow(call: HookCall): CallRow {
    const { firstTime, severities } = this.#context;
    return { kind: 'call', offset: offsetOf(firstTime, call), call, severity: severities.get(call) ?? null };
  }

  /** How many of the other rows stand before a position. */
  #othersBefore(index: number): number {
    return firstIndex(this.#others.length, (other) => this.#callsBefore[other] + other >= index);
  }

  #isOther(other: number, index: number): boolean {
    return other < this.#others.length && this.#callsBefore[other] + other === index;
  }

  #offsetAt(index: number): number {
    const before = this.#othersBefore(index);
    if (this.#isOther(before, index)) return this.#others[before].offset;
    return offsetOf(this.#context.firstTime, this.#calls.at(index - before));
  }

  #firstFrom(offset: number): number {
    return firstIndex(this.length, (index) => this.#offsetAt(index) >= offset);
  }

  #findFaults(): readonly number[] {
    return this.#context.severities.size < this.#calls.length / FAULTS_APART
      ? this.#fewFaults()
      : this.#manyFaults();
  }

  /** Each looked up by its place: of a million calls most are sound. */
  #fewFaults(): readonly number[] {
    const faults: number[] = [];
    for (const [call, severity] of this.#context.severities) {
      const at = severity === 'note' ? -1 : this.positionOfCall(call);
      if (at >= 0) faults.push(at);
    }
    for (const [other, row] of this.#others.entries()) {
      if (isFault(row)) faults.push(other + this.#callsBefore[other]);
    }
    return faults.sort((one, other) => one - other);
  }

  #manyFaults(): readonly number[] {
    const faults: number[] = [];
    let index = 0;
    for (const row of this) {
      if (isFault(row)) faults.push(index);
      index += 1;
    }
    return faults;
  }
}

function isPredecessor(row: OtherRow): boolean {
  return row.kind === 'expected' && row.expected.expectation.direction === 'predecessor';
}

/** How many of the calls stand before another row: those up to its time. */
function placeOf(row: OtherRow, calls: CallSequence, firstTime: Instant | null): number {
  if (row.kind === 'expected' && isPredecessor(row)) {
    const { trigger } = row.expected;
    const from = firstIndex(calls.length, (at) => offsetOf(firstTime, calls.at(at)) >= row.offset);
    for (let at = from; at < calls.length && offsetOf(firstTime, calls.at(at)) === row.offset; at++) {
      if (isSameCall(calls.at(at), trigger)) return at;
    }
    return from;
  }
  return firstIndex(calls.length, (at) => offsetOf(firstTime, calls.at(at)) > row.offset);
}
