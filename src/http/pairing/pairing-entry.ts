import type { EndCause } from '../../stream/index.ts';
import type { Problem, ProblemKind, RequestMessage, ResponseMessage } from '../exchange.ts';

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
  /** The message's end offset is where it ended, and not only where the capture lost it. */
  endKnown: boolean;
  readonly problems: Problem[];
}

/** An answer from its head on. */
export interface ResponseEntry {
  readonly offset: number;
  /** Bytes of requests its sender had received when it sent it; 0 and below tell nothing. */
  readonly acknowledged: number;
  readonly interim: readonly number[];
  /** Null where it answers no captured request, undefined while that is open. */
  request: RequestEntry | null | undefined;
  /** Null until it is complete. */
  message: ResponseMessage | null;
  problems: readonly Problem[];
  /** It ended with its direction and not by itself. */
  brokenOff: boolean;
  /** Answers whose beginning was lost since the answer before this one, at least; -1 where nothing was lost. */
  readonly lost: number;
  /** Bytes of requests the sender had received when it sent answers that were lost in part before this one. */
  readonly passed: number;
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
  readonly response: ResponseEntry | null;
  readonly interim: readonly number[];
  /** For a request without an answer: what the capture or a bound has to do with that. */
  readonly reason: ProblemKind | null;
}
