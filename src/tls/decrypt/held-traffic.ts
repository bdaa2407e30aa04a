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

/** What of a connection is held back, in the order in which it came. */
export class HeldTraffic {
  #events: HeldEvent[] = [];
  readonly #of: Waiting;
  readonly #room: WaitingConnections;

  /** `of`: the connection; `room`: what it shares with the others. */
  constructor(of: Waiting, room: WaitingConnections) {
    this.#of = of;
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
    this.#room.hold(this.#of, heldBytesOf(event));
  }

  /** The room for them was taken away. */
  forget(): void {
    this.#events = [];
  }

  /** Gives all events, and the room that they took. */
  take(): readonly HeldEvent[] {
    const events = this.#events;
    this.#events = [];
    if (events.length > 0) this.#room.release(this.#of);
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
