import type {
  Arrival,
  ConnectionConsumer,
  Direction,
  EndCause,
  GapCause,
  Interest,
} from '../stream/index.ts';
import { HeldBodies } from './body/held-bodies.ts';
import type {
  Exchange,
  ExchangeEnd,
  Problem,
  Protocol,
  RequestMessage,
  ResponseMessage,
} from './exchange.ts';
import type { StartLine } from './head/head-parser.ts';
import { MessageReader } from './message-reader.ts';
import { Pairing } from './pairing/pairing.ts';
import type { DirectionEnd, Pair, RequestEntry, ResponseEntry } from './pairing/pairing-entry.ts';
import { NO_PROBLEMS, problemOf } from './problems.ts';
import type { ReaderOwner } from './reader-owner.ts';

/** Takes what a connection's bytes turn out to be. */
export interface HttpSink {
  /** Each exchange once: when its answer is complete, or when none can come any more; in the order of the requests. */
  readonly onExchange: (exchange: Exchange) => void;
  /** What the connection carries, each time that changes. */
  readonly onProtocol?: (protocol: Protocol) => void;
}

export interface HttpOptions {
  /** Whether bodies are hashed (SHA-256). */
  readonly hash: boolean;
  /** What all connections of a capture hold; left out: the connection is alone. */
  readonly held?: HeldBodies;
}

/** A request whose answer has not come yet. */
export interface WaitingRequest {
  readonly request: RequestMessage;
  readonly interim: readonly number[];
  /** The direction that carries the requests. */
  readonly requestDirection: Direction;
}

/** Messages of a direction up to offset `to` may have been lost; `beginning`: at least one lost its start line. */
interface Loss {
  readonly direction: Direction;
  readonly to: number;
  readonly beginning: boolean;
}

/**
 * Makes HTTP exchanges of one connection's ordered bytes. Which direction carries the requests is found from
 * the content. `unwanted` once the connection is known to carry something else, or HTTP on it is over.
 */
export class HttpConnection implements ConnectionConsumer, ReaderOwner {
  #current: Protocol = 'undecided';
  readonly #sink: HttpSink;
  readonly #readers: readonly [MessageReader, MessageReader];
  readonly #pairing: Pairing;
  #requestDirection: Direction = 0;
  #rolesKnown = false;
  #over = false;
  readonly #doubts = [false, false];
  /** What was lost of a direction whose role was not known yet. */
  readonly #lossesBefore: Loss[] = [];
  readonly #midway = [false, false];
  readonly #lossy = [false, false];
  #requestsSeen = 0;
  readonly #ends: [DirectionEnd | null, DirectionEnd | null] = [null, null];
  #lastRequest: RequestEntry | null = null;
  #lastRequestOpen = false;

  constructor(sink: HttpSink, options: HttpOptions) {
    this.#sink = sink;
    const { hash, held = new HeldBodies() } = options;
    this.#pairing = new Pairing((pair) => this.#emit(pair), held);
    this.#readers = [new MessageReader(this, 0, hash, held), new MessageReader(this, 1, hash, held)];
  }

  /** What the connection carries, as far as is known. */
  get protocol(): Protocol {
    return this.#current;
  }

  get idle(): boolean {
    const [first, second] = this.#readers;
    return first.betweenMessages && second.betweenMessages && this.#pairing.isEmpty;
  }

