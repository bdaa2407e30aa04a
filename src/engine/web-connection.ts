import type { WaitingRequest } from '../http/index.ts';
import type { ClearConnection } from '../http2/index.ts';
import type {
  Arrival,
  ConnectionConsumer,
  Direction,
  EndCause,
  GapCause,
  Interest,
} from '../stream/index.ts';
import type { TlsConnection } from '../tls/index.ts';

/** Reads a connection that may carry HTTP or TLS. Both readers get its first bytes, until it is known which of them it is. */
export class WebConnection implements ConnectionConsumer {
  readonly #http: ClearConnection;
  /** null: it is not TLS. */
  #tls: TlsConnection | null;

  constructor(http: ClearConnection, tls: TlsConnection) {
    this.#http = http;
    this.#tls = tls;
  }

  get idle(): boolean {
    return this.#http.idle;
  }

  /** See `HttpConnection.isAtRest`. */
  get isAtRest(): boolean {
    return this.#tls === null && this.#http.isAtRest;
  }

  /** See `ClearConnection.staysUnderWay`. */
  get staysUnderWay(): boolean {
    return this.#http.staysUnderWay;
  }

  get firstFrameUnderWay(): number {
    return this.#http.firstFrameUnderWay;
  }

  /** Complete requests without a response so far, in order. */
  get waiting(): readonly WaitingRequest[] {
    return this.#http.waiting;
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    if (this.#tls === null) return this.#http.data(direction, bytes, start, end, at);
    const interest = this.#tls.data(direction, bytes, start, end, at);
    const httpInterest = this.#http.data(direction, bytes, start, end, at);
    return this.#isTls(this.#tls) ? interest : httpInterest;
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): Interest {
    const interest = this.#tls?.gap(direction, length, cause, at);
    const httpInterest = this.#http.gap(direction, length, cause, at);
    return interest !== undefined && this.#isTls(this.#tls) ? interest : httpInterest;
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    this.#http.end(direction, cause, at);
  }

  #isTls(tls: TlsConnection | null): boolean {
    if (tls?.state === 'tls') return true;
    if (tls?.state === 'other') this.#tls = null;
    return false;
  }
}
