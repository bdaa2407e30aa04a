import { MAX_WAITING_ANSWERS, MAX_WAITING_BYTES, MAX_WAITING_REQUESTS } from '../limits.ts';
import type { EndCause } from '../stream/index.ts';
import type { AnswerMessage, Problem, ProblemKind, RequestMessage } from './exchange.ts';

/** A request from its head on. */
export interface RequestEntry {
  /** Stream offset of its first byte. */
  readonly offset: number;
  /** Bytes of answers its sender had received when it sent it, or below 0 where not known. */
  readonly acknowledged: number;
  readonly method: string;
  readonly version: string;
  /** It asks for another protocol (Upgrade, CONNECT). */
  readonly upgrade: boolean;
  /** Null until it is complete. */
  message: RequestMessage | null;
  readonly problems: Problem[];
}

/** An answer from its head on. */
export interface AnswerEntry {
  readonly offset: number;
  /** Bytes of requests its sender had received when it sent it; 0 and below tell nothing. */
  readonly acknowledged: number;
  readonly interim: readonly number[];
  /** Null where it answers no captured request, undefined while that is open. */
  request: RequestEntry | null | undefined;
  /** Null until it is complete. */
  message: AnswerMessage | null;
  problems: readonly Problem[];
  /** It ended with its direction and not by itself. */
  brokenOff: boolean;
  /** Answers whose beginning was lost since the answer before this one, at least; -1 where nothing was lost. */
  readonly lost: number;
  /** No request waited when it came. */
  early: boolean;
}

/** How a direction ended. */
export interface DirectionEnd {
  readonly cause: EndCause;
  readonly frame: number;
  readonly seconds: number;
}

