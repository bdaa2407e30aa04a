import { Buffer } from 'node:buffer';
import type { Arrival, Direction, EndCause, GapCause } from '../../stream/index.ts';
import { copyOfArrival } from '../record/arrival-marks.ts';

/** Something that came of a connection and could not be read yet. */
export type HeldEvent = { readonly direction: Direction; readonly at: Arrival } & (
  | { readonly kind: 'data'; readonly bytes: Buffer }
  | { readonly kind: 'gap'; readonly length: number; readonly cause: GapCause }
  | { readonly kind: 'end'; readonly cause: EndCause }
);

/** Bytes that an event costs beside its own. */
const EVENT_BYTES = 256;

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
