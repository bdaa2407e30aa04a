import { firstIndex } from '../../base/first-index.ts';
import { sorting } from '../../base/sorted.ts';
import { atOnce, type Steps } from '../../base/steps.ts';
import { compareInstants } from '../../base/time.ts';
import { byRequest, type HookCall } from '../../hooks/index.ts';
import { isSameCall } from './row.ts';

/**
 * Calls in the order of time. One that was changed near its end shares the array of what it was made of, so that a
 * million calls are not copied for one that came.
 */
export class CallSequence implements Iterable<HookCall> {
  readonly length: number;
  /** How many calls at the beginning are those of the sequence that this one was made of. */
  readonly unchanged: number;
  readonly #head: readonly HookCall[];
  readonly #tail: readonly HookCall[];

  /** Of `head` the first `unchanged`, and then `tail`. */
  private constructor(head: readonly HookCall[], unchanged: number, tail: readonly HookCall[]) {
    this.#head = head;
    this.unchanged = unchanged;
    this.#tail = tail;
    this.length = unchanged + tail.length;
  }

  /** `calls` in any order; mostly they are in that of time. */
  static of(calls: readonly HookCall[]): CallSequence {
    return atOnce(CallSequence.making(calls));
  }

  /** The same in steps. */
  static *making(calls: readonly HookCall[]): Steps<CallSequence> {
    return new CallSequence(yield* sorting(calls, compareInstants), calls.length, []);
  }

  at(index: number): HookCall {
    return index < this.unchanged ? this.#head[index] : this.#tail[index - this.unchanged];
  }

  /** -1 where it has no such call. `guess`: where it probably is. */
  indexOf(call: HookCall, guess = -1): number {
    if (guess >= 0 && guess < this.length && this.at(guess) === call) return guess;
    const from = firstIndex(this.length, (at) => compareInstants(this.at(at), call) >= 0);
    for (let at = from; at < this.length && compareInstants(this.at(at), call) === 0; at++) {
      if (isSameCall(this.at(at), call)) return at;
    }
    return -1;
  }

  /** The same with further calls, in the order of request, and without others. */
  changed(added: readonly HookCall[], removed: ReadonlySet<HookCall>): CallSequence {
    let from = this.length;
    for (const call of removed) {
      const at = this.indexOf(call);
      if (at >= 0) from = Math.min(from, at);
    }
    const [first] = added;
    if (first !== undefined) {
      from = Math.min(
        from,
        firstIndex(this.length, (at) => compareInstants(this.at(at), first) > 0),
      );
    }
    if (from === this.length) return new CallSequence(this.#whole(), from, added);
    const stay = this.#whole()
      .slice(from)
      .filter((call) => !removed.has(call));
    return new CallSequence(this.#whole(), from, [...stay, ...added].sort(byRequest));
  }

  *[Symbol.iterator](): Iterator<HookCall> {
    for (let at = 0; at < this.length; at++) yield this.at(at);
  }

  #whole(): readonly HookCall[] {
    return this.#tail.length === 0 && this.unchanged === this.#head.length ? this.#head : [...this];
  }
}
