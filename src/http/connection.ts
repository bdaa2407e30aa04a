import {
  type Arrival,
  type ConnectionConsumer,
  type Direction,
  type EndCause,
  type GapCause,
  type Interest,
  otherDirection,
} from '../stream/index.ts';
import { HeldBodies } from './body/held-bodies.ts';
import type { MessagesLost, ReaderEvent } from './events.ts';
import type { Exchange, LateProblem, MessageSide, Protocol, RequestMessage } from './exchange.ts';
import { MessageReader } from './message-reader.ts';
import { type ConnectionFacts, exchangeOf } from './pairing/exchange-of-pair.ts';
import { Pairing } from './pairing/pairing.ts';
import type { DirectionEnd, Pair } from './pairing/pairing-entry.ts';
import type { RestingPlace } from './resting-place.ts';

/** Takes what a connection's bytes turn out to be. */
export interface HttpSink {
  /**
   * Takes each exchange once, when its response is complete or when none can come any more. Exchanges of HTTP/1 come in the order
   * of their requests, those of HTTP/2 in the order in which they are complete.
   */
  readonly onExchange: (exchange: Exchange) => void;
  /** Takes what the connection carries, each time that changes. */
  readonly onProtocol?: (protocol: Protocol) => void;
  /** Takes what comes to light about an exchange that was given out before. */
  readonly onLateProblem?: (late: LateProblem) => void;
}

export interface HttpOptions {
  /** Whether bodies are hashed (SHA-256). */
  readonly hash: boolean;
  /** Counts what all connections of a capture hold; left out: this connection is alone. */
  readonly held?: HeldBodies;
}

/** A request whose response has not come yet. */
export interface WaitingRequest {
  readonly request: RequestMessage;
  /** Statuses of the interim responses that came for it. */
  readonly interim: readonly number[];
  /** The direction that carries the requests. */
  readonly requestDirection: Direction;
}

/** Messages that were lost in a direction whose role was not known yet. */
interface EarlyLoss {
  readonly direction: Direction;
  readonly to: number;
  readonly beginning: boolean;
}

/**
 * Makes HTTP exchanges of the ordered bytes of one connection. Finds out from the content which direction carries the
 * requests. Its interest is `unwanted` once the connection is known to carry something else, or HTTP on it is over.
 *
 * One reader for each direction tells events; `#drain` applies them one by one, to the roles of the directions, to the
 * pairing of requests and responses, and so to the sink.
 */
