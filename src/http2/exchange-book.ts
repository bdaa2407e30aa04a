import type { Buffer } from 'node:buffer';
import type {
  Exchange,
  HeldBodies,
  MessageSide,
  Problem,
  RequestMessage,
  WaitingRequest,
} from '../http/index.ts';
import type { Arrival, Direction, GapCause } from '../stream/index.ts';
import { ConnectionEnds, type GoAway } from './connection-ends.ts';
import type { ReadBlock } from './header-blocks.ts';
import { blameBlock, isBeginning, isInterim, isSuccess, isTrailing } from './message-blocks.ts';
import { type MessageHead, readHead } from './message-head.ts';
import { OpenStreams } from './open-streams.ts';
import type { Absence, Ending, Http2Stream } from './stream.ts';
import { StreamMessage } from './stream-message.ts';

export interface BookOptions {
  readonly hash: boolean;
  readonly held: HeldBodies;
  readonly onExchange: (exchange: Exchange) => void;
}

/** Interim responses of one request that are kept; a server that sends more tells nothing with them. */
const MAX_INTERIM = 64;
/** Streams that wait for the other direction at one time: each is looked at whenever bytes come. */
const MAX_UNSETTLED = 128;

/** Puts exchanges together from the frames of streams, and gives each out once it is complete or nothing more can come. */
export class ExchangeBook {
  readonly #options: BookOptions;
  readonly #streams = new OpenStreams();
  /** The direction that carries the requests; of no meaning before the first message. */
  #requestDirection: Direction = 0;
  /** The beginning of a side is not in the capture. */
  readonly #startedMidway: Record<MessageSide, boolean> = { request: false, response: false };
  readonly #hasLosses: Record<MessageSide, boolean> = { request: false, response: false };
  readonly #ends = new ConnectionEnds();
  /** Stream offsets up to which the sides were delivered. */
  readonly #reached: Record<MessageSide, number> = { request: 0, response: 0 };
  /** Streams that wait for something else than their own frames. */
  readonly #unsettled = new Set<Http2Stream>();

  constructor(options: BookOptions) {
    this.#options = options;
  }

  /** Number of the first frame of the capture that brought something of an open exchange; infinite where there is none. */
  get firstFrame(): number {
    return this.#streams.firstFrame;
  }

