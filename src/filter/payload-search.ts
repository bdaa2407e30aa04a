import { type HookCall, membersOf, type Payload, type ReadCall, readCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import type { Masker } from '../privacy/index.ts';
import type { PayloadTerm, ReadablePayload } from './payload-terms.ts';
import type { PayloadAnswers } from './subject.ts';

/**
 * Answers the terms of a filter that ask for payloads. Payloads are not kept, so they are looked at while they are at hand: as a
 * capture is read (`take`), or when it is read again (`look`). Of a call only that it matches is kept, or that it cannot be told.
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
    const { call } = read;
    const payloads = [this.#readable(read, read.payload), this.#readable(read, read.responsePayload)];
    for (const term of this.#terms) {
      const answer = either(payloads.map((payload) => term.test(payload)));
      if (answer !== false) this.#found.get(term)?.set(placeOf(call), answer);
    }
  };

  /** Takes a call whose headers and bodies were kept, or found again. */
  readonly look = (call: HookCall, exchange: Exchange): void => {
    const read = readCall([call.dialect], call, exchange);
    if (read !== null) this.take(read);
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

  #readable({ call: { dialect, methodSpec } }: ReadCall, payload: Payload): ReadablePayload {
    const masker = this.#masker;
    switch (payload.kind) {
      case 'empty':
        return { value: null, text: null, isWhole: true };
      case 'encoded':
        return { value: null, text: null, isWhole: false };
      case 'other':
        return { value: masker.payload(dialect, methodSpec, payload.value), text: null, isWhole: true };
      case 'object':
        return { value: masker.payload(dialect, methodSpec, payload.members), text: null, isWhole: true };
      default:
        return {
          value: masker.payload(dialect, methodSpec, membersOf(payload)),
          text: masker.captured(payload.text, dialect),
          // What is no JSON was read to its end, and has no further members.
          isWhole: payload.kind === 'broken',
        };
    }
  }
}

/** True where one is true; else null where one cannot be told. */
function either(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

/** Where a call stands in its capture: in the analysis of a reading and in its redacted form it is the same. */
function placeOf({ requestFrames, stream, seconds, nanoseconds }: HookCall): string {
  return `${requestFrames[0]} ${stream} ${seconds} ${nanoseconds}`;
}