export class HttpConnection implements ConnectionConsumer {
  #protocol: Protocol = 'undecided';
  readonly #sink: HttpSink;
  readonly #readers: readonly [MessageReader, MessageReader];
  readonly #pairing: Pairing;
  readonly #facts: ConnectionFacts = {
    requestDirection: 0,
    hasRequests: false,
    startedMidway: [false, false],
    hasLosses: [false, false],
    ends: [null, null],
  };
  #areRolesKnown = false;
  #isOver = false;
  /** The directions that began with a line that may be a request or no HTTP at all. */
  readonly #doubtful: [boolean, boolean] = [false, false];
  readonly #earlyLosses: EarlyLoss[] = [];

  constructor(sink: HttpSink, options: HttpOptions) {
    this.#sink = sink;
    const { hash, held = new HeldBodies() } = options;
    this.#pairing = new Pairing(held);
    this.#readers = [new MessageReader(hash, held), new MessageReader(hash, held)];
  }

  /** What the connection carries, as far as is known. */
  get protocol(): Protocol {
    return this.#protocol;
  }

  get idle(): boolean {
    return this.#isBetweenMessages && this.#pairing.isEmpty;
  }

  /**
   * Where it stands between two exchanges of a connection of which nothing was odd so far: no message was lost, no request overtook
   * a response, no direction ended. What comes next is read in the same way by a connection that resumes there. null: it does not.
   */
  get resting(): RestingPlace | null {
    const { lastRequest } = this.#pairing;
    if (!this.#isAtRest || lastRequest === null) return null;
    const { requestDirection } = this.#facts;
    return {
      requestDirection,
      request: this.#readers[requestDirection].resting,
      response: this.#readers[otherDirection(requestDirection)].resting,
      lastRequest,
    };
  }

  /** Stands where another connection stood that was told what came before. Nothing must have been told to this one. */
  resume(place: RestingPlace): void {
    const { requestDirection } = place;
    this.#areRolesKnown = true;
    this.#facts.requestDirection = requestDirection;
    this.#facts.hasRequests = true;
    this.#protocol = 'http';
    this.#pairing.resume(place);
    this.#readers[requestDirection].resume('request', place.request);
    this.#readers[otherDirection(requestDirection)].resume('response', place.response);
  }

  get #isAtRest(): boolean {
    const { ends, hasLosses } = this.#facts;
    return (
      !this.#isOver &&
      this.#protocol === 'http' &&
      ends[0] === null &&
      ends[1] === null &&
      !hasLosses[0] &&
      !hasLosses[1] &&
      this.idle &&
      this.#pairing.isPlain
    );
  }

  get firstFrameUnderWay(): number {
    const [first, second] = this.#readers;
    return Math.min(first.firstFrameUnderWay, second.firstFrameUnderWay, this.#pairing.firstFrameWaiting);
  }

  /** Complete requests without a response so far, in order. */
  get waiting(): readonly WaitingRequest[] {
    const waiting: WaitingRequest[] = [];
    for (const { message } of this.#pairing.waiting) {
      if (message === null) continue;
      waiting.push({
        request: message,
        interim: waiting.length === 0 ? this.#pairing.interimOfFirst : [],
        requestDirection: this.#facts.requestDirection,
      });
    }
    return waiting;
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    if (this.#isOver) return 'unwanted';
    const other = otherDirection(direction);
    if (this.#readers[other].settle(at.acknowledged)) this.#drain(other);
    const reader = this.#readers[direction];
    const isAsking = this.#areRolesKnown && direction === this.#facts.requestDirection;
    if (reader.searching && isAsking) this.#pairing.passRequest(at.offset, at.acknowledged);
    reader.data(bytes, start, end, at);
    this.#drain(direction);
    if (reader.searching && this.#areRolesKnown && !isAsking) this.#pairing.passResponse(at.acknowledged);
    this.#reach(direction, at.offset + (end - start));
    return this.#interest;
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): Interest {
    if (this.#isOver) return 'unwanted';
    this.#readers[direction].gap(length, cause, at);
    this.#drain(direction);
    this.#reach(direction, at.offset + length);
    return this.#interest;
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    if (this.#isOver) return;
    const end: DirectionEnd = { cause, frame: at.frame, seconds: at.seconds + at.nanoseconds / 1e9 };
    this.#facts.ends[direction] = end;
    this.#readers[direction].end(cause);
    this.#drain(direction);
    if (!this.#isOver && this.#areRolesKnown) this.#giveOut(this.#pairing.end(this.#sideOf(direction), end));
  }

  /** Applies the events of a direction in order, until its reader needs more bytes. */
  #drain(direction: Direction): void {
    const reader = this.#readers[direction];
    for (;;) {
      const event = reader.next(this.#pairing);
      if (event === null) return;
      this.#apply(direction, event);
    }
  }

  #apply(direction: Direction, event: ReaderEvent): void {
    switch (event.kind) {
      case 'role-learned':
        this.#learnRole(direction, event.role);
        return;
      case 'opening-doubtful':
        this.#doubtful[direction] = true;
        if (this.#doubtful[otherDirection(direction)]) this.#finish('other');
        return;
      case 'protocol-found':
        this.#finish(event.protocol);
        return;
      case 'started-midway':
        this.#facts.startedMidway[direction] = true;
        this.#lose(direction, { to: event.offset, beginning: false });
        return;
      case 'messages-lost':
        this.#facts.hasLosses[direction] = true;
        this.#lose(direction, event);
        return;
      case 'request-begun':
        this.#facts.hasRequests = true;
        break;
    }
    this.#giveOut(this.#pairing.apply(event));
  }

  /**
   * One direction shows the roles of both. What the other one has gathered until now can be read with that, and its
   * events are applied before this direction is read on. They cannot lead here again, because its role is known now.
   */
  #learnRole(direction: Direction, role: MessageSide): void {
    const other = otherDirection(direction);
    this.#areRolesKnown = true;
    this.#facts.requestDirection = role === 'request' ? direction : other;
    this.#become('http');
    for (const loss of this.#earlyLosses.splice(0)) this.#lose(loss.direction, loss);
    this.#readers[other].assume(this.#sideOf(other));
    this.#drain(other);
    const end = this.#facts.ends[other];
    if (end !== null) this.#giveOut(this.#pairing.end(this.#sideOf(other), end));
  }

  #lose(direction: Direction, { to, beginning }: Omit<MessagesLost, 'kind'>): void {
    if (this.#areRolesKnown) this.#pairing.lose(this.#sideOf(direction), to, beginning);
    else this.#earlyLosses.push({ direction, to, beginning });
  }

  /** A direction was delivered up to stream offset `position`. */
  #reach(direction: Direction, position: number): void {
    if (!this.#areRolesKnown || this.#isOver) return;
    if (direction === this.#facts.requestDirection) this.#giveOut(this.#pairing.reachRequests(position));
    if (this.#isBetweenMessages) this.#pairing.reachBoundary();
  }

  #finish(protocol: Protocol): void {
    for (const reader of this.#readers) reader.stop();
    this.#giveOut(this.#pairing.close());
    this.#isOver = true;
    this.#become(protocol);
  }

  #become(protocol: Protocol): void {
    if (this.#protocol === protocol) return;
    this.#protocol = protocol;
    this.#sink.onProtocol?.(protocol);
  }

  #giveOut(pairs: readonly Pair[]): void {
    for (const pair of pairs) this.#sink.onExchange(exchangeOf(pair, this.#facts, this.#pairing.endOfWait));
    for (const late of this.#pairing.takeLate()) this.#sink.onLateProblem?.(late);
  }

  #sideOf(direction: Direction): MessageSide {
    return direction === this.#facts.requestDirection ? 'request' : 'response';
  }

  get #isBetweenMessages(): boolean {
    return this.#readers[0].betweenMessages && this.#readers[1].betweenMessages;
  }

  get #interest(): Interest {
    if (this.#isOver) return 'unwanted';
    return this.#protocol === 'http' ? 'wanted' : 'undecided';
  }
}
