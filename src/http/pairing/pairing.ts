import { MAX_WAITING_BYTES, MAX_WAITING_REQUESTS, MAX_WAITING_RESPONSES } from '../../base/limits.ts';
import type { HeldBodies } from '../body/held-bodies.ts';
import type {
  MessageEvent,
  ReadingContext,
  RequestBegun,
  RequestDone,
  ResponseBegun,
  ResponseDone,
} from '../events.ts';
import type { LateProblem, MessageSide, Problem } from '../exchange.ts';
import { NO_PROBLEMS, problemOf } from '../problems.ts';
import type { LastRequest, RestingPlace } from '../resting-place.ts';
import { InterimResponses, NO_INTERIM } from './interim-responses.ts';
import { Losses } from './losses.ts';
import type { DirectionEnd, Pair, RequestEntry, ResponseEntry } from './pairing-entry.ts';
import { isBeyond, isPossible } from './pairing-evidence.ts';

const NO_PAIRS: readonly Pair[] = [];
/** Servers send this unasked before they close an idle connection (RFC 9110 §15.5.9). */
const REQUEST_TIMEOUT = 408;
const NO_LATE_PROBLEMS: readonly LateProblem[] = [];

/**
 * Finds the request to which each response belongs: it takes what happens on a connection, and returns the pairs that
 * are complete by then, in the order in which they are to be given out.
 *
 * As long as nothing is lost, the n-th response belongs to the n-th request (RFC 9112 §9.3.2), in whatever order the
 * two directions are delivered. Once a message may have been lost, stream positions decide: the response cannot lie
 * before what the client had received when it sent the request, and the server must have received the beginning of the
 * request before it sent the response. A client that does not pipeline sends a request only after the response
 * before it. So of several possible requests, the last one is meant.
 */
export class Pairing implements ReadingContext {
  readonly #waiting: RequestEntry[] = [];
  /** Responses whose request is not decided yet, in order. */
  readonly #undecided: ResponseEntry[] = [];
  /** Pairs of which a message may still be incomplete, in order. */
  readonly #open: Pair[] = [];
  /** Pairs to be returned next; null where there are none. */
  #complete: Pair[] | null = null;
  /** The most bytes of responses that the client had received in a segment seen so far; -1: not known. */
  #lastAcknowledged = -1;
  #isPipelined = false;
  /** Stream offset up to which the direction of the requests was delivered. */
  #requestPosition = 0;
  #requestsEnd: DirectionEnd | null = null;
  #responsesEnd: DirectionEnd | null = null;
  readonly #losses = new Losses();
  readonly #interim = new InterimResponses();
  /** The request that was begun last. */
  #lastRequest: RequestEntry | null = null;
  #isLastRequestOpen = false;
  /** Where that was read elsewhere, what is known of it; null once another one was begun. */
  #elsewhere: LastRequest | null = null;
  /** The response under way. */
  #response: ResponseEntry | null = null;
  /** The response that was completed last, while its pair is not given out. */
  #lastResponse: ResponseEntry | null = null;
  /** Number of the first frame of the request that was answered by the pair given out last; 0 where there is none. */
  #lastAnswered = 0;
  #late: LateProblem[] = [];
  /** Bytes of complete bodies whose pair was not given out. */
  #waitingBytes = 0;
  readonly #held: HeldBodies;

  constructor(held: HeldBodies) {
    this.#held = held;
  }

