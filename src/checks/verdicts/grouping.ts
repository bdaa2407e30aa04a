import { type Groups, NO_GROUP } from '../../base/groups.ts';
import type { HookCall } from '../../hooks/index.ts';
import { CallGroup, SMALL_GROUP } from './call-group.ts';

/** Calls of a snapshot sorted into groups, in a few bytes a call: a million sessions have a million groups. */
export class CallGroups {
  readonly #calls: readonly HookCall[];
  readonly #groupOf: Int32Array;
  readonly #groups: Groups;
  /** Large groups are indexed when first searched: each is made once. */
  readonly #large = new Map<number, CallGroup>();

  /** `groupOf`: by position the number of the call's group, from 0, or NO_GROUP. `groups`: the positions by these. */
  constructor(calls: readonly HookCall[], groupOf: Int32Array, groups: Groups) {
    this.#calls = calls;
    this.#groupOf = groupOf;
    this.#groups = groups;
  }

  /** The group of the call at a position; undefined where it is in none. */
  numberAt(position: number): number | undefined {
    const group = this.#groupOf[position];
    return group === NO_GROUP ? undefined : group;
  }

  /** The positions of the first and of the last call of a group. */
  firstIn(number: number): number {
    return this.#groups.ordered[this.#groups.starts[number]];
  }

  lastIn(number: number): number {
    return this.#groups.ordered[this.#groups.starts[number + 1] - 1];
  }

  /** The calls of a group. */
  group(number: number): CallGroup {
    const { ordered, starts } = this.#groups;
    const [start, end] = [starts[number], starts[number + 1]];
    if (end - start <= SMALL_GROUP) return new CallGroup(this.#calls, ordered, start, end);
    let group = this.#large.get(number);
    if (group === undefined) {
      group = new CallGroup(this.#calls, ordered, start, end);
      this.#large.set(number, group);
    }
    return group;
  }
}
