import { Groups, NO_GROUP } from '../../base/groups.ts';
import type { HookCall } from '../../hooks/index.ts';
import { CallGroup, SMALL_GROUP } from './call-group.ts';

/** Opens groups and puts calls into them, each call into one at most. Groups are numbered from 0 in order of their first call. */
export class GroupBuilder {
  readonly #groupOf: Int32Array;
  readonly #calls: readonly HookCall[];
  #count = 0;

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

  /** The groups as they are now. */
  build(): CallGroups {
    return new CallGroups(this.#calls, this.#groupOf, this.#count);
  }
}

/** Calls of a snapshot sorted into groups, in a few bytes a call: a million sessions have a million groups. */
export class CallGroups {
  readonly #calls: readonly HookCall[];
  readonly #groupOf: Int32Array;
  readonly #groups: Groups;
  /** Large groups are indexed when first searched: each is made once. */
  readonly #large = new Map<number, CallGroup>();

  constructor(calls: readonly HookCall[], groupOf: Int32Array, count: number) {
    this.#calls = calls;
    this.#groupOf = groupOf;
    this.#groups = new Groups(groupOf, count);
  }

  /** The group of the call at a position; undefined where it is in none. */
  numberAt(position: number): number | undefined {
    const group = this.#groupOf[position];
    return group === NO_GROUP ? undefined : group;
  }

  /** The calls of a group. */
  group(number: number): CallGroup {
    const known = this.#large.get(number);
    if (known !== undefined) return known;
    const group = new CallGroup(this.#calls, this.#groups.positions(number));
    if (group.length > SMALL_GROUP) this.#large.set(number, group);
    return group;
  }
}
