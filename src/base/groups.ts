import { atOnce, ITEMS_A_STEP, type Steps } from './steps.ts';

/** The group of what is in none. */
export const NO_GROUP = -1;

/** A position costs some nanoseconds. */
const POSITIONS_A_STEP = 16 * ITEMS_A_STEP;

/** Positions sorted by their groups; a few bytes a position, however many groups there are. */
export class Groups {
  /** Positions, group after group, within a group in ascending order. */
  readonly ordered: Int32Array;
  /** Where each group begins among them: one place more than there are groups. */
  readonly starts: Int32Array;

  private constructor(ordered: Int32Array, starts: Int32Array) {
    this.ordered = ordered;
    this.starts = starts;
  }

  /** `groupOf`: for each position its group, from 0 to `count` - 1, or {@link NO_GROUP}. */
  static of(groupOf: Int32Array, count: number): Groups {
    return atOnce(Groups.making(groupOf, count));
  }

  /** The same in steps. */
  static *making(groupOf: Int32Array, count: number): Steps<Groups> {
    const starts = new Int32Array(count + 1);
    for (let position = 0; position < groupOf.length; position++) {
      const group = groupOf[position];
      if (group !== NO_GROUP) starts[group + 1] += 1;
      if (position % POSITIONS_A_STEP === 0) yield;
    }
    for (let group = 0; group < count; group++) starts[group + 1] += starts[group];
    yield;
    const next = starts.slice(0, count);
    const ordered = new Int32Array(starts[count]);
    for (let position = 0; position < groupOf.length; position++) {
      if (position % POSITIONS_A_STEP === 0) yield;
      const group = groupOf[position];
      if (group === NO_GROUP) continue;
      ordered[next[group]] = position;
      next[group] += 1;
    }
    return new Groups(ordered, starts);
  }

  /** How many groups there are. */
  get count(): number {
    return this.starts.length - 1;
  }

  /** The first position of a group; undefined where it is empty. */
  first(group: number): number | undefined {
    const start = this.starts[group];
    return start < this.starts[group + 1] ? this.ordered[start] : undefined;
  }

  /** The positions of a group in ascending order. Not a copy: do not write to it. */
  positions(group: number): Int32Array {
    return this.ordered.subarray(this.starts[group], this.starts[group + 1]);
  }
}