  /** The request that was begun last; null where there is none. */
  get lastRequest(): LastRequest | null {
    if (this.#lastRequest === null) return this.#elsewhere;
    const { head, message } = this.#lastRequest;
    return { firstFrame: message?.firstFrame ?? 0, acknowledged: head.acknowledged, upgrade: head.upgrade };
  }

  /** Stands behind a request and its response that were read elsewhere. */
  resume({ request, lastRequest }: RestingPlace): void {
    this.#elsewhere = lastRequest;
    this.#lastAcknowledged = Math.max(-1, lastRequest.acknowledged);
    this.#lastAnswered = lastRequest.firstFrame;
    this.#requestPosition = request.end;
  }

  /** Requests without a response so far, in order. */
  get waiting(): readonly RequestEntry[] {
    return this.#waiting;
  }

  /** Statuses of interim responses that came for the first waiting request. */
  get interimOfFirst(): readonly number[] {
    return this.#interim.all;
  }

  /** Nothing waits for its other half. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#undecided.length === 0 && this.#open.length === 0;
  }

  /** Requests and responses took turns so far, and nothing is remembered of losses or interim responses. */
  get isPlain(): boolean {
    return !this.#isPipelined && !this.#losses.outOfStep && this.#interim.all.length === 0;
  }

  /**
   * The lowest number of a first frame of the complete messages whose pair was not given out; infinite where there are
   * none.
   */
  get firstFrameWaiting(): number {
    let first = Number.POSITIVE_INFINITY;
    const look = (entry: RequestEntry | ResponseEntry | null): void => {
      first = Math.min(first, entry?.message?.firstFrame ?? first);
    };
    this.#waiting.forEach(look);
    this.#undecided.forEach(look);
    for (const { request, response } of this.#open) {
      look(request);
      look(response);
    }
    return first;
  }

  get waitingVersion(): string | null {
    return this.#waiting[0]?.head.version ?? null;
  }

  get methodOfResponse(): string | null | undefined {
    const request = this.#response?.request;
    return request ? request.head.method : request;
  }

  get lastRequestOpen(): boolean {
    return this.#isLastRequestOpen;
  }

  /**
   * What ended the wait for a response: the end of the responses' direction, or of the other one if only that is
   * known.
   */
  get endOfWait(): DirectionEnd | null {
    const responsesEnd = this.#responsesEnd;
    const requestsEnd = this.#requestsEnd;
    if (responsesEnd === null || responsesEnd.cause !== 'capture' || requestsEnd === null)
      return responsesEnd;
    return requestsEnd.cause === 'capture' ? responsesEnd : requestsEnd;
  }

  /** Takes an event of a reader. */
  apply(event: MessageEvent): readonly Pair[] {
    switch (event.kind) {
      case 'request-begun':
        this.#beginRequest(event);
        break;
      case 'request-done':
        this.#finishRequest(event);
        break;
      case 'request-problem':
        this.#addToLastRequest(event.problem);
        break;
      case 'response-problem':
        this.#addToLastResponse(event.problem);
        break;
      case 'interim-response':
        this.#interim.add(event.status);
        break;
      case 'response-begun':
        this.#beginResponse(event);
        break;
      case 'response-done':
        this.#finishResponse(event);
        break;
    }
    return this.#takeComplete();
  }

  /**
   * Messages of a side that end at or before stream offset `to` may have been lost; `beginning`: see
   * `MessagesLost`.
   */
  lose(side: MessageSide, to: number, beginning: boolean): void {
    if (side === 'request') {
      this.#losses.loseRequests(to, beginning);
    } else {
      this.#losses.loseResponses(to, beginning);
      this.#interim.strand();
    }
  }

  /**
   * Bytes that belong to no known request come from stream offset `offset` on. Where the client has received more of the
   * responses since the bytes before, these bytes are of another request than those.
   */
  passRequest(offset: number, acknowledged: number): void {
    if (this.#lastAcknowledged >= 0 && acknowledged > this.#lastAcknowledged)
      this.#losses.loseRequests(offset, true);
    this.#lastAcknowledged = Math.max(this.#lastAcknowledged, acknowledged);
  }

  /** Bytes came that belong to no known response. `acknowledged`: as their segment told it. */
  passResponse(acknowledged: number): void {
    this.#losses.passResponse(acknowledged);
  }

  /** The direction of the requests was delivered up to stream offset `position`. */
  reachRequests(position: number): readonly Pair[] {
    this.#requestPosition = position;
    if (this.#undecided.length === 0) return NO_PAIRS;
    this.#settle();
    return this.#takeComplete();
  }

  /**
   * Both directions stand between messages, with nothing skipped. Where nothing waits, losses are of no more
   * interest.
   */
  reachBoundary(): void {
    if (this.#waiting.length === 0 && this.#undecided.length === 0) this.#losses.settle();
  }

  /** The direction of a side ended. */
  end(side: MessageSide, end: DirectionEnd): readonly Pair[] {
    if (side === 'request') this.#requestsEnd = end;
    else this.#responsesEnd = end;
    this.#settle();
    return this.#takeComplete();
  }

  /** HTTP is over on the connection, so that nothing more comes for what waits. */
  close(): readonly Pair[] {
    const end: DirectionEnd = { cause: 'capture', frame: -1, seconds: 0 };
    this.#requestsEnd ??= end;
    this.#responsesEnd ??= end;
    this.#settle();
    return this.#takeComplete();
  }

  #beginRequest(head: RequestBegun): void {
    const { acknowledged } = head;
    const before = this.lastRequest?.acknowledged ?? -1;
    if (before >= 0 && acknowledged >= 0 && acknowledged <= before) this.#isPipelined = true;
    const entry: RequestEntry = { head, message: null, endKnown: false, problems: NO_PROBLEMS };
    this.#lastRequest = entry;
    this.#isLastRequestOpen = true;
    this.#lastAcknowledged = Math.max(this.#lastAcknowledged, acknowledged);
    this.#waiting.push(entry);
    if (this.#waiting.length > MAX_WAITING_REQUESTS) this.#giveUpOldest();
    if (this.#undecided.length > 0) this.#resolve();
  }

  #finishRequest({ message, problems, endKnown }: RequestDone): void {
    const entry = this.#lastRequest;
    if (entry === null) throw new Error('a request is complete that was not begun');
    entry.message = message;
    entry.problems = problems;
    entry.endKnown = endKnown;
    this.#keep(message.body.bytes.length);
    while (this.#isOverfull && this.#waiting.length > 1 && this.#giveUpOldest());
    this.#settle();
  }

  #addToLastRequest(problem: Problem): void {
    const last = this.lastRequest;
    // Behind a request that asks for another protocol, its bytes may come before the response that grants it.
    if (last === null || last.upgrade) return;
    // The server may take what it does not expect for one request more, and answer it.
    if (problem.surplus !== undefined)
      this.#losses.loseRequests(problem.offset + problem.surplus.bytes, false);
    const entry = this.#lastRequest;
    if (entry !== null && this.#isLastRequestOpen) entry.problems = [...entry.problems, problem];
    else this.#tellLate(problem, last.firstFrame);
  }

  #addToLastResponse(problem: Problem): void {
    const entry = this.#lastResponse;
    if (entry === null) this.#tellLate(problem, this.#lastAnswered);
    else entry.problems = [...entry.problems, problem];
  }

  #tellLate(problem: Problem, requestFrame: number): void {
    if (requestFrame > 0) this.#late.push({ problem, requestFrame });
  }

  /** What came to light about a pair that had been given out, since this was asked last. */
  takeLate(): readonly LateProblem[] {
    if (this.#late.length === 0) return NO_LATE_PROBLEMS;
    return this.#late.splice(0);
  }

  /** The request is looked for as soon as the head is there, because it decides whether the response has a body. */
  #beginResponse(head: ResponseBegun): void {
    const { lost, passed } = this.#losses.takeBeforeResponse();
    const entry: ResponseEntry = {
      head,
      interim: this.#interim.takeRecent(),
      request: undefined,
      message: null,
      problems: NO_PROBLEMS,
      brokenOff: false,
      lost,
      passed,
      early: false,
    };
    this.#response = entry;
    this.#undecided.push(entry);
    this.#resolve();
  }

  #finishResponse({ message, problems, brokenOff }: ResponseDone): void {
    const entry = this.#response;
    if (entry === null) throw new Error('a response is complete that was not begun');
    this.#response = null;
    entry.message = message;
    entry.problems = problems;
    entry.brokenOff = brokenOff;
    this.#lastResponse = entry;
    this.#keep(message.body.bytes.length);
    const next = entry.request ? this.#waiting[0]?.head : undefined;
    if (next !== undefined && next.acknowledged >= 0 && next.acknowledged < message.endOffset) {
      this.#isPipelined = true;
    }
    this.#settle();
  }

  #settle(): void {
    this.#resolve();
    if (this.#undecided.length > (this.#isOverfull ? 1 : MAX_WAITING_RESPONSES)) this.#assign(null);
    this.#endUnanswered();
    this.#flush();
  }

  /** Decides what can be decided, in the order of the responses. */
  #resolve(): void {
    for (;;) {
      const response = this.#undecided[0];
      if (response === undefined) return;
      const request = this.#choose(response);
      if (request === undefined) {
        response.early = true;
        return;
      }
      this.#assign(request);
    }
  }

  /** The request to which a response belongs. Null: to no captured one. Undefined: it cannot be decided yet. */
  #choose(response: ResponseEntry): RequestEntry | null | undefined {
    const waiting = this.#waiting;
    const haveRequestsEnded = this.#requestsEnd !== null;
    const { acknowledged } = response.head;
    if (!this.#losses.outOfStep) {
      const first = waiting[0];
      if (first === undefined) return haveRequestsEnded ? null : undefined;
      const crossed = response.early && acknowledged > 0 && acknowledged <= first.head.offset;
      return crossed ? null : first;
    }
    if (!haveRequestsEnded && acknowledged > this.#requestPosition) return undefined;
    const possible = waiting.filter((request) => isPossible(request, response));
    if (response.lost === -1) return possible[0] ?? null;
    if (this.#isPipelined) return possible[Math.min(response.lost, possible.length - 1)] ?? null;
    const last = possible.at(-1) ?? null;
    if (last === null) return null;
    if (!isBeyond(last, response, this.#losses.lostRequests)) return last;
    // It belongs to a lost request behind `last`. That one was sent only after the response to `last`.
    this.#skipTo(waiting[waiting.indexOf(last) + 1] ?? null);
    return null;
  }

  /** The requests before `request` (all where it is null) had responses, but those were lost. */
  #skipTo(request: RequestEntry | null): void {
    while (this.#waiting.length > 0 && this.#waiting[0] !== request) {
      const skipped = this.#waiting.shift();
      if (skipped === undefined) break;
      const interim = this.#interim.takeStranded();
      this.#open.push({ request: skipped, response: null, interim, reason: 'lost-bytes' });
    }
  }

  /** The first undecided response belongs to `request`; the requests before that have none. */
  #assign(request: RequestEntry | null): void {
    const response = this.#undecided.shift();
    if (response === undefined) return;
    response.request = request;
    if (request !== null) {
      this.#skipTo(request);
      this.#waiting.shift();
      this.#losses.forgetRequestsBefore(request.head.offset);
    }
    // Stranded interim responses announced either this response or one that was lost.
    this.#interim.takeStranded();
    this.#open.push({ request, response, interim: response.interim, reason: null });
  }

  /** Once the responses' direction has ended, requests that still wait get no response. */
  #endUnanswered(): void {
    const end = this.#responsesEnd;
    if (end === null || this.#undecided.length > 0) return;
    if (end.cause === 'capture' && this.#requestsEnd === null) return;
    while (this.#waiting.length > 0 && this.#waiting[0]?.message !== null) {
      const request = this.#waiting.shift();
      if (request === undefined) break;
      const isLost = this.#losses.hasLostResponsesBehind(request.head.acknowledged);
      const interim = this.#interim.takeAll();
      this.#open.push({ request, response: null, interim, reason: isLost ? 'lost-bytes' : null });
    }
  }

  /** Gives out the pairs whose messages are complete, up to the first one of which a message is not. */
  #flush(): void {
    for (;;) {
      const pair = this.#open[0];
      if (pair === undefined) return;
      const requestOpen = pair.request !== null && pair.request.message === null;
      if (requestOpen || (pair.response !== null && pair.response.message === null)) return;
      this.#open.shift();
      this.#giveOut(pair);
    }
  }

  #giveOut(pair: Pair): void {
    const { request, response } = pair;
    this.#keep(-(request?.message?.body.bytes.length ?? 0) - (response?.message?.body.bytes.length ?? 0));
    if (request === this.#lastRequest) this.#isLastRequestOpen = false;
    if (response !== null) {
      if (response === this.#lastResponse) this.#lastResponse = null;
      this.#noteAnswer(request, response);
    }
    if (this.#complete === null) this.#complete = [pair];
    else this.#complete.push(pair);
  }

  /** A response that nobody asked for, behind one that somebody did, is a second answer to the same request. */
  #noteAnswer(request: RequestEntry | null, { message, head }: ResponseEntry): void {
    if (request !== null) {
      this.#lastAnswered = request.message?.firstFrame ?? 0;
      return;
    }
    if (message?.status === REQUEST_TIMEOUT) return;
    // Behind a reset that the ends did not heed, requests go on that are not read.
    const end = this.#requestsEnd;
    if (end?.cause === 'reset' && message !== null && message.firstFrame > end.frame) return;
    if (message !== null && this.#lastAnswered > 0 && !this.#losses.outOfStep) {
      const line = `${message.status} ${message.reason}`.trimEnd();
      this.#tellLate(problemOf('second-response', 'response', head.offset, line), this.#lastAnswered);
    }
  }

  #takeComplete(): readonly Pair[] {
    const complete = this.#complete ?? NO_PAIRS;
    this.#complete = null;
    return complete;
  }

  #keep(bytes: number): void {
    this.#waitingBytes += bytes;
    this.#held.change(bytes);
  }

  /** This connection, or all together, keep more than they should. */
  get #isOverfull(): boolean {
    return this.#waitingBytes > MAX_WAITING_BYTES || this.#held.isFull;
  }

  /**
   * Gives out the oldest waiting request without a response. False where it is not complete, so that this cannot
   * be.
   */
  #giveUpOldest(): boolean {
    const request = this.#waiting[0];
    if (request === undefined || request.message === null) return false;
    this.#waiting.shift();
    this.#losses.outOfStep = true;
    this.#giveOut({ request, response: null, interim: NO_INTERIM, reason: 'too-many-waiting' });
    return true;
  }
}