  /** Complete requests without a response so far, in order. */
  get waiting(): readonly WaitingRequest[] {
    const waiting: WaitingRequest[] = [];
    for (const stream of this.#streams) {
      if (!stream.isRequestDone || stream.isResponseDone) continue;
      const request = stream.waitingRequest();
      if (request === null) continue;
      waiting.push({ request, interim: stream.interim, requestDirection: this.#requestDirection });
    }
    return waiting;
  }

  /** It is known which direction carries the requests. */
  learn(requestDirection: Direction): void {
    this.#requestDirection = requestDirection;
  }

  /** The request that asked for HTTP/2 by HTTP/1.1: it is stream 1, and 101 was its first answer (RFC 7540 §3.2). */
  upgrade(request: RequestMessage, problems: readonly Problem[], interim: readonly number[]): void {
    const stream = this.#streams.begin(1);
    stream.upgraded = { request, problems };
    stream.interim = interim;
    this.#streams.highestRequest = 1;
  }

  beginMidway(side: MessageSide): void {
    this.#startedMidway[side] = true;
  }

  /** A header block of a side. `at`: the segment that brought its end; `endOffset`: the stream offset behind it. */
  headers(side: MessageSide, block: ReadBlock, at: Arrival, endOffset: number): void {
    const { stream: id, isPromise } = block;
    // What a server pushes was not asked for: it is no exchange of the client.
    if (isPromise || id % 2 === 0 || this.#streams.isClosed(id)) return;
    const head = readHead(block.fields);
    const known = this.#streams.get(id);
    const message = known?.messageOf(side) ?? null;
    if (message === null || !isTrailing(message, head, block.endsStream))
      this.#begin(side, block, head, at, endOffset);
    else if (known !== undefined) this.#trail(known, message, block, head, at, endOffset);
  }

  /** The message of a stream that goes on with data; null where nobody knows it. */
  messageOf(side: MessageSide, id: number): StreamMessage | null {
    const message = this.#streams.get(id)?.messageOf(side) ?? null;
    return message?.isDone === false ? message : null;
  }

  /** Data of a message. */
  data(message: StreamMessage, id: number, bytes: Buffer, start: number, end: number, at: Arrival): void {
    const stream = this.#streams.get(id);
    const before = stream?.heldBytes ?? 0;
    message.placement.touch(at);
    message.data(bytes, start, end, at);
    this.#streams.hold((stream?.heldBytes ?? before) - before);
    message.settle(at.offset + (end - start));
    if (message.isDone && stream !== undefined) this.#settle(stream);
    this.#makeRoom();
  }

  /** The last frame of a message came. */
  finish(message: StreamMessage, id: number, endOffset: number): void {
    message.finish(endOffset);
    const stream = this.#streams.get(id);
    if (stream !== undefined) this.#settle(stream);
  }

  /** A side resets a stream. */
  reset(id: number, ending: Ending): void {
    if (id % 2 === 0 || this.#streams.isClosed(id)) return;
    const known = this.#streams.get(id);
    // The request may come yet, where its direction is behind.
    const stream = known ?? (id > this.#streams.highestRequest ? this.#streams.begin(id) : undefined);
    if (stream === undefined) return;
    stream.ending ??= ending;
    this.#settle(stream);
    this.#makeRoom();
  }

  /** A side says that the connection is to end. */
  goAway(goaway: GoAway): void {
    this.#ends.noteGoAway(goaway);
    for (const stream of [...this.#streams]) if (stream.response === null) this.#leaveOut(stream);
  }

  /** Frames of a side may have been lost before a stream offset. */
  lose(side: MessageSide, cause: GapCause, offset: number): void {
    this.#hasLosses[side] = true;
    for (const stream of [...this.#streams]) {
      const message = stream.messageOf(side);
      if (message !== null) message.doubt(cause, offset);
      else if (side === 'response') stream.mayBeAnswered = true;
      this.#settle(stream);
    }
  }

  /** A side was delivered up to a stream offset. `acknowledged`: bytes of the other side that its sender had received by then. */
  reach(side: MessageSide, offset: number, acknowledged: number): void {
    this.#reached[side] = offset;
    if (this.#unsettled.size === 0) return;
    for (const stream of [...this.#unsettled]) {
      const { ending } = stream;
      const isTold =
        ending?.streamEnd?.by === 'response' && side === 'request' && acknowledged >= ending.endOffset;
      if (isTold) stream.request?.breakOff(ending.kind, offset);
      this.#settle(stream);
    }
  }

  /** A side ended. */
  end(side: MessageSide, ending: Ending): void {
    this.#ends.note(side, ending);
    for (const stream of [...this.#streams]) {
      if (side === 'request') stream.request?.breakOff(ending.kind, ending.endOffset);
      this.#settle(stream);
    }
  }

  #begin(side: MessageSide, block: ReadBlock, head: MessageHead, at: Arrival, endOffset: number): void {
    const known = this.#streams.get(block.stream);
    if (!isBeginning(side, head, known !== undefined)) return;
    const stream = this.#streams.begin(block.stream);
    if (isInterim(side, head) && !block.endsStream) {
      if (stream.interim.length < MAX_INTERIM) stream.interim = [...stream.interim, head.status ?? 0];
      return;
    }
    const before = stream.messageOf(side);
    if (before?.isDone === true) return;
    let message = before;
    if (message === null) {
      const { hash, held } = this.#options;
      message = new StreamMessage(side, head, block.place, endOffset, hash, held);
    } else {
      message.replaceHead(head);
    }
    message.placement.touch(at);
    if (side === 'request') {
      stream.request = message;
      this.#streams.highestRequest = Math.max(this.#streams.highestRequest, stream.id);
      stream.ending ??= this.#ends.leavingOut(stream);
    } else {
      stream.response = message;
    }
    blameBlock(message, block, this.#isSure(side));
    if (block.endsStream) message.finish(endOffset);
    const isTunnel = side === 'response' && stream.method === 'CONNECT' && isSuccess(head);
    if (isTunnel) {
      stream.request?.finish(stream.request.endOffset);
      message.finish(endOffset);
    }
    this.#settle(stream);
    this.#makeRoom();
  }

  #trail(
    stream: Http2Stream,
    message: StreamMessage,
    block: ReadBlock,
    head: MessageHead,
    at: Arrival,
    endOffset: number,
  ): void {
    message.placement.touch(at);
    message.trailers = head.headers;
    blameBlock(message, block, this.#isSure(message.side));
    // Trailers end their message (RFC 9113 §8.1).
    if (!block.endsStream && message.head.unknown === 0 && this.#isSure(message.side)) {
      message.blame('http2-error', block.place.offset, 'trailers without END_STREAM');
    }
    message.finish(endOffset);
    this.#settle(stream);
  }

  /** Nothing of a side was lost so far. */
  #isSure(side: MessageSide): boolean {
    return !this.#hasLosses[side] && !this.#startedMidway[side];
  }

  /** GOAWAY leaves a stream out: its request was not processed. */
  #leaveOut(stream: Http2Stream): void {
    const ending = this.#ends.leavingOut(stream);
    if (ending === null) return;
    stream.ending ??= ending;
    this.#settle(stream);
  }

  /** Gives out the exchange of a stream where it is complete, or nothing more can come. */
  #settle(stream: Http2Stream): void {
    if (this.#streams.get(stream.id) !== stream) return;
    if (this.#isOver(stream)) this.#giveOut(stream, this.#absenceOf(stream));
    else if (stream.ending !== null || (stream.response !== null && !stream.hasRequest)) this.#wait(stream);
  }

  /** A stream waits for the other direction, which is behind. */
  #wait(stream: Http2Stream): void {
    this.#unsettled.add(stream);
    if (this.#unsettled.size <= MAX_UNSETTLED) return;
    for (const oldest of this.#unsettled) {
      this.#giveOut(oldest, this.#absenceOf(oldest));
      return;
    }
  }

  #isOver(stream: Http2Stream): boolean {
    const { ending, response } = stream;
    const haveRequestsEnded = this.#ends.request !== null;
    const isRequestSettled = stream.isRequestDone || (!stream.hasRequest && this.#isRequestGone(stream));
    if (stream.isResponseDone && isRequestSettled) return true;
    if (ending?.streamEnd?.by === 'response') {
      // The client may not know of it, and go on with its request.
      if (stream.hasRequest ? stream.isRequestDone : haveRequestsEnded) return true;
    } else if (ending !== null) {
      const isBehind = ending.acknowledged > this.#reached.response;
      if (!isBehind || this.#ends.response !== null) return true;
    }
    const end = this.#ends.response;
    if (end === null) return false;
    if (response !== null && !response.isDone) response.breakOff(end.kind, end.endOffset);
    if (end.kind === 'capture' && !haveRequestsEnded) return false;
    return isRequestSettled || haveRequestsEnded;
  }

  /** The request to a response does not come any more: what the server had received of requests is known. */
  #isRequestGone({ id, response }: Http2Stream): boolean {
    if (this.#ends.request !== null || id < this.#streams.highestRequest) return true;
    const { acknowledged } = response?.placement ?? { acknowledged: -1 };
    return acknowledged > 0 && acknowledged <= this.#reached.request;
  }

  #absenceOf(stream: Http2Stream): Absence {
    const isRequestLost = !stream.hasRequest && this.#hasLosses.request;
    const isMidway = this.#startedMidway.request || this.#startedMidway.response;
    return {
      request: isRequestLost
        ? 'lost-bytes'
        : !stream.hasRequest && isMidway
          ? 'started-before-capture'
          : null,
      response: stream.response === null && stream.mayBeAnswered ? 'lost-bytes' : null,
    };
  }

  #giveOut(stream: Http2Stream, why: Absence): void {
    this.#streams.close(stream.id);
    this.#unsettled.delete(stream);
    if (!stream.hasRequest && stream.response === null) return;
    const { ending } = stream;
    // Where the response is whole, what follows ended nothing of it.
    const cause = ending?.kind ?? this.#ends.endOfWait(stream)?.kind ?? 'capture';
    const offset = ending?.endOffset ?? this.#reached.request;
    stream.request?.breakOff(cause, offset);
    stream.response?.breakOff(cause, this.#reached.response);
    this.#options.onExchange(stream.exchange(this.#requestDirection, why, this.#ends.endOfWait(stream)));
  }

  /** Gives up the oldest streams where too many are open, or hold too much. */
  #makeRoom(): void {
    for (let oldest = this.#streams.surplus; oldest !== null; oldest = this.#streams.surplus) {
      this.#streams.close(oldest.id);
      this.#unsettled.delete(oldest);
      if (oldest.request === null && oldest.upgraded === null) {
        oldest.discard();
        continue;
      }
      oldest.request?.finish(oldest.request.endOffset);
      oldest.response?.discard();
      oldest.response = null;
      const why: Absence = { request: null, response: 'too-many-waiting' };
      this.#options.onExchange(oldest.exchange(this.#requestDirection, why, null));
    }
  }
}
