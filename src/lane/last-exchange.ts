import type { LastRequest, PlacementTracker, RestingPlace, RestingSide } from '../http/index.ts';
import type { Direction } from '../stream/index.ts';
import type { KnownHead } from './known-heads.ts';

type Written<Kind> = { -readonly [Name in keyof Kind]: Kind[Name] };

/** Where the last exchange of a connection ended: one object is written over with each. */
export class LastExchange implements RestingPlace {
  requestDirection: Direction = 0;
  readonly request: Written<RestingSide> = { end: 0, framing: 'none', announced: 0 };
  readonly response: Written<RestingSide> = { end: 0, framing: 'none', announced: 0 };
  readonly lastRequest: Written<LastRequest> = { firstFrame: 0, acknowledged: -1, upgrade: false };

  /** A general reader stands there. */
  copy({ requestDirection, request, response, lastRequest }: RestingPlace): void {
    this.requestDirection = requestDirection;
    Object.assign(this.request, request);
    Object.assign(this.response, response);
    Object.assign(this.lastRequest, lastRequest);
  }

  /** The lane has read the exchange whose request came so. The ends of its messages are written besides. */
  begin(requestDirection: Direction, { firstFrame, acknowledged }: PlacementTracker): void {
    this.requestDirection = requestDirection;
    this.lastRequest.firstFrame = firstFrame;
    this.lastRequest.acknowledged = acknowledged;
    // Heads that ask for another protocol are not known.
    this.lastRequest.upgrade = false;
  }
}

/** Writes how a message ended whose body took so many bytes on the wire. `end`: stream offset behind it. */
export function writeSide(
  side: Written<RestingSide>,
  end: number,
  { framing }: KnownHead,
  bytes: number,
): void {
  const isSized = framing === 'sized' && bytes > 0;
  side.end = end;
  side.framing = isSized ? 'sized' : framing === 'chunked' ? 'chunked' : 'none';
  side.announced = isSized ? bytes : 0;
}
