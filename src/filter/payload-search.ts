import type { HookCall, ReadCall } from '../hooks/index.ts';
import type { Masker } from '../privacy/index.ts';
import { askPayloads } from './payload-answers.ts';
import type { PayloadTerm } from './payload-terms.ts';
import type { PayloadAnswers } from './subject.ts';

/**
 * Answers the terms of a filter that ask for payloads, while a capture is read. Payloads are not kept, so they are looked at while they
 * are at hand. Of a call only that it matches is kept, or that it cannot be told.
 */
export class PayloadSearch {
  readonly #terms: readonly PayloadTerm[];
  readonly #masker: Masker;
  /** By term the calls that have it, and those of which it cannot be told, by their places. */
  readonly #found = new Map<PayloadTerm, Map<string, true | null>>();
  #isOver = false;

  /** `masker`: payloads are searched as it shows them. */
  constructor(terms: readonly PayloadTerm[], masker: Masker) {
    this.#terms = terms;
    this.#masker = masker;
    for (const term of terms) this.#found.set(term, new Map());
  }

  /** Takes a call while its payloads are in memory. To be used as `onCall` of an analysis. */
  readonly take = (read: ReadCall): void => {
    const answers = askPayloads(read, this.#terms, this.#masker);
    for (const [at, term] of this.#terms.entries()) {
      const answer = answers[at] ?? null;
      if (answer !== false) this.#found.get(term)?.set(placeOf(read.call), answer);
    }
  };

  /** From here on a call that was not met has none of what is sought. */
  finish(): void {
    this.#isOver = true;
  }

  /** The answer about a call; null where it cannot be told, and where the call was not met so far. */
  readonly answers: PayloadAnswers = (call, term) => {
    const found = this.#found.get(term)?.get(placeOf(call));
    if (found !== undefined) return found;
    return this.#isOver ? false : null;
  };
}

/** Where a call stands in its capture: in the analysis of a reading and in its redacted form it is the same. */
function placeOf({ requestFrames, stream, seconds, nanoseconds }: HookCall): string {
  return `${requestFrames[0]} ${stream} ${seconds} ${nanoseconds}`;
}
