import type { Arrival } from '../stream/index.ts';
import type { Body, HeaderList, RequestMessage, ResponseMessage } from './exchange.ts';
import type { StartLine } from './head/head-parser.ts';

/** When and where bytes came, kept beyond the call that brought them. */
export interface Moment {
  readonly frame: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly acknowledged: number;
}

export function momentOf(at: Arrival): Moment {
  return { frame: at.frame, seconds: at.seconds, nanoseconds: at.nanoseconds, acknowledged: at.acknowledged };
}

/** Follows one message after the other through the frames that bring it. */
export class PlacementTracker {
  startOffset = 0;
  /** From the segment with the first byte. */
  acknowledged = -1;
  firstFrame = 0;
  firstSeconds = 0;
  firstNanoseconds = 0;
  lastFrame = 0;
  lastSeconds = 0;
  lastNanoseconds = 0;

  begin(moment: Moment, offset: number): void {
    this.startOffset = offset;
    this.acknowledged = moment.acknowledged;
    this.firstFrame = moment.frame;
    this.firstSeconds = moment.seconds;
    this.firstNanoseconds = moment.nanoseconds;
    this.lastFrame = moment.frame;
    this.lastSeconds = moment.seconds;
    this.lastNanoseconds = moment.nanoseconds;
  }

  /** Further bytes of the message came. The frame that completed it is the latest in the capture, not the last in the stream. */
  touch(moment: Moment): void {
    if (moment.frame <= this.lastFrame) return;
    this.lastFrame = moment.frame;
    this.lastSeconds = moment.seconds;
    this.lastNanoseconds = moment.nanoseconds;
  }

  // One literal with all members each: spreading a common part makes these objects several times dearer.

  /** The request that this placement was followed for. */
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

  /** The answer that this placement was followed for. */
  answer(
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
