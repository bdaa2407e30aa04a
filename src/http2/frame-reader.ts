import { Buffer } from 'node:buffer';
import { MAX_HEADER_BYTES, MAX_HTTP2_CONTROL_BYTES } from '../base/limits.ts';
import { ByteStore } from '../http/index.ts';
import type { Arrival, GapCause } from '../stream/index.ts';
import { FLAG, FRAME, FRAME_HEAD_BYTES, type FrameHead, frameHeadAt, PREFACE } from './frame.ts';
import { findFrame } from './resync.ts';

/** Which segment brought the first byte of a frame, and where that byte stands in the direction. */
export interface FramePlace {
  readonly frame: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly acknowledged: number;
  readonly offset: number;
}

/** Takes the frames of one direction, in order. Buffers are written over after a call. */
export interface FrameSink {
  /** The direction begins with what a client sends first. */
  readonly onPreface: () => void;
  /** The payload of a frame that is neither data nor passed over. `endOffset`: stream offset behind it. */
  readonly onFrame: (head: FrameHead, payload: Buffer, place: FramePlace, endOffset: number) => void;
  /** The same where its payload is longer than is read, or the capture lacks its end: `payload` is what came of it. */
  readonly onPartOfFrame: (
    head: FrameHead,
    payload: Buffer,
    place: FramePlace,
    cause: GapCause | 'too-large',
  ) => void;
  /** A DATA frame begins; its padding is not given out. */
  readonly onDataBegin: (head: FrameHead, place: FramePlace) => void;
  readonly onData: (bytes: Buffer, start: number, end: number, at: Arrival) => void;
  /** `length` bytes of the data are absent. */
  readonly onDataGap: (length: number, cause: GapCause, at: Arrival) => void;
  /** `isSound`: false where the padding is longer than the frame. */
  readonly onDataEnd: (endOffset: number, isSound: boolean) => void;
  /** Frames may have been lost here: nobody can tell which. */
  readonly onLoss: (cause: GapCause, at: Arrival) => void;
}

/**
 * `preface`: the first bytes of a direction are read. `head`: those of a frame. `gather`: its payload is gathered. `pad`: the length of a
 * DATA frame's padding comes next. `data`: its data. `skip`: bytes that are not read. `search`: the place is lost.
 */
type ReadingState = 'preface' | 'head' | 'gather' | 'pad' | 'data' | 'skip' | 'search';

/** Frames whose payload is read as a whole, and bytes of it that are read at most. */
const GATHERED: Readonly<Record<number, number>> = {
  [FRAME.headers]: MAX_HEADER_BYTES,
  [FRAME.continuation]: MAX_HEADER_BYTES,
  [FRAME.pushPromise]: MAX_HEADER_BYTES,
  [FRAME.rstStream]: MAX_HTTP2_CONTROL_BYTES,
  [FRAME.settings]: MAX_HTTP2_CONTROL_BYTES,
  [FRAME.goaway]: MAX_HTTP2_CONTROL_BYTES,
};
const NO_HEAD: FrameHead = { length: 0, type: FRAME.ping, flags: 0, stream: 0 };
const NO_PLACE: FramePlace = { frame: 0, seconds: 0, nanoseconds: 0, acknowledged: -1, offset: 0 };
const NO_BYTES = Buffer.alloc(0);
/** Bytes of room that are made before any of a payload has come. */
const TRUSTED_LENGTH = 4096;

/** Cuts the bytes of one direction into frames (RFC 9113 §4.1), and finds the next frame again where its place is lost. */
export class FrameReader {
  #state: ReadingState;
  readonly #sink: FrameSink;
  readonly #head = Buffer.alloc(FRAME_HEAD_BYTES);
  /** Bytes of the head, or of the preface, that came. */
  #headBytes = 0;
  #frame: FrameHead = NO_HEAD;
  #place: FramePlace = NO_PLACE;
  /** Bytes of the frame's payload that are still to come. */
  #left = 0;
  /** Bytes of its data that are still to come; behind them stands padding. */
  #dataLeft = 0;
  #isSound = true;
  /** What came of a payload that is gathered. */
  readonly #gathered = new ByteStore(MAX_HEADER_BYTES);

