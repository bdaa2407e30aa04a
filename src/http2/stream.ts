import { MAX_BODY_BYTES } from '../base/limits.ts';
import {
  type Exchange,
  type MessageSide,
  NO_PROBLEMS,
  type Problem,
  type ProblemKind,
  problemOf,
  type RequestMessage,
  type ResponseMessage,
  type StreamEnd,
  type StreamEndKind,
} from '../http/index.ts';
import type { Direction, EndCause } from '../stream/index.ts';
import type { StreamMessage } from './stream-message.ts';

/** What ended a stream, or all streams, before their exchanges were complete. */
export interface Ending {
  readonly kind: EndCause | StreamEndKind;
  /** Of `stream-reset` and `goaway`. */
  readonly streamEnd: StreamEnd | null;
  /** Number of the frame of the capture that shows it; -1 where there is none. */
  readonly frame: number;
  /** Capture time, in seconds since 1970. */
  readonly seconds: number;
  /** Bytes of the other direction that its sender had received; -1 where that is not known. */
  readonly acknowledged: number;
  /** Stream offset behind it in its own direction. */
  readonly endOffset: number;
}

const NO_INTERIM: readonly number[] = [];

/** A stream: one request with its response (RFC 9113 §8.1). */
export class Http2Stream {
  readonly id: number;
  request: StreamMessage | null = null;
  response: StreamMessage | null = null;
  /** The request came by HTTP/1.1, and asked for HTTP/2 (RFC 7540 §3.2). */
  upgraded: { readonly request: RequestMessage; readonly problems: readonly Problem[] } | null = null;
  interim: readonly number[] = NO_INTERIM;
  /** What ended it; null where nothing did so far. */
  ending: Ending | null = null;
  /** Frames of responses were lost since the stream began: one of them may have been its response. */
  mayBeAnswered = false;
  /** The request as it was looked at while it waits. */
  #waiting: RequestMessage | null = null;

  constructor(id: number) {
    this.id = id;
  }

  get hasRequest(): boolean {
    return this.request !== null || this.upgraded !== null;
  }

  /** The request is there to its end. */
  get isRequestDone(): boolean {
    return this.upgraded !== null || this.request?.isDone === true;
  }

  get isResponseDone(): boolean {
    return this.response?.isDone === true;
  }

  /** Method of the request; null where it is not known. */
  get method(): string | null {
    return this.upgraded?.request.method ?? this.request?.head.method ?? null;
  }

  /** Number of the first frame of the capture that brought something of it. */
  get firstFrame(): number {
    return Math.min(
      this.upgraded?.request.firstFrame ?? Number.POSITIVE_INFINITY,
      this.request?.placement.firstFrame ?? Number.POSITIVE_INFINITY,
      this.response?.placement.firstFrame ?? Number.POSITIVE_INFINITY,
    );
  }

  /** Bytes of bodies that it holds, at most. */
  get heldBytes(): number {
    return (
      Math.min(MAX_BODY_BYTES, this.request?.received ?? 0) +
      Math.min(MAX_BODY_BYTES, this.response?.received ?? 0)
    );
  }

  messageOf(side: MessageSide): StreamMessage | null {
    return side === 'request' ? this.request : this.response;
  }

  /** The request while it waits for its response; to be asked for where it is done. */
  waitingRequest(): RequestMessage | null {
    if (this.upgraded !== null) return this.upgraded.request;
    this.#waiting ??= this.request?.request() ?? null;
    return this.#waiting;
  }

  /** Nothing is told of it. */
  discard(): void {
    this.request?.discard();
    this.response?.discard();
  }

  /** Its exchange. `why`: see {@link Absence}. `ended`: what ended it where nothing of the stream itself did; null: nothing is known. */
  exchange(requestDirection: Direction, why: Absence, ended: Ending | null): Exchange {
    const request = this.waitingRequest();
    const method = request === null ? null : this.method;
    const response = this.response?.response(method) ?? null;
    const problems = [
      ...this.#problemsOf('request', why.request),
      ...this.#problemsOf('response', why.response),
    ];
    return {
      request,
      response,
      interim: this.interim,
      problems: problems.length === 0 ? NO_PROBLEMS : problems,
      ...this.#endOf(request, response, ended),
      requestDirection,
    };
  }

  #problemsOf(side: MessageSide, reason: ProblemKind | null): readonly Problem[] {
    const message = this.messageOf(side);
    const own = side === 'request' ? (this.upgraded?.problems ?? message?.problems) : message?.problems;
    if (own !== undefined && reason !== 'too-many-waiting') return own;
    return reason === null ? (own ?? NO_PROBLEMS) : [...(own ?? []), problemOf(reason, side, -1)];
  }

  #endOf(
    request: RequestMessage | null,
    response: ResponseMessage | null,
    ended: Ending | null,
  ): Pick<Exchange, 'end' | 'endFrame' | 'endSeconds' | 'streamEnd'> {
    const message = this.response;
    if (message?.isWhole === true) {
      const { lastSeconds, lastNanoseconds } = message.placement;
      const status = response?.status ?? 0;
      const isConnected = this.method === 'CONNECT' && status >= 200 && status < 300;
      const end = isConnected ? 'upgraded' : 'answered';
      return { end, endFrame: -1, endSeconds: lastSeconds + lastNanoseconds / 1e9 };
    }
    const ending = this.ending ?? ended;
    if (ending !== null && ending.frame >= 0) {
      const { kind, frame, seconds, streamEnd } = ending;
      const end = { end: kind, endFrame: frame, endSeconds: seconds };
      return streamEnd === null ? end : { ...end, streamEnd };
    }
    const last = response ?? request;
    const endSeconds = last === null ? 0 : last.lastSeconds + last.lastNanoseconds / 1e9;
    return { end: 'capture', endFrame: -1, endSeconds };
  }
}

/** Why a message is absent, where the capture or a bound is to blame; null where nothing is known of that. */
export interface Absence {
  readonly request: ProblemKind | null;
  readonly response: ProblemKind | null;
}
