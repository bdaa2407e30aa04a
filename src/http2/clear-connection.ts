import type { Buffer } from 'node:buffer';
import {
  type Exchange,
  type HeaderList,
  HttpConnection,
  type HttpOptions,
  type HttpSink,
  headerValue,
  type Protocol,
  type RestingPlace,
  type WaitingRequest,
} from '../http/index.ts';
import {
  type Arrival,
  type ConnectionConsumer,
  type Direction,
  type EndCause,
  type GapCause,
  type Interest,
  otherDirection,
} from '../stream/index.ts';
import { Http2Connection } from './connection.ts';
import { HeldOpening, judgeHttp2Opening } from './opening.ts';

export interface ClearOptions extends HttpOptions {
  /** The protocol that both sides agreed on before the first byte (ALPN, RFC 7301); absent: the bytes have to show it. */
  readonly protocol?: string | null;
}

/** What is known of one direction. */
interface Side {
  /** Who is told its bytes. `opening`: nothing came so far, or what came is held. */
  reader: 'opening' | 'http' | 'http2';
  readonly held: HeldOpening;
  /** What comes next is not its beginning: bytes of it went by, or are not in the capture. */
  hasBegun: boolean;
  end: { readonly cause: EndCause; readonly at: Arrival } | null;
}

const H2 = 'h2';

/**
 * Reads the bytes of a connection in clear, or what TLS carried, as HTTP of whichever version: HTTP/1 until they show HTTP/2. That is
 * at a client's preface (RFC 9113 §3.4), at 101 to `Upgrade: h2c` (RFC 7540 §3.2), and at frames beyond doubt where the capture
 * begins within a connection.
 */
export class ClearConnection implements ConnectionConsumer {
  readonly #sink: HttpSink;
  readonly #options: HttpOptions;
  readonly #http: HttpConnection;
  #http2: Http2Connection | null = null;
  readonly #sides: readonly [Side, Side] = [newSide(), newSide()];
  /** The exchange whose response handed the connection over to HTTP/2, until the bytes behind it were told. */
  #switched: Exchange | null = null;

  constructor(sink: HttpSink, options: ClearOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#http = new HttpConnection(
      {
        onExchange: (exchange) => this.#exchange(exchange),
        onProtocol: (protocol) => {
          if (this.#http2 === null) sink.onProtocol?.(protocol);
        },
        onLateProblem: (late) => sink.onLateProblem?.(late),
      },
      options,
    );
    if (options.protocol === H2) this.#begin('agreement', null);
  }

  /** What the connection carries, as far as is known. */
  get protocol(): Protocol {
    return this.#http2 === null ? this.#http.protocol : 'http2';
  }

  /** See `ConnectionConsumer.idle`: a connection with HTTP/2 is never idle. */
  get idle(): boolean {
    return this.#http2 === null && this.#isNothingHeld && this.#http.idle;
  }

  /** See `HttpConnection.resting`. */
  get resting(): RestingPlace | null {
    return this.#http2 === null && this.#isNothingHeld ? this.#http.resting : null;
  }

  /** See `HttpConnection.resume`. */
  resume(place: RestingPlace): void {
    for (const side of this.#sides) {
      side.reader = 'http';
      side.hasBegun = true;
    }
    this.#http.resume(place);
  }

  /** It never comes to rest again: what follows refers to what came before. */
  get staysUnderWay(): boolean {
    return this.#http2 !== null;
  }

  get firstFrameUnderWay(): number {
    const [first, second] = this.#sides;
    return Math.min(
      this.#http.firstFrameUnderWay,
      this.#http2?.firstFrameUnderWay ?? Number.POSITIVE_INFINITY,
      first.held.firstFrame,
      second.held.firstFrame,
    );
  }