/** What belongs together, complete on both sides. */
export interface Pair {
  readonly request: RequestEntry | null;
  readonly answer: AnswerEntry | null;
  readonly interim: readonly number[];
  /** For a request without an answer: what the capture or a bound has to do with that. */
  readonly reason: ProblemKind | null;
}

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
  private readonly answers: AnswerEntry[] = [];
  private readonly pairs: Pair[] = [];
  private readonly emit: (pair: Pair) => void;
  /** Something was lost since the two directions were last known to be in step. */
  private outOfStep = false;
  private pipelined = false;
  /** Offset up to which the requests' direction was delivered. */
  private requestPosition = 0;
  private requestsEnd: DirectionEnd | null = null;
  private answersEnd: DirectionEnd | null = null;
  private losses: Loss[] = [];
  private lostBeginnings = 0;
  private interim: number[] = NO_INTERIM;
  private lastRequest: RequestEntry | null = null;
  private waitingBytes = 0;

  constructor(emit: (pair: Pair) => void) {
    this.emit = emit;
  }

  /** Statuses of interim answers that came for the first waiting request. */
  get interimOfFirst(): readonly number[] {
    return this.interim;
  }

  /** A request's head is complete. */
  requestBegun(entry: RequestEntry): void {
    const last = this.lastRequest;
    if (last !== null && last.acknowledged >= 0 && entry.acknowledged >= 0) {
      if (entry.acknowledged <= last.acknowledged) this.pipelined = true;
    }
    this.lastRequest = entry;
    this.waiting.push(entry);
    if (this.waiting.length > MAX_WAITING_REQUESTS) this.giveUpOldest();
    if (this.answers.length > 0) this.resolve();
  }

  /** A request is complete. */
  requestDone(entry: RequestEntry, message: RequestMessage): void {
    entry.message = message;
    this.waitingBytes += message.body.bytes.length;
    while (this.waitingBytes > MAX_WAITING_BYTES && this.waiting.length > 1) this.giveUpOldest();
    this.settle();
  }

  interimAnswer(status: number): void {
    if (this.interim.length === 0) this.interim = [];
    this.interim.push(status);
  }

  /** An answer's head is complete; its request is looked for at once, because a body depends on it. */
  answerBegun(offset: number, acknowledged: number): AnswerEntry {
    const lost = this.losses.length === 0 ? -1 : this.lostBeginnings;
    const entry: AnswerEntry = {
      offset,
      acknowledged,
      interim: this.interim,
      request: undefined,
      message: null,
      problems: NO_LIST,
      brokenOff: false,
      lost,
      early: false,
    };
    this.interim = NO_INTERIM;
    if (lost !== -1) {
      this.losses = [];
      this.lostBeginnings = 0;
    }
    this.answers.push(entry);
    this.resolve();
    return entry;
  }

  answerDone(
    entry: AnswerEntry,
    message: AnswerMessage,
    problems: readonly Problem[],
    brokenOff: boolean,
  ): void {
    entry.message = message;
    entry.problems = problems;
    entry.brokenOff = brokenOff;
    const next = this.waiting[0];
    if (next !== undefined && next.acknowledged >= 0 && next.acknowledged < message.endOffset) {
      this.pipelined = true;
    }
    this.settle();
  }

  /** The requests' direction was delivered up to `position`. */
  requestsReached(position: number): void {
    this.requestPosition = position;
    if (this.answers.length > 0) this.settle();
  }

  /** Requests may have been lost. */
  requestsLost(): void {
    this.outOfStep = true;
  }

  /** Answers up to offset `to` may have been lost; `beginning`: at least one certainly lost its beginning. */
  answersLost(to: number, beginning: boolean): void {
    this.outOfStep = true;
    this.losses.push({ to });
    if (beginning) this.lostBeginnings += 1;
  }

  /** Both directions stand between messages, with nothing skipped: what was lost before is over with. */
  inStep(): void {
    if (
      this.outOfStep &&
      this.waiting.length === 0 &&
      this.answers.length === 0 &&
      this.losses.length === 0
    ) {
      this.outOfStep = false;
    }
  }

  requestsEnded(end: DirectionEnd): void {
    this.requestsEnd = end;
    this.settle();
  }

  answersEnded(end: DirectionEnd): void {
    this.answersEnd = end;
    this.settle();
  }

  /** Gives out everything, because nothing more will come of it: HTTP is over on the connection. */
  close(): void {
    const end: DirectionEnd = { cause: 'capture', frame: -1, seconds: 0 };
    this.requestsEnd ??= end;
    this.answersEnd ??= end;
    this.settle();
  }

  /** What ended a request's wait: the answers' direction, unless only the other one is known to have ended. */
  endOfWait(): DirectionEnd | null {
    const { answersEnd, requestsEnd } = this;
    if (answersEnd === null || answersEnd.cause !== 'capture' || requestsEnd === null) return answersEnd;
    return requestsEnd.cause === 'capture' ? answersEnd : requestsEnd;
  }

  private settle(): void {
    this.resolve();
    if (this.answers.length > MAX_WAITING_ANSWERS) this.assign(null);
    this.endUnanswered();
    this.flush();
  }

  /** Decides what can be decided, in the order of the answers. */
  private resolve(): void {
    for (;;) {
      const answer = this.answers[0];
      if (answer === undefined) return;
      const request = this.choose(answer);
      if (request === undefined) {
        answer.early = true;
        return;
      }
      this.assign(request);
    }
  }

  private choose(answer: AnswerEntry): RequestEntry | null | undefined {
    const { waiting } = this;
    const over = this.requestsEnd !== null;
    if (!this.outOfStep) {
      const first = waiting[0];
      if (first === undefined) return over ? null : undefined;
      const crossed = answer.early && answer.acknowledged > 0 && answer.acknowledged <= first.offset;
      return crossed ? null : first;
    }
    if (!over && answer.acknowledged > this.requestPosition) return undefined;
    const possible = waiting.filter((request) => isPossible(request, answer));
    if (answer.lost === -1) return possible[0] ?? null;
    if (this.pipelined) return possible[Math.min(answer.lost, possible.length - 1)] ?? null;
    return possible.at(-1) ?? null;
  }

  /** The first open answer belongs to `request`; requests before that were left without one. */
  private assign(request: RequestEntry | null): void {
    const answer = this.answers.shift();
    if (answer === undefined) return;
    answer.request = request;
    if (request !== null) {
      for (;;) {
        const skipped = this.waiting.shift();
        if (skipped === undefined || skipped === request) break;
        this.pairs.push({ request: skipped, answer: null, interim: NO_INTERIM, reason: 'lost-bytes' });
      }
    }
    this.pairs.push({ request, answer, interim: answer.interim, reason: null });
  }

  /** The answers' direction has ended: whoever waits now, waits in vain. */
  private endUnanswered(): void {
    const end = this.answersEnd;
    if (end === null || this.answers.length > 0) return;
    if (end.cause === 'capture' && this.requestsEnd === null) return;
    while (this.waiting.length > 0 && this.waiting[0]?.message !== null) {
      const request = this.waiting.shift();
      if (request === undefined) break;
      const lost = this.losses.some((loss) => request.acknowledged < 0 || loss.to > request.acknowledged);
      this.pairs.push({ request, answer: null, interim: this.interim, reason: lost ? 'lost-bytes' : null });
      this.interim = NO_INTERIM;
    }
  }

  private flush(): void {
    for (;;) {
      const pair = this.pairs[0];
      if (pair === undefined) return;
      const requestOpen = pair.request !== null && pair.request.message === null;
      if (requestOpen || (pair.answer !== null && pair.answer.message === null)) return;
      this.pairs.shift();
      this.waitingBytes -= pair.request?.message?.body.bytes.length ?? 0;
      this.emit(pair);
    }
  }

  private giveUpOldest(): void {
    const request = this.waiting[0];
    if (request === undefined || request.message === null) return;
    this.waiting.shift();
    this.outOfStep = true;
    this.waitingBytes -= request.message.body.bytes.length;
    this.emit({ request, answer: null, interim: NO_INTERIM, reason: 'too-many-waiting' });
  }
}

const NO_LIST: readonly Problem[] = [];
const NO_INTERIM: number[] = [];

function isPossible(request: RequestEntry, answer: AnswerEntry): boolean {
  const sentBefore = request.acknowledged < 0 || request.acknowledged <= answer.offset;
  const received = answer.acknowledged <= 0 || answer.acknowledged > request.offset;
  return sentBefore && received;
}
