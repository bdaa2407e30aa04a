import type { EndCause } from '../../stream/index.ts';
import type { RequestBegun, ResponseBegun } from '../events.ts';
import type { Problem, ProblemKind, RequestMessage, ResponseMessage } from '../exchange.ts';

/** A request, from its head on. */
export interface RequestEntry {
  readonly head: RequestBegun;
  /** Null until the request is complete. */
  message: RequestMessage | null;
  /** See `RequestDone`. */
  endKnown: boolean;
  problems: readonly Problem[];
}

/** A response, from its head on. */
export interface ResponseEntry {
  readonly head: ResponseBegun;
  /** Statuses of the interim responses that came since the response before this one. */
  readonly interim: readonly number[];
  /** The request it belongs to. Null: it belongs to no captured request. Undefined: that is not decided yet. */
  request: RequestEntry | null | undefined;
  /** Null until the response is complete. */
  message: ResponseMessage | null;
  problems: readonly Problem[];
  /** See `ResponseDone`. */
  brokenOff: boolean;
  /** How many responses, at least, lost their beginning since the response before this one; -1: nothing was lost. */
  readonly lost: number;
  /**
   * Bytes of requests that the server had received when it sent the responses before this one that were lost in part;
   * -1: there are none, or it is not known.
   */
  readonly passed: number;
  /** No request waited when it came. */
  early: boolean;
}

/** How a direction ended. */
export interface DirectionEnd {
  readonly cause: EndCause;
  /** Number of the frame that ended it; -1 where there is none. */
  readonly frame: number;
  /** Capture time, in seconds since 1970. */
  readonly seconds: number;
}

/** A request and the response that belongs to it. Both are complete. */
export interface Pair {
  /** Null where the capture has no request to the response. */
  readonly request: RequestEntry | null;
  /** Null where no response came. */
  readonly response: ResponseEntry | null;
  readonly interim: readonly number[];
  /** Why there is no response, where the capture or a bound is to blame; null where there is one, or none was sent. */
  readonly reason: ProblemKind | null;
}
