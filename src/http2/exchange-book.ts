import type { Buffer } from 'node:buffer';
import type {
  Exchange,
  HeldBodies,
  MessageSide,
  Problem,
  ProblemKind,
  RequestMessage,
  WaitingRequest,
} from '../http/index.ts';
import type { Arrival, Direction, GapCause } from '../stream/index.ts';
import type { ReadBlock } from './header-blocks.ts';
import { type MessageHead, readHead } from './message-head.ts';
import { OpenStreams } from './open-streams.ts';
import type { Absence, Ending, Http2Stream } from './stream.ts';
import { StreamMessage } from './stream-message.ts';

/** A server that will answer no stream above this one (RFC 9113 §6.8). */
export interface GoAway {
  readonly lastStream: number;
  readonly ending: Ending;
}

export interface BookOptions {
  readonly hash: boolean;
  readonly held: HeldBodies;
  readonly onExchange: (exchange: Exchange) => void;
}

/** Interim responses of one request that are kept; a server that sends more tells nothing with them. */
const MAX_INTERIM = 64;
/** Seconds after a request from which a FIN or RST of its sender says that it waits no longer. */
const HALF_CLOSE_SECONDS = 0.5;
/** Streams that wait for the other direction at one time: each is looked at whenever bytes come. */
const MAX_UNSETTLED = 128;
const NO_ERROR = 'NO_ERROR';
const LACK_KINDS = {
  lost: 'lost-bytes',
  cut: 'cut-bytes',
  dropped: 'lost-bytes',
  'too-large': 'header-too-large',
} as const satisfies Record<Exclude<ReadBlock['lack'], null | 'broken'>, ProblemKind>;
const COMPRESSION_ERROR = 'COMPRESSION_ERROR';

/** Puts exchanges together from the frames of streams, and gives each out once it is complete or nothing more can come. */
export class ExchangeBook {
  readonly #options: BookOptions;
  readonly #streams = new OpenStreams();
  /** The direction that carries the requests; of no meaning before the first message. */
  #requestDirection: Direction = 0;
  /** The beginning of a side is not in the capture. */
  readonly #startedMidway: Record<MessageSide, boolean> = { request: false, response: false };
  readonly #hasLosses: Record<MessageSide, boolean> = { request: false, response: false };
  readonly #ends: Record<MessageSide, Ending | null> = { request: null, response: null };
  /** Stream offsets up to which the sides were delivered. */
  readonly #reached: Record<MessageSide, number> = { request: 0, response: 0 };
  #goaway: GoAway | null = null;
  /** The last GOAWAY that tells of an error, of either side. */
  #fault: Ending | null = null;
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
    const { ending, lastStream } = goaway;
    if (ending.streamEnd?.error !== NO_ERROR) this.#fault = ending;
    if (ending.streamEnd?.by !== 'response') return;
    // A later one may name a lower stream (RFC 9113 §6.8).
    if (this.#goaway !== null && this.#goaway.lastStream <= lastStream) return;
    this.#goaway = goaway;
    for (const stream of [...this.#streams]) if (stream.id > lastStream) this.#leaveOut(stream);
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
    this.#ends[side] = ending;
    for (const stream of [...this.#streams]) {
      if (side === 'request') stream.request?.breakOff(ending.kind, ending.endOffset);
      this.#settle(stream);
    }
  }

  #begin(side: MessageSide, block: ReadBlock, head: MessageHead, at: Arrival, endOffset: number): void {
    const isInterim = side === 'response' && head.status !== null && head.status < 200;
    const known = this.#streams.get(block.stream);
    if (!isBeginning(side, head, known !== undefined)) return;
    const stream = this.#streams.begin(block.stream);
    if (isInterim && !block.endsStream) {
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
      if (this.#goaway !== null && stream.id > this.#goaway.lastStream) stream.ending ??= this.#goaway.ending;
    } else {
      stream.response = message;
    }
    this.#blame(message, block);
    if (block.endsStream) message.finish(endOffset);
    const isTunnel = side === 'response' && stream.method === 'CONNECT' && isSuccess(head.status);
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
    this.#blame(message, block);
    // Trailers end their message (RFC 9113 §8.1).
    const isSure = message.head.unknown === 0 && !this.#hasLosses[message.side];
    if (!block.endsStream && isSure) {
      message.blame('http2-error', block.place.offset, 'trailers without END_STREAM');
    }
    message.finish(endOffset);
    this.#settle(stream);
  }

  #blame(message: StreamMessage, { lack, fields, place }: ReadBlock): void {
    const { side } = message;
    // Where frames were lost, what seems wrong may be a place that was found again wrongly.
    const isSure = !this.#hasLosses[side] && !this.#startedMidway[side];
    const isBroken = lack === 'broken' || (lack === null && fields.fault !== null);
    if (lack !== null && lack !== 'broken') message.blame(LACK_KINDS[lack], place.offset);
    else if (isBroken && isSure) message.blame('http2-error', place.offset, COMPRESSION_ERROR);
    else if (isBroken) message.blame('lost-bytes', place.offset);
    if (fields.tooLarge) message.blame('header-too-large', place.offset);
  }

  /** GOAWAY leaves a stream out: its request was not processed. */
  #leaveOut(stream: Http2Stream): void {
    if (stream.response !== null) return;
    stream.ending ??= this.#goaway?.ending ?? null;
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
    const cause = ending?.kind ?? this.#endOfWait(stream)?.kind ?? 'capture';
    const offset = ending?.endOffset ?? this.#reached.request;
    stream.request?.breakOff(cause, offset);
    stream.response?.breakOff(cause, this.#reached.response);
    this.#options.onExchange(stream.exchange(this.#requestDirection, why, this.#endOfWait(stream)));
  }

  /** What ended the wait for a response, where nothing of its stream did: the side that gave up first. */
  #endOfWait(stream: Http2Stream): Ending | null {
    const { request, response } = this.#ends;
    const first = this.#firstEnd(stream, request, response);
    const fault = this.#fault;
    const isClosed = first?.kind === 'fin' || first?.kind === 'reset';
    if (!isClosed || fault === null || fault.streamEnd === null || fault.seconds > first.seconds)
      return first;
    // Its stream is none that GOAWAY leaves out: the request may have been processed.
    return { ...fault, streamEnd: { ...fault.streamEnd, isUnprocessed: false } };
  }

  #firstEnd(stream: Http2Stream, request: Ending | null, response: Ending | null): Ending | null {
    if (request === null || response === null) return response ?? request;
    if (request.kind === 'capture' || request.kind === 'abandoned') return response;
    if (response.kind === 'capture') return request;
    const last = stream.request?.placement;
    const begun = last === undefined ? 0 : last.lastSeconds + last.lastNanoseconds / 1e9;
    return request.seconds - begun >= HALF_CLOSE_SECONDS && request.seconds < response.seconds
      ? request
      : response;
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

/** Whether a header block stands behind the data of a message, and is no head of its own. */
function isTrailing(message: StreamMessage, { status }: MessageHead, endsStream: boolean): boolean {
  // Where the status of the head before is not known, it may have been that of an interim response.
  const isLateHead = message.side === 'response' && message.head.status === null && message.isBare;
  return !(isLateHead && (status !== null || !endsStream));
}

/**
 * Whether a header block that belongs to no known message begins one. It must say what it is: where fields are not known, it may be
 * the end of a message that began before. `isKnown`: the other message of its stream is known.
 */
function isBeginning(side: MessageSide, head: MessageHead, isKnown: boolean): boolean {
  if (side === 'request') return head.method !== null || head.path !== null;
  return head.status !== null || (isKnown && head.unknown > 0);
}

function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}
