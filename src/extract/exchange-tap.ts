import type { Buffer } from 'node:buffer';
import type { Exchange, HeldBodies } from '../http/index.ts';
import { ClearConnection } from '../http2/index.ts';
import type {
  Arrival,
  ConnectionConsumer,
  Direction,
  EndCause,
  GapCause,
  Interest,
} from '../stream/index.ts';
import { type ByteAllowance, RawBytes } from './raw-bytes.ts';

/** An exchange, with the place of its messages in the connection, by stream offset. */
export interface TappedExchange {
  readonly exchange: Exchange;
  /** What it takes of each direction; interim responses are part of the response's. */
  readonly offsets: readonly [OffsetRange, OffsetRange];
  /** The bytes of each direction; null where they were not asked for, and of HTTP/2, where nothing of them may be told. */
  readonly raw: readonly [RawBytes, RawBytes] | null;
  /**
   * It came by HTTP/2: its messages stand between those of others, and its header fields refer to those of all messages before it on
   * the connection.
   */
  readonly isHttp2: boolean;
}

/** Stream offsets from the first byte to behind the last. */
export interface OffsetRange {
  readonly from: number;
  readonly to: number;
}

/** Reads a connection's exchanges, and tells where each lies; keeps its bytes as they came until it is told. */
export class ExchangeTap implements ConnectionConsumer {
  readonly #http: ClearConnection;
  #raw: readonly [RawBytes, RawBytes] | null;
  #isHttp2 = false;
  /** Stream offsets behind what was delivered so far. */
  readonly #reached: [number, number] = [0, 0];
  /** Stream offsets behind the last exchange. */
  readonly #behind: [number, number] = [0, 0];
  readonly #take: (tapped: TappedExchange) => void;

  /** `held`: of all connections. `allowance`: for the bytes of messages; null where they are of no interest. */
  constructor(take: (tapped: TappedExchange) => void, held: HeldBodies, allowance: ByteAllowance | null) {
    this.#take = take;
    this.#raw = allowance === null ? null : [new RawBytes(allowance), new RawBytes(allowance)];
    this.#http = new ClearConnection(
      {
        onExchange: (exchange) => this.#exchange(exchange),
        onProtocol: (protocol) => {
          if (protocol === 'http2') this.#dropRaw();
        },
      },
      { hash: false, held },
    );
  }

  get idle(): boolean {
    return this.#http.idle;
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    this.#raw?.[direction].add(at.offset, bytes, start, end);
    this.#reached[direction] = at.offset + end - start;
    return this.#http.data(direction, bytes, start, end, at);
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): Interest {
    this.#reached[direction] = at.offset + length;
    return this.#http.gap(direction, length, cause, at);
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    this.#http.end(direction, cause, at);
  }

  /** From here on the connection carries HTTP/2: its bytes are of no use. */
  #dropRaw(): void {
    this.#isHttp2 = true;
    for (const direction of this.#raw ?? []) direction.release(Number.POSITIVE_INFINITY);
    this.#raw = null;
  }

  #exchange(exchange: Exchange): void {
    const offsets = [this.#offsetsOf(exchange, 0), this.#offsetsOf(exchange, 1)] as const;
    this.#take({ exchange, offsets, raw: this.#raw, isHttp2: this.#isHttp2 });
    for (const direction of [0, 1] as const) {
      this.#behind[direction] = Math.max(this.#behind[direction], offsets[direction].to);
      this.#raw?.[direction].release(this.#behind[direction]);
    }
  }

  #offsetsOf({ request, response, interim, requestDirection }: Exchange, direction: Direction): OffsetRange {
    const message = direction === requestDirection ? request : response;
    if (message === null) return { from: this.#reached[direction], to: this.#reached[direction] };
    const hasInterim = direction !== requestDirection && interim.length > 0;
    return { from: hasInterim ? this.#behind[direction] : message.startOffset, to: message.endOffset };
  }
}