  /** Complete requests without a response so far, in order. */
  get waiting(): readonly WaitingRequest[] {
    if (this.#http2 === null) return this.#http.waiting;
    return [...this.#http.waiting, ...this.#http2.waiting];
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    const side = this.#sides[direction];
    switch (side.reader) {
      case 'http2':
        return this.#http2?.data(direction, bytes, start, end, at) ?? 'unwanted';
      case 'opening':
        return this.#open(direction, bytes, start, end, at);
      case 'http':
        if (this.#mayBecomeHttp2(direction, bytes[start]))
          return this.#open(direction, bytes, start, end, at);
        return this.#toHttp(direction, bytes, start, end, at);
    }
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): Interest {
    const side = this.#sides[direction];
    if (side.reader === 'http2') return this.#http2?.gap(direction, length, cause, at) ?? 'unwanted';
    // What comes first behind it may still show what the connection carries.
    if (!side.held.isEmpty) this.#release(direction);
    side.hasBegun = true;
    return this.#http.gap(direction, length, cause, at);
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    const side = this.#sides[direction];
    if (side.reader !== 'http2') this.#release(direction);
    side.end = { cause, at: { ...at } };
    if (side.reader === 'http2') this.#http2?.end(direction, cause, at);
    else this.#http.end(direction, cause, at);
  }

  get #isNothingHeld(): boolean {
    return this.#sides[0].held.isEmpty && this.#sides[1].held.isEmpty;
  }

  /** Whether a segment of a direction that is read as HTTP/1 may be the beginning of HTTP/2. */
  #mayBecomeHttp2(direction: Direction, first: number): boolean {
    const http = this.#http;
    // Frames, where the capture has met the connection within, and does not know yet what it carries.
    if (first === 0) return http.protocol === 'undecided';
    // The preface, behind a request that asks for it.
    if (first !== PREFACE_BEGINNING) return false;
    return http.waiting.some(
      ({ request, requestDirection }) => requestDirection === direction && namesHttp2(request.headers),
    );
  }

  /** Takes bytes that may be the first ones of HTTP/2. */
  #open(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    const side = this.#sides[direction];
    if (side.held.isEmpty && judgeHttp2Opening(bytes, start, end) === 'other') {
      side.reader = 'http';
      // A server that may have begun with HTTP/2 has not: its client speaks something else.
      if (!this.#sides[otherDirection(direction)].held.isEmpty) this.#release(otherDirection(direction));
      return this.#toHttp(direction, bytes, start, end, at);
    }
    side.reader = 'opening';
    side.held.add(bytes, start, end, at);
    const opening = side.held.judge();
    if (opening === 'preface') this.#begin('preface', direction);
    else if (opening === 'frames') this.#begin('frames', null);
    else if (opening === 'other' || side.held.isFull) return this.#release(direction);
    return this.#http2 === null ? 'undecided' : 'wanted';
  }

  /** What is held of a direction is no HTTP/2. */
  #release(direction: Direction): Interest {
    const side = this.#sides[direction];
    side.reader = 'http';
    let interest: Interest = 'undecided';
    for (const { bytes, at } of side.held.take()) {
      interest = this.#toHttp(direction, bytes, 0, bytes.length, at);
    }
    return interest;
  }

  #toHttp(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    this.#sides[direction].hasBegun = true;
    const interest = this.#http.data(direction, bytes, start, end, at);
    const switched = this.#switched;
    if (switched === null || switched.response === null) return interest;
    this.#switched = null;
    const behind = start + Math.max(0, switched.response.endOffset - at.offset);
    if (direction !== switched.requestDirection && behind < end) {
      this.#http2?.data(direction, bytes, behind, end, { ...at, offset: at.offset + (behind - start) });
    }
    return 'wanted';
  }

  #exchange(exchange: Exchange): void {
    if (!isUpgradeToHttp2(exchange)) {
      this.#sink.onExchange(exchange);
      return;
    }
    this.#switched = exchange;
    const { request, requestDirection, problems, interim } = exchange;
    this.#begin('upgrade', requestDirection);
    if (request === null) return;
    const own = problems.filter(({ side }) => side === 'request');
    this.#http2?.upgrade({ request, problems: own, interim: [...interim, SWITCHING_PROTOCOLS] });
  }

  /** The connection carries HTTP/2 from here on. `requestDirection`: null where its content has to show it. */
  #begin(sign: 'preface' | 'frames' | 'upgrade' | 'agreement', requestDirection: Direction | null): void {
    // Behind the preface that follows a request for HTTP/2, the answer to that is still to come by HTTP/1.
    const isUpgrading = sign === 'preface' && this.#http.waiting.length > 0;
    const [first, second] = this.#sides;
    if (this.#http2 === null) {
      const isFresh = (side: Side, direction: Direction): boolean =>
        sign === 'upgrade' ||
        isUpgrading ||
        (sign === 'preface' && direction === requestDirection) ||
        !side.hasBegun;
      this.#http2 = new Http2Connection(this.#sink, this.#options, {
        requestDirection,
        isFresh: [isFresh(first, 0), isFresh(second, 1)],
      });
      this.#sink.onProtocol?.('http2');
    }
    for (const direction of [0, 1] as const) {
      if (!isUpgrading || direction === requestDirection) this.#hand(direction, this.#http2);
    }
  }

  /** Gives a direction to the reader of HTTP/2, with what is held of it. */
  #hand(direction: Direction, http2: Http2Connection): void {
    const side = this.#sides[direction];
    if (side.reader === 'http2') return;
    side.reader = 'http2';
    for (const { bytes, at } of side.held.take()) http2.data(direction, bytes, 0, bytes.length, at);
    if (side.end !== null) http2.end(direction, side.end.cause, side.end.at);
  }
}

const PREFACE_BEGINNING = 0x50;
const SWITCHING_PROTOCOLS = 101;

function newSide(): Side {
  return { reader: 'opening', held: new HeldOpening(), hasBegun: false, end: null };
}

function isUpgradeToHttp2({ response, end }: Exchange): boolean {
  if (end !== 'upgraded' || response?.status !== SWITCHING_PROTOCOLS) return false;
  return namesHttp2(response.headers);
}

/** Whether the field Upgrade names HTTP/2 in clear (RFC 7540 §3.2). */
function namesHttp2(headers: HeaderList): boolean {
  return headerValue(headers, 'upgrade')?.toLowerCase().includes('h2c') ?? false;
}