  /** `isFresh`: the direction begins here, perhaps with what a client sends first. */
  constructor(sink: FrameSink, isFresh: boolean) {
    this.#sink = sink;
    this.#state = isFresh ? 'preface' : 'search';
  }

  /** Number of the frame of the capture in which the HTTP/2 frame under way begins; infinite where none is. */
  get firstFrameUnderWay(): number {
    const isBetween = this.#state === 'search' || this.#headBytes === 0;
    return isBetween ? Number.POSITIVE_INFINITY : this.#place.frame;
  }

  /** The beginning of the direction is absent: the next frame has to be found. */
  search(): void {
    this.#state = 'search';
  }

  /** Reads bytes from `start` to `end`. */
  data(bytes: Buffer, start: number, end: number, at: Arrival): void {
    /** Stream offset of index 0. */
    const base = at.offset - start;
    let position = start;
    while (position < end) position = this.#step(bytes, position, end, base, at);
  }

  /** `length` bytes are absent here. */
  gap(length: number, cause: GapCause, at: Arrival): void {
    const inside = Math.min(length, this.#left);
    switch (this.#state) {
      case 'pad':
      case 'data':
        this.#passData(length, cause, at);
        return;
      case 'gather':
        this.#dropPart(cause);
        this.#skip(inside);
        break;
      case 'skip':
        this.#skip(inside);
        break;
      case 'preface':
      case 'head':
      case 'search':
        this.#left = 0;
        this.#lose(cause, at);
        return;
    }
    if (inside < length) this.#lose(cause, at);
  }

  /** Reads some bytes; returns the index behind them. */
  #step(bytes: Buffer, position: number, end: number, base: number, at: Arrival): number {
    switch (this.#state) {
      case 'preface':
        return this.#readPreface(bytes, position, end, base, at);
      case 'head':
        return this.#readHead(bytes, position, end, base, at);
      case 'gather': {
        const stop = Math.min(end, position + this.#left);
        this.#gathered.append(bytes, position, stop);
        this.#left -= stop - position;
        if (this.#left === 0) this.#finish(this.#takeGathered(), base + stop);
        return stop;
      }
      case 'pad':
        this.#left -= 1;
        this.#dataLeft = this.#left - bytes[position];
        this.#isSound = this.#dataLeft >= 0;
        if (!this.#isSound) this.#dataLeft = 0;
        this.#state = 'data';
        if (this.#dataLeft === 0) this.#endData(base + position + 1);
        return position + 1;
      case 'data': {
        const stop = Math.min(end, position + this.#dataLeft);
        this.#sink.onData(bytes, position, stop, at);
        this.#left -= stop - position;
        this.#dataLeft -= stop - position;
        if (this.#dataLeft === 0) this.#endData(base + stop);
        return stop;
      }
      case 'skip': {
        const stop = Math.min(end, position + this.#left);
        this.#skip(stop - position);
        return stop;
      }
      case 'search': {
        const found = findFrame(bytes, position, end);
        if (found < 0) return end;
        this.#state = 'head';
        this.#headBytes = 0;
        return found;
      }
    }
  }

  #readPreface(bytes: Buffer, position: number, end: number, base: number, at: Arrival): number {
    let index = position;
    while (index < end && this.#headBytes < PREFACE.length) {
      if (bytes[index] !== PREFACE.charCodeAt(this.#headBytes)) {
        // A server begins with its first frame.
        this.#state = this.#headBytes === 0 ? 'head' : 'search';
        return index;
      }
      if (this.#headBytes === 0) this.#place = placeOf(at, base + index);
      this.#headBytes += 1;
      index += 1;
    }
    if (this.#headBytes === PREFACE.length) {
      this.#expectHead();
      this.#sink.onPreface();
    }
    return index;
  }

  #readHead(bytes: Buffer, position: number, end: number, base: number, at: Arrival): number {
    if (this.#headBytes === 0) this.#place = placeOf(at, base + position);
    const count = Math.min(end - position, FRAME_HEAD_BYTES - this.#headBytes);
    bytes.copy(this.#head, this.#headBytes, position, position + count);
    this.#headBytes += count;
    const reached = position + count;
    if (this.#headBytes < FRAME_HEAD_BYTES) return reached;
    const head = frameHeadAt(this.#head, 0);
    this.#frame = head;
    this.#left = head.length;
    if (head.type === FRAME.data) {
      this.#beginData(head, base + reached);
      return reached;
    }
    const most = GATHERED[head.type];
    if (most === undefined) {
      this.#skip(0);
    } else if (head.length > most) {
      this.#sink.onPartOfFrame(head, NO_BYTES, this.#place, 'too-large');
      this.#skip(0);
    } else if (end - reached >= head.length) {
      // Mostly the payload stands behind the head in one piece, and needs no copy.
      this.#left = 0;
      this.#finish(bytes.subarray(reached, reached + head.length), base + reached + head.length);
      return reached + head.length;
    } else {
      this.#state = 'gather';
      this.#gathered.clear(Math.min(head.length, TRUSTED_LENGTH));
    }
    return reached;
  }

  #finish(payload: Buffer, endOffset: number): void {
    this.#expectHead();
    this.#sink.onFrame(this.#frame, payload, this.#place, endOffset);
  }

  #beginData(head: FrameHead, offset: number): void {
    this.#sink.onDataBegin(head, this.#place);
    this.#isSound = true;
    this.#dataLeft = head.length;
    const isPadded = (head.flags & FLAG.padded) !== 0;
    this.#state = isPadded ? 'pad' : 'data';
    if (head.length > 0) return;
    this.#isSound = !isPadded;
    this.#endData(offset);
  }

  /** The data of a frame are over; its padding is passed over. */
  #endData(offset: number): void {
    this.#sink.onDataEnd(offset + this.#left, this.#isSound);
    this.#skip(0);
  }

  #passData(length: number, cause: GapCause, at: Arrival): void {
    // Where the length of the padding is absent, all of the frame may be data.
    const ofData = Math.min(length, this.#state === 'pad' ? this.#left : this.#dataLeft);
    const inside = Math.min(length, this.#left);
    if (ofData > 0) this.#sink.onDataGap(ofData, cause, at);
    this.#dataLeft = this.#state === 'pad' ? this.#left - ofData : this.#dataLeft - ofData;
    this.#left -= ofData;
    if (this.#dataLeft > 0) {
      this.#state = 'data';
      return;
    }
    this.#endData(at.offset + ofData);
    this.#skip(inside - ofData);
    if (inside < length) this.#lose(cause, at);
  }

  /** Gives out what came of a payload whose rest is absent. */
  #dropPart(cause: GapCause): void {
    this.#sink.onPartOfFrame(this.#frame, this.#takeGathered(), this.#place, cause);
  }

  #takeGathered(): Buffer {
    const payload = this.#gathered.taken();
    this.#gathered.clear();
    return payload;
  }

  /** Passes over `count` bytes of the frame's payload. */
  #skip(count: number): void {
    this.#left -= count;
    this.#state = 'skip';
    if (this.#left === 0) this.#expectHead();
  }

  #expectHead(): void {
    this.#state = 'head';
    this.#headBytes = 0;
  }

  #lose(cause: GapCause, at: Arrival): void {
    this.#state = 'search';
    this.#left = 0;
    this.#sink.onLoss(cause, at);
  }
}

function placeOf(at: Arrival, offset: number): FramePlace {
  const { frame, seconds, nanoseconds, acknowledged } = at;
  return { frame, seconds, nanoseconds, acknowledged, offset };
}
