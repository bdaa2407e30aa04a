import type { Buffer } from 'node:buffer';
import {
  HeldBodies,
  type HttpOptions,
  type HttpSink,
  type MessageSide,
  type Problem,
  type Protocol,
  type RequestMessage,
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
import { errorName } from './error-codes.ts';
import { ExchangeBook } from './exchange-book.ts';
import { FLAG, FRAME, FRAME_HEAD_BYTES, type FrameHead } from './frame.ts';
import { type FramePlace, FrameReader, type FrameSink } from './frame-reader.ts';
import { HeaderBlocks, type ReadBlock } from './header-blocks.ts';
import { readHead } from './message-head.ts';
import { readTableSize } from './settings.ts';
import type { Ending } from './stream.ts';
import type { StreamMessage } from './stream-message.ts';

/** How an HTTP/2 connection begins, as far as that is known. */
export interface Http2Beginning {
  /** The direction that carries the requests; null: its content has to show it. */
  readonly requestDirection: Direction | null;
  /** The directions of which the beginning is in the capture. */
  readonly isFresh: readonly [boolean, boolean];
}

/** A request that asked for HTTP/2 by HTTP/1.1. */
export interface UpgradedRequest {
  readonly request: RequestMessage;
  readonly problems: readonly Problem[];
  /** Statuses of the interim responses, 101 at last. */
  readonly interim: readonly number[];
}

/** `GOAWAY`: the last stream and the error code; `RST_STREAM`: the error code (RFC 9113 §6.8, §6.4). */
const GOAWAY_BYTES = 8;
const RST_STREAM_BYTES = 4;
const REFUSED_STREAM = 'REFUSED_STREAM';

/**
 * Makes HTTP exchanges of the ordered bytes of one connection that carries HTTP/2 (RFC 9113). They look as those of HTTP/1.1, and are
 * given out in the order in which they are complete.
 */
export class Http2Connection implements ConnectionConsumer {
  /** Streams that servers pushed; they are no exchanges of the client. */
  pushed = 0;
  readonly #book: ExchangeBook;
  readonly #readers: readonly [FrameReader, FrameReader];
  readonly #blocks: readonly [HeaderBlocks, HeaderBlocks];
  #requestDirection: Direction | null;
  /** What is known of the directions before it is known which of them carries the requests. */
  readonly #midway: [boolean, boolean] = [false, false];
  readonly #ends: [Ending | null, Ending | null] = [null, null];
  /** The segment that is being read. */
  #at: Arrival = { frame: 0, seconds: 0, nanoseconds: 0, offset: 0, acknowledged: -1 };
  /** The message whose data come, of each direction. */
  readonly #receiving: [StreamMessage | null, StreamMessage | null] = [null, null];
  readonly #dataHeads: [FrameHead | null, FrameHead | null] = [null, null];

  constructor(sink: HttpSink, options: HttpOptions, beginning: Http2Beginning) {
    const { hash, held = new HeldBodies() } = options;
    const { requestDirection, isFresh } = beginning;
    this.#book = new ExchangeBook({ hash, held, onExchange: (exchange) => sink.onExchange(exchange) });
    this.#requestDirection = requestDirection;
    const reader = (direction: Direction): FrameReader =>
      new FrameReader(this.#sinkOf(direction), isFresh[direction]);
    this.#readers = [reader(0), reader(1)];
    const isWhole = isFresh[0] && isFresh[1];
    this.#blocks = [new HeaderBlocks(isFresh[0], isWhole), new HeaderBlocks(isFresh[1], isWhole)];
    if (requestDirection !== null) this.#book.learn(requestDirection);
    for (const direction of [0, 1] as const) if (!isFresh[direction]) this.#beginMidway(direction);
  }

  /** The connection began with a request by HTTP/1.1, which was answered by 101: it is stream 1 (RFC 7540 §3.2). */
  upgrade({ request, problems, interim }: UpgradedRequest): void {
    // What the client asks for with its upgrade counts without an acknowledgement (RFC 7540 §3.2.1).
    for (const blocks of this.#blocks) blocks.forgetLimits();
    this.#book.upgrade(request, problems, interim);
  }

  get protocol(): Protocol {
    return 'http2';
  }

  /** Never: what comes later refers to the fields of what came before. */
  get idle(): boolean {
    return false;
  }

  get firstFrameUnderWay(): number {
    const [first, second] = this.#readers;
    const [one, other] = this.#blocks;
    return Math.min(
      first.firstFrameUnderWay,
      second.firstFrameUnderWay,
      one.firstFrameUnderWay,
      other.firstFrameUnderWay,
      this.#book.firstFrame,
    );
  }

  /** Complete requests without a response so far, in order. */
  get waiting(): readonly WaitingRequest[] {
    return this.#book.waiting;
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    this.#at = at;
    this.#readers[direction].data(bytes, start, end, at);
    this.#reach(direction, at.offset + (end - start), at);
    return 'wanted';
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): Interest {
    this.#at = at;
    if (length === 0) {
      this.#beginMidway(direction);
      return 'wanted';
    }
    this.#readers[direction].gap(length, cause, at);
    this.#reach(direction, at.offset + length, at);
    return 'wanted';
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    const ending: Ending = {
      kind: cause,
      streamEnd: null,
      frame: at.frame,
      seconds: at.seconds + at.nanoseconds / 1e9,
      acknowledged: -1,
      endOffset: at.offset,
    };
    this.#ends[direction] = ending;
    const side = this.#sideOf(direction);
    if (side !== null) this.#book.end(side, ending);
  }

  #beginMidway(direction: Direction): void {
    this.#readers[direction].search();
    this.#blocks[direction].lose('lost');
    for (const blocks of this.#blocks) blocks.forgetLimits();
    const side = this.#sideOf(direction);
    if (side !== null) this.#book.beginMidway(side);
    else this.#midway[direction] = true;
  }

  #reach(direction: Direction, offset: number, { acknowledged }: Arrival): void {
    const side = this.#sideOf(direction);
    if (side !== null) this.#book.reach(side, offset, acknowledged);
  }

  #sinkOf(direction: Direction): FrameSink {
    return {
      onPreface: () => {
        if (this.#requestDirection === null) this.#learn(direction);
      },
      onFrame: (head, payload, place, endOffset) => this.#frame(direction, head, payload, place, endOffset),
      onPartOfFrame: (head, payload, place, lack) => {
        if (head.type === FRAME.settings) this.#blocks[otherDirection(direction)].forgetLimits();
        if (!isOfBlock(head.type)) return;
        const block = this.#blocks[direction].takePart(head, payload, place, lack);
        this.#block(direction, block, place.offset + FRAME_HEAD_BYTES + payload.length);
      },
      onDataBegin: (head, place) => {
        this.#interrupt(direction, place.offset);
        const side = this.#sideOf(direction);
        this.#dataHeads[direction] = head;
        this.#receiving[direction] = side === null ? null : this.#book.messageOf(side, head.stream);
        this.#receiving[direction]?.placement.touch(this.#at);
      },
      onData: (bytes, start, end, at) => {
        const message = this.#receiving[direction];
        const id = this.#dataHeads[direction]?.stream ?? 0;
        if (message !== null) this.#book.data(message, id, bytes, start, end, at);
      },
      onDataGap: (length, cause, at) => this.#receiving[direction]?.gap(length, cause, at.offset),
      onDataEnd: (endOffset, isSound) => this.#endData(direction, endOffset, isSound),
      onLoss: (cause, at) => this.#lose(direction, cause, at),
    };
  }

  #endData(direction: Direction, endOffset: number, isSound: boolean): void {
    const message = this.#receiving[direction];
    const head = this.#dataHeads[direction];
    this.#receiving[direction] = null;
    if (message === null || head === null || message.isDone) return;
    message.endOffset = endOffset;
    message.placement.touch(this.#at);
    if (!isSound) message.blame('http2-error', endOffset, 'padding longer than its frame');
    if ((head.flags & FLAG.endStream) !== 0) this.#book.finish(message, head.stream, endOffset);
  }

  #frame(direction: Direction, head: FrameHead, payload: Buffer, place: FramePlace, endOffset: number): void {
    if (isOfBlock(head.type)) {
      if (head.type !== FRAME.continuation) this.#interrupt(direction, place.offset);
      this.#block(direction, this.#blocks[direction].take(head, payload, place), endOffset);
      return;
    }
    this.#interrupt(direction, place.offset);
    if (head.type === FRAME.settings) this.#settings(direction, head, payload);
    else if (head.type === FRAME.rstStream && payload.length === RST_STREAM_BYTES) {
      const ending = this.#ending('stream-reset', direction, payload.readUInt32BE(0), place, endOffset);
      if (ending !== null) this.#book.reset(head.stream, ending);
    } else if (head.type === FRAME.goaway && payload.length >= GOAWAY_BYTES) {
      const ending = this.#ending('goaway', direction, payload.readUInt32BE(4), place, endOffset);
      if (ending !== null) this.#book.goAway({ lastStream: payload.readUInt32BE(0) & 0x7fffffff, ending });
    }
  }

  #settings(direction: Direction, { flags, stream }: FrameHead, payload: Buffer): void {
    if (stream !== 0) return;
    if ((flags & FLAG.ack) !== 0) this.#blocks[direction].acknowledge();
    else this.#blocks[otherDirection(direction)].announce(readTableSize(payload));
  }

  /** null where it is not known which side the direction is. */
  #ending(
    kind: 'stream-reset' | 'goaway',
    direction: Direction,
    code: number,
    place: FramePlace,
    endOffset: number,
  ): Ending | null {
    const by = this.#sideOf(direction);
    if (by === null) return null;
    const error = errorName(code);
    const isUnprocessed = by === 'response' && (kind === 'goaway' || error === REFUSED_STREAM);
    const { frame, seconds, nanoseconds, acknowledged } = place;
    return {
      kind,
      streamEnd: { by, error, isUnprocessed },
      frame,
      seconds: seconds + nanoseconds / 1e9,
      acknowledged,
      endOffset,
    };
  }

  /** A frame comes that belongs to no header block: one that is under way is broken. */
  #interrupt(direction: Direction, offset: number): void {
    this.#block(direction, this.#blocks[direction].interrupt(), offset);
  }

  #block(direction: Direction, block: ReadBlock | null, endOffset: number): void {
    if (block === null) return;
    if (block.isPromise) this.pushed += 1;
    if (this.#requestDirection === null) this.#learnOf(direction, block);
    const side = this.#sideOf(direction);
    if (side !== null) this.#book.headers(side, block, this.#at, endOffset);
  }

  /** The first header block that shows it tells which direction carries the requests. */
  #learnOf(direction: Direction, { fields, isPromise }: ReadBlock): void {
    const { method, path, status } = readHead(fields);
    if (!isPromise && (method !== null || path !== null)) this.#learn(direction);
    else if (isPromise || status !== null) this.#learn(otherDirection(direction));
  }

  #learn(requestDirection: Direction): void {
    this.#requestDirection = requestDirection;
    this.#book.learn(requestDirection);
    for (const each of [0, 1] as const) {
      const side = each === requestDirection ? 'request' : 'response';
      if (this.#midway[each]) this.#book.beginMidway(side);
      const end = this.#ends[each];
      if (end !== null) this.#book.end(side, end);
    }
  }

  #lose(direction: Direction, cause: GapCause, at: Arrival): void {
    this.#block(direction, this.#blocks[direction].lose(cause), at.offset);
    // What was lost may have been settings, which the other direction heeds.
    this.#blocks[otherDirection(direction)].forgetLimits();
    this.#receiving[direction] = null;
    const side = this.#sideOf(direction);
    if (side !== null) this.#book.lose(side, cause, at.offset);
  }

  #sideOf(direction: Direction): MessageSide | null {
    if (this.#requestDirection === null) return null;
    return direction === this.#requestDirection ? 'request' : 'response';
  }
}

function isOfBlock(type: number): boolean {
  return type === FRAME.headers || type === FRAME.continuation || type === FRAME.pushPromise;
}
