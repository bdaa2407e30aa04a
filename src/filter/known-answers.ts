import type { HookCall } from '../hooks/index.ts';
import type { AnsweredCall } from './payload-answers.ts';
import type { PayloadTerm } from './payload-terms.ts';
import type { PayloadAnswers } from './subject.ts';

const CALLS_A_PAGE = 4096;

/** How an answer is noted; 0: the call was not asked. */
const NOTED = { no: 1, yes: 2, cannotBeTold: 3 } as const;

/**
 * What the payloads of calls answered so far, by the ids of the calls. It is a value: further answers make another one, which shares
 * the pages that they do not change. A call and a term cost a byte.
 */
export class KnownAnswers {
  readonly #terms: readonly PayloadTerm[];
  readonly #pages: ReadonlyMap<number, Uint8Array>;

  private constructor(terms: readonly PayloadTerm[], pages: ReadonlyMap<number, Uint8Array>) {
    this.#terms = terms;
    this.#pages = pages;
  }

  /** Nothing is known. */
  static none(terms: readonly PayloadTerm[]): KnownAnswers {
    return new KnownAnswers(terms, new Map());
  }

  /** The same with further answers. Those about requests that wait for their responses are not noted: their ids do not stay. */
  with(answered: readonly AnsweredCall[]): KnownAnswers {
    const pages = new Map(this.#pages);
    for (const { call, answers } of answered) {
      if (call.id < 0) continue;
      const number = Math.floor(call.id / CALLS_A_PAGE);
      let page = pages.get(number);
      if (page === undefined || page === this.#pages.get(number)) {
        page = page?.slice() ?? new Uint8Array(CALLS_A_PAGE * this.#terms.length);
        pages.set(number, page);
      }
      const at = (call.id % CALLS_A_PAGE) * this.#terms.length;
      for (const [place, answer] of answers.entries()) page[at + place] = noted(answer);
    }
    return new KnownAnswers(this.#terms, pages);
  }

  wasAsked(call: HookCall): boolean {
    return this.#noteAt(call, 0) !== 0;
  }

  /** The answer about a call; null where it cannot be told, and where the call was not asked. */
  readonly answers: PayloadAnswers = (call, term) => {
    const place = this.#terms.indexOf(term);
    const note = place < 0 ? 0 : this.#noteAt(call, place);
    return note === NOTED.yes ? true : note === NOTED.no ? false : null;
  };

  #noteAt({ id }: HookCall, place: number): number {
    if (id < 0) return 0;
    const page = this.#pages.get(Math.floor(id / CALLS_A_PAGE));
    return page?.[(id % CALLS_A_PAGE) * this.#terms.length + place] ?? 0;
  }
}

function noted(answer: boolean | null): number {
  if (answer === null) return NOTED.cannotBeTold;
  return answer ? NOTED.yes : NOTED.no;
}
