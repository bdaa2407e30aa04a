import { MAX_WAITING_ANSWERS, MAX_WAITING_BYTES, MAX_WAITING_REQUESTS } from '../../base/limits.ts';
import type { HeldBodies } from '../body/held-bodies.ts';
import type { Problem, RequestMessage, ResponseMessage } from '../exchange.ts';
import { InterimResponses, NO_INTERIM } from './interim-responses.ts';
import type { DirectionEnd, Pair, RequestEntry, ResponseEntry } from './pairing-entry.ts';
import { isBeyond, isPossible } from './pairing-evidence.ts';

/** A place where answers may have been lost: bytes of the answers' stream. */
interface Loss {
  readonly to: number;
}

/**
 * Finds for each answer the request it belongs to. As long as nothing is lost, the n-th answer answers the
 * n-th request (RFC 9112 §9.3.2), in whatever order the two directions are delivered. Once a message may have
 * been lost, stream positions decide: an answer cannot lie before what its request's sender had received when
 * it sent the request, and its sender must have received the request's beginning. A client that does not
 * pipeline sends a request only after the answer before it, so that of several the last possible one is meant.
 */
export class Pairing {
  /** Requests without an answer so far, in order. */
  readonly waiting: RequestEntry[] = [];
  readonly #answers: ResponseEntry[] = [];
  readonly #pairs: Pair[] = [];
  readonly #emit: (pair: Pair) => void;
  /** The most bytes of answers that the requests' sender had received in a segment seen so far. */
  #lastAcknowledged = -1;
  /** Something was lost since the two directions were last known to be in step. */
  #outOfStep = false;
  #pipelined = false;
  /** Offset up to which the requests' direction was delivered. */
  #requestPosition = 0;
  #requestsEnd: DirectionEnd | null = null;
  #answersEnd: DirectionEnd | null = null;
  #losses: Loss[] = [];
  /** Offsets behind requests of which nothing is known. */
  readonly #lostRequests: number[] = [];
  #lostBeginnings = 0;
  #passedAnswers = -1;
  readonly #interim = new InterimResponses();
  #lastRequest: RequestEntry | null = null;
  #waitingBytes = 0;
  readonly #held: HeldBodies;

  constructor(emit: (pair: Pair) => void, held: HeldBodies) {
    this.#emit = emit;
    this.#held = held;
  }

  /** Statuses of interim answers that came for the first waiting request. */
  get interimOfFirst(): readonly number[] {
    return this.#interim.all;
  }

