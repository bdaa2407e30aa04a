import type { HookCall } from '../../hooks/index.ts';
import { CallGroup } from './call-group.ts';

/** Calls by a key of which a call may have several, or that few calls have; in order of request for each. */
export class ListedCalls<Key> {
  readonly #calls = new Map<Key, HookCall[]>();
  readonly #groups = new Map<Key, CallGroup>();

  /** Adds the next call; all are there before any group is asked for. */
  add(key: Key, call: HookCall): void {
    const calls = this.#calls.get(key);
    if (calls === undefined) this.#calls.set(key, [call]);
    else calls.push(call);
  }

  group(key: Key): CallGroup | undefined {
    const calls = this.#calls.get(key);
    let group = this.#groups.get(key);
    if (calls === undefined || group !== undefined) return group;
    group = new CallGroup(calls);
    this.#groups.set(key, group);
    return group;
  }

  groups(): readonly CallGroup[] {
    return [...this.#calls.keys()].flatMap((key) => this.group(key) ?? []);
  }
}
