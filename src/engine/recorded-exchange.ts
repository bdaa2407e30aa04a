import {
  type Exchange,
  type ExchangeEnd,
  HttpConnection,
  type Problem,
  type RequestMessage,
  type ResponseMessage,
} from '../http/index.ts';
import type { ExchangeRecord } from '../lane/index.ts';

/** An exchange that is read from what its connection was told of it, when somebody asks for it. */
export class RecordedExchange implements Exchange {
  readonly #record: ExchangeRecord;
  /** The body of the request, which the lane read as JSON. */
  readonly jsonBody: Buffer;
  #exchange: Exchange | null = null;

  constructor(record: ExchangeRecord, jsonBody: Buffer) {
    this.#record = record;
    this.jsonBody = jsonBody;
  }

  get request(): RequestMessage | null {
    return this.#read.request;
  }

  get response(): ResponseMessage | null {
    return this.#read.response;
  }

  get interim(): readonly number[] {
    return this.#read.interim;
  }

  get problems(): readonly Problem[] {
    return this.#read.problems;
  }

  get end(): ExchangeEnd {
    return this.#read.end;
  }

  get endFrame(): number {
    return this.#read.endFrame;
  }

  get endSeconds(): number {
    return this.#read.endSeconds;
  }

  get requestDirection(): 0 | 1 {
    return this.#read.requestDirection;
  }

  get #read(): Exchange {
    this.#exchange ??= exchangeOf(this.#record);
    return this.#exchange;
  }
}

function exchangeOf(record: ExchangeRecord): Exchange {
  const found: Exchange[] = [];
  record.replay(new HttpConnection({ onExchange: (exchange) => found.push(exchange) }, { hash: false }));
  const [exchange] = found;
  if (exchange === undefined) throw new Error('a record of an exchange holds none');
  return exchange;
}