  /** A request's head is complete. */
  requestBegun(entry: RequestEntry): void {
    const last = this.#lastRequest;
    if (last !== null && last.acknowledged >= 0 && entry.acknowledged >= 0) {
      if (entry.acknowledged <= last.acknowledged) this.#pipelined = true;
    }
    this.#lastRequest = entry;
    this.#lastAcknowledged = Math.max(this.#lastAcknowledged, entry.acknowledged);
    this.waiting.push(entry);
    if (this.waiting.length > MAX_WAITING_REQUESTS) this.#giveUpOldest();
    if (this.#answers.length > 0) this.#resolve();
  }

  /** Nothing waits for its other half. */
  get isEmpty(): boolean {
    return this.waiting.length === 0 && this.#answers.length === 0 && this.#pairs.length === 0;
  }

  /** A request is complete. */
  requestDone(entry: RequestEntry, message: RequestMessage, endKnown: boolean): void {
    entry.message = message;
    entry.endKnown = endKnown;
    this.#keep(message.body.bytes.length);
    while (this.#isOverfull && this.waiting.length > 1 && this.#giveUpOldest());
    this.#settle();
  }

  interimAnswer(status: number): void {
    this.#interim.add(status);
  }

  /** An answer's head is complete; its request is looked for at once, because a body depends on it. */
  answerBegun(offset: number, acknowledged: number): ResponseEntry {
    const lost = this.#losses.length === 0 ? -1 : this.#lostBeginnings;
    const entry: ResponseEntry = {
      offset,
      acknowledged,
      interim: this.#interim.takeRecent(),
      request: undefined,
      message: null,
      problems: NO_LIST,
      brokenOff: false,
      lost,
      passed: this.#passedAnswers,
      early: false,
    };
    if (lost !== -1) {
      this.#losses = [];
      this.#lostBeginnings = 0;
    }
    this.#passedAnswers = -1;
    this.#answers.push(entry);
    this.#resolve();
    return entry;
  }

  answerDone(
    entry: ResponseEntry,
    message: ResponseMessage,
    problems: readonly Problem[],
    brokenOff: boolean,
  ): void {
    entry.message = message;
    entry.problems = problems;
    entry.brokenOff = brokenOff;
    this.#keep(message.body.bytes.length);
    const next = entry.request ? this.waiting[0] : undefined;
    if (next !== undefined && next.acknowledged >= 0 && next.acknowledged < message.endOffset) {
      this.#pipelined = true;
    }
    this.#settle();
  }

  /**
   * Bytes of the requests' direction come from `offset` on that belong to no known message. That their sender
   * has received more of the answers since the last bytes tells that they are of another request than those.
   */
  requestsPassed(offset: number, acknowledged: number): void {
    if (this.#lastAcknowledged >= 0 && acknowledged > this.#lastAcknowledged) this.requestsLost(offset, true);
    this.#lastAcknowledged = Math.max(this.#lastAcknowledged, acknowledged);
  }

  /** Bytes of the answers' direction come that belong to no known message. */
  answersPassed(acknowledged: number): void {
    this.#passedAnswers = Math.max(this.#passedAnswers, acknowledged);
  }

  /** The requests' direction was delivered up to `position`. */
  requestsReached(position: number): void {
    this.#requestPosition = position;
    if (this.#answers.length > 0) this.#settle();
  }

  /** Requests up to offset `to` may have been lost; `beginning`: at least one certainly lost its beginning. */
  requestsLost(to: number, beginning: boolean): void {
    this.#outOfStep = true;
    if (beginning) this.#lostRequests.push(to);
  }

  /** Answers up to offset `to` may have been lost; `beginning`: at least one certainly lost its beginning. */
  answersLost(to: number, beginning: boolean): void {
    this.#outOfStep = true;
    this.#losses.push({ to });
    this.#interim.strand();
    if (beginning) this.#lostBeginnings += 1;
  }

  /** Both directions stand between messages, with nothing skipped: what was lost before is over with. */
  inStep(): void {
    if (
      this.#outOfStep &&
      this.waiting.length === 0 &&
      this.#answers.length === 0 &&
      this.#losses.length === 0
    ) {
      this.#outOfStep = false;
    }
  }

  requestsEnded(end: DirectionEnd): void {
    this.#requestsEnd = end;
    this.#settle();
  }

  answersEnded(end: DirectionEnd): void {
    this.#answersEnd = end;
    this.#settle();
  }

  /** Gives out everything, because nothing more will come of it: HTTP is over on the connection. */
  close(): void {
    const end: DirectionEnd = { cause: 'capture', frame: -1, seconds: 0 };
    this.#requestsEnd ??= end;
    this.#answersEnd ??= end;
    this.#settle();
  }

  /** What ended a request's wait: the answers' direction, unless only the other one is known to have ended. */
  endOfWait(): DirectionEnd | null {
    const answersEnd = this.#answersEnd;
    const requestsEnd = this.#requestsEnd;
    if (answersEnd === null || answersEnd.cause !== 'capture' || requestsEnd === null) return answersEnd;
    return requestsEnd.cause === 'capture' ? answersEnd : requestsEnd;
  }

  #settle(): void {
    this.#resolve();
    if (this.#answers.length > (this.#isOverfull ? 1 : MAX_WAITING_ANSWERS)) this.#assign(null);
    this.#endUnanswered();
    this.#flush();
  }

  /** Decides what can be decided, in the order of the answers. */
  #resolve(): void {
    for (;;) {
      const answer = this.#answers[0];
      if (answer === undefined) return;
      const request = this.#choose(answer);
      if (request === undefined) {
        answer.early = true;
        return;
      }
      this.#assign(request);
    }
  }

  #choose(answer: ResponseEntry): RequestEntry | null | undefined {
    const { waiting } = this;
    const over = this.#requestsEnd !== null;
    if (!this.#outOfStep) {
      const first = waiting[0];
      if (first === undefined) return over ? null : undefined;
      const crossed = answer.early && answer.acknowledged > 0 && answer.acknowledged <= first.offset;
      return crossed ? null : first;
    }
    if (!over && answer.acknowledged > this.#requestPosition) return undefined;
    const possible = waiting.filter((request) => isPossible(request, answer));
    if (answer.lost === -1) return possible[0] ?? null;
    if (this.#pipelined) return possible[Math.min(answer.lost, possible.length - 1)] ?? null;
    const last = possible.at(-1) ?? null;
    if (last === null) return null;
    if (!isBeyond(last, answer, this.#lostRequests)) return last;
    // It answers a lost request behind `last`, which was sent only after the answer to `last`.
    this.#skipTo(this.waiting[this.waiting.indexOf(last) + 1] ?? null);
    return null;
  }

  /** The requests before `request` (all where it is null) were answered, but their answers were lost. */
  #skipTo(request: RequestEntry | null): void {
    while (this.waiting.length > 0 && this.waiting[0] !== request) {
      const skipped = this.waiting.shift();
      if (skipped === undefined) break;
      const interim = this.#interim.takeStranded();
      this.#pairs.push({ request: skipped, response: null, interim, reason: 'lost-bytes' });
    }
  }

  /** The first open answer belongs to `request`; requests before that were left without one. */
  #assign(request: RequestEntry | null): void {
    const response = this.#answers.shift();
    if (response === undefined) return;
    response.request = request;
    if (request !== null) {
      this.#skipTo(request);
      this.waiting.shift();
      while ((this.#lostRequests[0] ?? Number.POSITIVE_INFINITY) <= request.offset)
        this.#lostRequests.shift();
    }
    // An answer follows on them directly, or what was lost is the answer that they announced.
    this.#interim.takeStranded();
    this.#pairs.push({ request, response, interim: response.interim, reason: null });
  }

  /** The answers' direction has ended: whoever waits now, waits in vain. */
  #endUnanswered(): void {
    const end = this.#answersEnd;
    if (end === null || this.#answers.length > 0) return;
    if (end.cause === 'capture' && this.#requestsEnd === null) return;
    while (this.waiting.length > 0 && this.waiting[0]?.message !== null) {
      const request = this.waiting.shift();
      if (request === undefined) break;
      const lost = this.#losses.some((loss) => request.acknowledged < 0 || loss.to > request.acknowledged);
      const interim = this.#interim.takeAll();
      this.#pairs.push({ request, response: null, interim, reason: lost ? 'lost-bytes' : null });
    }
  }

  #flush(): void {
    for (;;) {
      const pair = this.#pairs[0];
      if (pair === undefined) return;
      const requestOpen = pair.request !== null && pair.request.message === null;
      if (requestOpen || (pair.response !== null && pair.response.message === null)) return;
      this.#pairs.shift();
      this.#keep(
        -(pair.request?.message?.body.bytes.length ?? 0) - (pair.response?.message?.body.bytes.length ?? 0),
      );
      this.#emit(pair);
    }
  }

  #keep(bytes: number): void {
    this.#waitingBytes += bytes;
    this.#held.change(bytes);
  }

  /** This connection, or all together, keep more than they should. */
  get #isOverfull(): boolean {
    return this.#waitingBytes > MAX_WAITING_BYTES || this.#held.isFull;
  }

  /** False where the oldest is not complete, so that it cannot be given up. */
  #giveUpOldest(): boolean {
    const request = this.waiting[0];
    if (request === undefined || request.message === null) return false;
    this.waiting.shift();
    this.#outOfStep = true;
    this.#keep(-request.message.body.bytes.length);
    this.#emit({ request, response: null, interim: NO_INTERIM, reason: 'too-many-waiting' });
    return true;
  }
}

const NO_LIST: readonly Problem[] = [];
