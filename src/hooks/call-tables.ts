import type { Dialect, Method } from '../dialects/index.ts';
import type { ExchangeOrigin } from './read.ts';
import { TextTable } from './text-table.ts';

/** What a call is: its dialect and its method, known or not. */
export interface CallKind {
  readonly dialect: Dialect;
  readonly row: Method | null;
  /** Name of the method. */
  readonly method: string;
}

/** Finds out whose exchange it was, by stream and by the direction of the requests. */
export type OriginOf = (stream: number, requestDirection: 0 | 1) => ExchangeOrigin;

/** What the numbers in the columns of calls stand for. */
export class CallTables {
  readonly originOf: OriginOf;
  readonly texts = new TextTable();
  readonly #kinds: CallKind[] = [];
  /** By the row, or by the name of a method that the dialect does not know. */
  readonly #numbers = new Map<Dialect, Map<Method | string, number>>();

  constructor(originOf: OriginOf) {
    this.originOf = originOf;
  }

  kind(number: number): CallKind {
    return this.#kinds[number] as CallKind;
  }

  numberOfKind(dialect: Dialect, row: Method | null, method: string): number {
    let ofDialect = this.#numbers.get(dialect);
    if (ofDialect === undefined) {
      ofDialect = new Map();
      this.#numbers.set(dialect, ofDialect);
    }
    const key = row ?? method;
    let number = ofDialect.get(key);
    if (number === undefined) {
      number = this.#kinds.push({ dialect, row, method }) - 1;
      ofDialect.set(key, number);
    }
    return number;
  }

  text(number: number): string | null {
    return this.texts.text(number);
  }
}