  /** Complete requests without an answer so far, in order. */
  get waiting(): readonly WaitingRequest[] {
    const waiting: WaitingRequest[] = [];
    for (const { message } of this.#pairing.waiting) {
      if (message === null) continue;
      waiting.push({
        request: message,
        interim: waiting.length === 0 ? this.#pairing.interimOfFirst : [],
        requestDirection: this.#requestDirection,
      });
    }
    return waiting;
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    if (this.#over) return 'unwanted';
    const other = direction === 0 ? 1 : 0;
    this.#readers[other].settle(at.acknowledged);
    const reader = this.#readers[direction];
    const asking = this.#rolesKnown && direction === this.#requestDirection;
    if (reader.searching && asking) this.#pairing.requestsPassed(at.offset, at.acknowledged);
    reader.data(bytes, start, end, at);
    if (reader.searching && this.#rolesKnown && !asking) this.#pairing.answersPassed(at.acknowledged);
    this.#reached(direction, at.offset + (end - start));
    return this.#interest();
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): Interest {
    if (this.#over) return 'unwanted';
    this.#readers[direction].gap(length, cause, at);
    this.#reached(direction, at.offset + length);
    return this.#interest();
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    if (this.#over) return;
    const end: DirectionEnd = { cause, frame: at.frame, seconds: at.seconds + at.nanoseconds / 1e9 };
    this.#ends[direction] = end;
    this.#readers[direction].end(cause);
    if (this.#over || !this.#rolesKnown) return;
    this.#applyEnd(direction, end);
  }

  // ---- what the readers tell

  learned(direction: Direction, role: 'request' | 'response'): void {
    const other = direction === 0 ? 1 : 0;
    this.#rolesKnown = true;
    this.#requestDirection = role === 'request' ? direction : other;
    this.#become('http');
    for (const loss of this.#lossesBefore.splice(0)) this.#applyLoss(loss);
    this.#readers[other].assume(role === 'request' ? 'response' : 'request');
    const end = this.#ends[other];
    if (end !== null) this.#applyEnd(other, end);
  }

  foreign(protocol: Protocol): void {
    this.#finish(protocol);
  }

  doubtful(direction: Direction): void {
    this.#doubts[direction] = true;
    if (this.#doubts[0] && this.#doubts[1]) this.foreign('other');
  }

  requestBegun(line: StartLine, offset: number, acknowledged: number, upgrade: boolean): RequestEntry {
    const { method, version } = line;
    const entry: RequestEntry = {
      offset,
      acknowledged,
      method,
      version,
      upgrade,
      message: null,
      endKnown: false,
      problems: [],
    };
    this.#requestsSeen += 1;
    this.#lastRequest = entry;
    this.#lastRequestOpen = true;
    this.#pairing.requestBegun(entry);
    return entry;
  }

  requestDone(entry: RequestEntry, message: RequestMessage, endKnown: boolean): void {
    this.#pairing.requestDone(entry, message, endKnown);
  }

  interim(status: number): void {
    this.#pairing.interimAnswer(status);
  }

  answerBegun(offset: number, acknowledged: number): ResponseEntry {
    return this.#pairing.answerBegun(offset, acknowledged);
  }

  answerDone(
    entry: ResponseEntry,
    message: ResponseMessage,
    problems: readonly Problem[],
    brokenOff: boolean,
  ): void {
    this.#pairing.answerDone(entry, message, problems, brokenOff);
  }

  waitingVersion(): string | null {
    return this.#pairing.waiting[0]?.version ?? null;
  }

  startedMidway(direction: Direction, offset: number): void {
    this.#midway[direction] = true;
    this.#noteLoss({ direction, to: offset, beginning: false });
  }

  lost(direction: Direction, to: number, beginning: boolean): void {
    this.#lossy[direction] = true;
    this.#noteLoss({ direction, to, beginning });
  }

  blameLastRequest(problem: Problem): boolean {
    const request = this.#lastRequest;
    if (request === null || !this.#lastRequestOpen) return false;
    // Bytes of another protocol, whose grant has not been delivered yet.
    if (!request.upgrade) request.problems.push(problem);
    return true;
  }

  upgraded(protocol: Protocol): void {
    this.#finish(protocol);
  }

  // ----

  #reached(direction: Direction, position: number): void {
    if (!this.#rolesKnown || this.#over) return;
    if (direction === this.#requestDirection) this.#pairing.requestsReached(position);
    if (this.#readers[0].betweenMessages && this.#readers[1].betweenMessages) this.#pairing.inStep();
  }

  #noteLoss(loss: Loss): void {
    if (this.#rolesKnown) this.#applyLoss(loss);
    else this.#lossesBefore.push(loss);
  }

  #applyLoss({ direction, to, beginning }: Loss): void {
    if (direction === this.#requestDirection) this.#pairing.requestsLost(to, beginning);
    else this.#pairing.answersLost(to, beginning);
  }

  #applyEnd(direction: Direction, end: DirectionEnd): void {
    if (direction === this.#requestDirection) this.#pairing.requestsEnded(end);
    else this.#pairing.answersEnded(end);
  }

  #interest(): Interest {
    if (this.#over) return 'unwanted';
    return this.#current === 'http' ? 'wanted' : 'undecided';
  }

  #become(protocol: Protocol): void {
    if (this.#current === protocol) return;
    this.#current = protocol;
    this.#sink.onProtocol?.(protocol);
  }

  #finish(protocol: Protocol): void {
    for (const reader of this.#readers) reader.stop();
    this.#pairing.close();
    this.#over = true;
    this.#become(protocol);
  }

  #emit(pair: Pair): void {
    const { request, response, interim } = pair;
    if (request === this.#lastRequest) this.#lastRequestOpen = false;
    const { end, endFrame, endSeconds } = this.#endOf(pair);
    this.#sink.onExchange({
      request: request?.message ?? null,
      response: response?.message ?? null,
      interim,
      problems: this.#problemsOf(pair),
      end,
      endFrame,
      endSeconds,
      requestDirection: this.#requestDirection,
    });
  }

  #problemsOf({ request, response, reason }: Pair): readonly Problem[] {
    const ofRequest = request?.problems ?? this.#absenceOfRequest();
    const ofAnswer =
      response?.problems ?? (reason === null ? NO_PROBLEMS : [problemOf(reason, 'response', -1)]);
    if (ofAnswer.length === 0) return ofRequest.length === 0 ? NO_PROBLEMS : ofRequest;
    return ofRequest.length === 0 ? ofAnswer : [...ofRequest, ...ofAnswer];
  }

  /** Why an answer has no request: that the server spoke unasked is no problem of the capture. */
  #absenceOfRequest(): readonly Problem[] {
    const direction = this.#requestDirection;
    if (this.#lossy[direction]) return [problemOf('lost-bytes', 'request', -1)];
    const before = this.#requestsSeen === 0 && (this.#midway[0] || this.#midway[1]);
    return before ? [problemOf('started-before-capture', 'request', -1)] : NO_PROBLEMS;
  }

  #endOf({ request, response }: Pair): { end: ExchangeEnd; endFrame: number; endSeconds: number } {
    const message = response?.message ?? null;
    const ended =
      message === null ? this.#pairing.endOfWait() : this.#ends[this.#requestDirection === 0 ? 1 : 0];
    if (message !== null && !(response?.brokenOff && ended)) {
      const { status } = message;
      const connected = request?.method === 'CONNECT' && status >= 200 && status < 300;
      const end = status === 101 || connected ? 'upgraded' : 'answered';
      return { end, endFrame: -1, endSeconds: message.lastSeconds + message.lastNanoseconds / 1e9 };
    }
    if (ended !== null && ended.frame >= 0) {
      return { end: ended.cause, endFrame: ended.frame, endSeconds: ended.seconds };
    }
    const last = message ?? request?.message ?? null;
    const endSeconds = last === null ? 0 : last.lastSeconds + last.lastNanoseconds / 1e9;
    return { end: 'capture', endFrame: -1, endSeconds };
  }
}
