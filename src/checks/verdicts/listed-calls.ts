import type { HookCall } from '../../hooks/index.ts';
import { CallGroup } from './call-group.ts';

/** Calls by a key of which a call may have several, or that few calls have; in order of request for each. */
export class ListedCalls<Key> {
  readonly #calls: readonly HookCall[];
  readonly #positions = new Map<Key, number[]>();
  readonly #groups = new Map<Key, CallGroup>();

  /** `calls`: all of the snapshot. */
  constructor(calls: readonly HookCall[]) {
    this.#calls = calls;
  }

  /** Adds the call at a position, in ascending order of these; all are there before any group is asked for. */
  add(key: Key, position: number): void {
    const positions = this.#positions.get(key);
    if (positions === undefined) this.#positions.set(key, [position]);
    else positions.push(position);
  }

  group(key: Key): CallGroup | undefined {
    const positions = this.#positions.get(key);
    let group = this.#groups.get(key);
    if (positions === undefined || group !== undefined) return group;
    group = new CallGroup(this.#calls, positions);
    this.#groups.set(key, group);
    return group;
  }

  groups(): readonly CallGroup[] {
    return [...this.#positions.keys()].flatMap((key) => this.group(key) ?? []);
  }
}
