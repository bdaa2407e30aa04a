import type { Body, HeaderList, RequestMessage, ResponseMessage } from './exchange.ts';
import type { StartLine } from './head/head.ts';

/** Which segment brought bytes, and when. */
export interface SegmentStamp {
  /** Frame number. */
  readonly frame: number;
  /** Capture time of the frame. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Bytes of the other direction that the sender had received; -1 where not known. */
  readonly acknowledged: number;
}

/** A copy of a stamp, to be kept. */
export function stampOf(at: SegmentStamp): SegmentStamp {
  return { frame: at.frame, seconds: at.seconds, nanoseconds: at.nanoseconds, acknowledged: at.acknowledged };
}

/** The stamp of the segment that is being read. It changes with each segment: `stampOf` makes a copy to be kept. */
export class PresentSegment implements SegmentStamp {
  frame = 0;
  seconds = 0;
  nanoseconds = 0;
  acknowledged = -1;

  set(at: SegmentStamp): void {
    this.frame = at.frame;
    this.seconds = at.seconds;
    this.nanoseconds = at.nanoseconds;
    this.acknowledged = at.acknowledged;
  }
}

/** Records which frames bring the present message of a direction. One tracker serves one message after the other. */
export class PlacementTracker {
  startOffset = 0;
  /** As the segment with the first byte told it; see `SegmentStamp`. */
  acknowledged = -1;
  firstFrame = 0;
  firstSeconds = 0;
  firstNanoseconds = 0;
  lastFrame = 0;
  lastSeconds = 0;
  lastNanoseconds = 0;

  begin(stamp: SegmentStamp, offset: number): void {
    this.startOffset = offset;
    this.acknowledged = stamp.acknowledged;
    this.firstFrame = stamp.frame;
    this.firstSeconds = stamp.seconds;
    this.firstNanoseconds = stamp.nanoseconds;
    this.lastFrame = stamp.frame;
    this.lastSeconds = stamp.seconds;
    this.lastNanoseconds = stamp.nanoseconds;
  }

  /**
   * Notes that a segment brought more bytes of the message. The last frame is the latest in the capture, whatever
   * part of the stream it brought.
   */
  touch(stamp: SegmentStamp): void {
    if (stamp.frame <= this.lastFrame) return;
    this.lastFrame = stamp.frame;
    this.lastSeconds = stamp.seconds;
    this.lastNanoseconds = stamp.nanoseconds;
  }

  // Both methods write out all members: to spread a shared part into the objects takes several times as long.

  /** The request that stands at this place. */
  request(
    endOffset: number,
    line: StartLine,
    targetCut: boolean,
    headers: HeaderList,
    trailers: HeaderList,
    body: Body,
  ): RequestMessage {
    return {
      firstFrame: this.firstFrame,
      lastFrame: this.lastFrame,
      firstSeconds: this.firstSeconds,
      firstNanoseconds: this.firstNanoseconds,
      lastSeconds: this.lastSeconds,
      lastNanoseconds: this.lastNanoseconds,
      startOffset: this.startOffset,
      endOffset,
      method: line.method,
      target: line.target,
      version: line.version,
      targetCut,
      headers,
      trailers,
      body,
    };
  }

  /** The response that stands at this place. */
  response(
    endOffset: number,
    line: StartLine,
    headers: HeaderList,
    trailers: HeaderList,
    body: Body,
  ): ResponseMessage {
    return {
      firstFrame: this.firstFrame,
      lastFrame: this.lastFrame,
      firstSeconds: this.firstSeconds,
      firstNanoseconds: this.firstNanoseconds,
      lastSeconds: this.lastSeconds,
      lastNanoseconds: this.lastNanoseconds,
      startOffset: this.startOffset,
      endOffset,
      status: line.status,
      reason: line.reason,
      version: line.version,
      headers,
      trailers,
      body,
    };
  }
}
