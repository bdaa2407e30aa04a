import type { RestingPlace, WaitingRequest } from '../http/index.ts';
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

/**
 * Reads a connection that may carry HTTP or TLS. Both readers get its first bytes, until it is known which of them it is. Within
 * TLS the content has a reader of its own: `TlsConnection.plain`.
 */
export class WebConnection implements ConnectionConsumer {
  readonly #http: ClearConnection;
  /** null: it is not TLS. */
  #tls: TlsConnection | null;

  constructor(http: ClearConnection, tls: TlsConnection) {
    this.#http = http;
    this.#tls = tls;
  }

  /** A connection with TLS is never idle: once set aside, nothing in what is encrypted would show that it is worth taking up again. */
  get idle(): boolean {
    return this.#encrypted === null && this.#http.idle;
  }

  /** See `HttpConnection.resting`. */
  get resting(): RestingPlace | null {
    return this.#tls === null ? this.#http.resting : null;
  }

  /** See `HttpConnection.resume`. */
  resume(place: RestingPlace): void {
    this.#tls = null;
    this.#http.resume(place);
  }

  /** See `ClearConnection.staysUnderWay`. What is within TLS has a lane of its own. */
  get staysUnderWay(): boolean {
    return this.#encrypted !== null || this.#http.staysUnderWay;
  }

  get firstFrameUnderWay(): number {
    return this.#encrypted?.firstFrameUnderWay ?? this.#http.firstFrameUnderWay;
  }

  /** Complete requests in clear without a response so far, in order. */
  get waiting(): readonly WaitingRequest[] {
    return this.#http.waiting;
  }

  /** What reads the content of TLS; null where there is none, or it cannot be decrypted so far. */
  get plain(): ConnectionConsumer | null {
    return this.#encrypted?.plain ?? null;
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    if (this.#tls === null) return this.#http.data(direction, bytes, start, end, at);
    const interest = this.#tls.data(direction, bytes, start, end, at);
    if (this.#encrypted !== null && this.#http.protocol === 'tls') return interest;
    const httpInterest = this.#http.data(direction, bytes, start, end, at);
    return this.#isTls(this.#tls) ? interest : this.#eitherInterest(httpInterest);
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): Interest {
    const interest = this.#tls?.gap(direction, length, cause, at);
    const httpInterest = this.#http.gap(direction, length, cause, at);
    return interest !== undefined && this.#isTls(this.#tls) ? interest : this.#eitherInterest(httpInterest);
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    this.#tls?.end(direction, cause, at);
    this.#http.end(direction, cause, at);
  }

  /** As long as it may be TLS, what HTTP says is not the last word: it may have seen too little as well. */
  #eitherInterest(interest: Interest): Interest {
    return this.#tls !== null && interest === 'unwanted' ? 'undecided' : interest;
  }

  get #encrypted(): TlsConnection | null {
    return this.#tls?.state === 'tls' ? this.#tls : null;
  }

  #isTls(tls: TlsConnection | null): boolean {
    if (tls?.state === 'tls') return true;
    if (tls?.state === 'other') this.#tls = null;
    return false;
  }
}
