import { Buffer } from 'node:buffer';
import type { Arrival, Direction, EndCause, GapCause } from '../../stream/index.ts';
import { copyOfArrival } from '../record/arrival-marks.ts';
import type { Waiting, WaitingConnections } from './waiting-connections.ts';

/** Something that came of a connection and could not be read yet. */
export type HeldEvent = { readonly direction: Direction; readonly at: Arrival } & (
  | { readonly kind: 'data'; readonly bytes: Buffer }
  | { readonly kind: 'gap'; readonly length: number; readonly cause: GapCause }
  | { readonly kind: 'end'; readonly cause: EndCause }
);

/** Bytes that an event costs beside its own. */
const EVENT_BYTES = 256;

/** The connection that what is held back belongs to. */
export interface HeldOwner {
  /** A secret is there now for which something is held back. */
  hasNewSecret(): boolean;
  /** What is held back is read again, event by event; what cannot be read is held back again. */
  beginAgain(): void;
  take(event: HeldEvent): void;
  /** Its bytes were given up for want of room. */
  giveUp(): void;
  /** The secret came after that. */
  isLate(): void;
  /** All of that was not done while something came: what is known may have changed. */
  wasWoken(): void;
}

/** What of a connection is held back, in the order in which it came. */
export class HeldTraffic implements Waiting {
  #events: HeldEvent[] = [];
  #isGivenUp = false;
  readonly #owner: HeldOwner;
  readonly #room: WaitingConnections;

  /** `room`: what the connection shares with the others of the capture. */
  constructor(owner: HeldOwner, room: WaitingConnections) {
    this.#owner = owner;
    this.#room = room;
  }

  get isEmpty(): boolean {
    return this.#events.length === 0;
  }

  /** Frame of the first event; infinite where there is none. */
  get firstFrame(): number {
    return this.#events[0]?.at.frame ?? Number.POSITIVE_INFINITY;
  }

  /** Holds an event back. Where there is no room, the connection is given up. */
  add(event: HeldEvent): void {
    this.#events.push(event);
    this.#room.hold(this, heldBytesOf(event));
  }

  /** Reads what is held back, in order. */
  replay(): void {
    const events = this.#taken();
    this.#owner.beginAgain();
    for (const event of events) this.#owner.take(event);
  }

  /** Nothing of it is wanted any more. */
  drop(): void {
    this.#taken();
  }

  look(): 'waits' | 'over' | 'late' {
    if (!this.#owner.hasNewSecret()) return this.isEmpty && !this.#isGivenUp ? 'over' : 'waits';
    if (this.#isGivenUp) this.#owner.isLate();
    else this.replay();
    this.#owner.wasWoken();
    if (this.#isGivenUp) return 'late';
    return this.isEmpty ? 'over' : 'waits';
  }

  giveUp(): void {
    this.#isGivenUp = true;
    // The room was taken away already.
    this.#events = [];
    this.#owner.giveUp();
  }

  close(): void {
    if (this.#isGivenUp) return;
    this.replay();
    this.#owner.wasWoken();
  }

  #taken(): readonly HeldEvent[] {
    const events = this.#events;
    this.#events = [];
    if (events.length > 0) this.#room.release(this);
    return events;
  }
}

/** What keeping an event costs, in bytes. */
export function heldBytesOf(event: HeldEvent): number {
  return EVENT_BYTES + (event.kind === 'data' ? event.bytes.length : 0);
}

/** A copy of bytes that came; `at` is that of the byte at `start`. */
export function heldData(
  direction: Direction,
  bytes: Buffer,
  start: number,
  end: number,
  at: Arrival,
): HeldEvent {
  return {
    kind: 'data',
    direction,
    bytes: Buffer.from(bytes.subarray(start, end)),
    at: copyOfArrival(at),
  };
}

/** Absent bytes that were shown; `at` is that of the first of them. */
export function heldGap(direction: Direction, length: number, cause: GapCause, at: Arrival): HeldEvent {
  return { kind: 'gap', direction, length, cause, at: copyOfArrival(at) };
}

/** The end of a direction. */
export function heldEnd(direction: Direction, cause: EndCause, at: Arrival): HeldEvent {
  return { kind: 'end', direction, cause, at: copyOfArrival(at) };
}
