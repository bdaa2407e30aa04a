import { MAX_LAST_CALLS } from '../base/limits.ts';
import type { HookCall } from '../hooks/index.ts';

/**
 * The last call of each connection. Connections are kept in two generations, and those of the older one that had no further call
 * are let go together: so a call costs one look-up.
 */
export class LastCalls {
  #younger = new Map<number, HookCall>();
  #older = new Map<number, HookCall>();

  note(call: HookCall): void {
    this.#younger.set(call.stream, call);
    if (this.#younger.size < MAX_LAST_CALLS / 2) return;
    this.#older = this.#younger;
    this.#younger = new Map();
  }

  get(stream: number): HookCall | undefined {
    return this.#younger.get(stream) ?? this.#older.get(stream);
  }

  forget(isGone: (call: HookCall) => boolean): void {
    for (const generation of [this.#younger, this.#older]) {
      for (const [stream, call] of generation) if (isGone(call)) generation.delete(stream);
    }
  }
}
