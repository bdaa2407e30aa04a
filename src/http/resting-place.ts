import type { Direction } from '../stream/index.ts';
import type { Framing } from './body/framing.ts';

/**
 * Where a connection stands between two exchanges of which nothing was odd: all that reading on depends on. A reader that is placed
 * here reads what follows as one does that was told everything before.
 */
export interface RestingPlace {
  readonly requestDirection: Direction;
  readonly request: RestingSide;
  readonly response: RestingSide;
  readonly lastRequest: LastRequest;
}

/** How the last message of a direction ended. */
export interface RestingSide {
  /** Stream offset behind it. */
  readonly end: number;
  readonly framing: Framing['kind'];
  /** Bytes that its body announced; 0 where it did not. */
  readonly announced: number;
}

/** The last request, which was answered. */
export interface LastRequest {
  readonly firstFrame: number;
  /** Bytes of responses that the client had received when it sent the request; below 0 where not known. */
  readonly acknowledged: number;
  /** It asked for another protocol, and did not get it. */
  readonly upgrade: boolean;
}
