import type { Arrival } from '../stream/index.ts';

/** Where a message stands in the capture: the numbers of `Placement`, written over for one message after the other. */
export class MessagePlace {
  firstFrame = 0;
  firstSeconds = 0;
  firstNanoseconds = 0;
  lastFrame = 0;
  lastSeconds = 0;
  lastNanoseconds = 0;

  /** Its first bytes came. */
  begin(at: Arrival): void {
    this.firstFrame = at.frame;
    this.firstSeconds = at.seconds;
    this.firstNanoseconds = at.nanoseconds;
    this.lastFrame = at.frame;
    this.lastSeconds = at.seconds;
    this.lastNanoseconds = at.nanoseconds;
  }

  /** More of its bytes came. The last frame is the latest in the capture, whatever part of the message it brought. */
  touch(at: Arrival): void {
    if (at.frame <= this.lastFrame) return;
    this.lastFrame = at.frame;
    this.lastSeconds = at.seconds;
    this.lastNanoseconds = at.nanoseconds;
  }
}
