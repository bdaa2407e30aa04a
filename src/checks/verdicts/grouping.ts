import { type HookCall, inGroups, NO_GROUP } from '../../hooks/index.ts';
import { CallGroup, SMALL_GROUP } from './call-group.ts';

/**
 * Sorts calls into groups, each call into one at most, in a few bytes a call: a million sessions have a million groups.
 * Groups are numbered from 0 in order of their first call.
 */
export class Grouping {
  readonly #groupOf: Int32Array;
  readonly #calls: readonly HookCall[];
  #count = 0;
  #ordered: readonly HookCall[] = [];
  /** Where the calls of a group begin in `#ordered`; one more than there are groups. */
  #starts: Int32Array = new Int32Array(1);
  /** Large groups are indexed when first searched: each is made once. */
  readonly #large = new Map<number, CallGroup>();

  /** `calls` in order of request. */
  constructor(calls: readonly HookCall[]) {
    this.#calls = calls;
    this.#groupOf = new Int32Array(calls.length).fill(NO_GROUP);
  }

  /** The number of a new group. */
  open(): number {
    this.#count += 1;
    return this.#count - 1;
  }

  /** Puts the call at a position into a group. */
  put(position: number, group: number): void {
    this.#groupOf[position] = group;
  }

  /** The group of the call at a position; undefined where it is in none. */
  numberAt(position: number): number | undefined {
    const group = this.#groupOf[position];
    return group === NO_GROUP ? undefined : group;
  }

  /** Call it once, when all calls are in their groups. */
  close(): this {
    const [positions, starts] = inGroups(this.#groupOf, this.#count);
    this.#ordered = Array.from(positions, (position) => this.#calls[position]);
    this.#starts = starts;
    return this;
  }

  /** The calls of a group. */
  group(number: number): CallGroup {
    const known = this.#large.get(number);
    if (known !== undefined) return known;
    const group = new CallGroup(this.#ordered, this.#starts[number], this.#starts[number + 1]);
    if (group.length > SMALL_GROUP) this.#large.set(number, group);
    return group;
  }
}
