import type { Buffer } from 'node:buffer';
import {
  type Body,
  BodyCollector,
  type BrokenOff,
  type HeaderList,
  type HeldBodies,
  isBodiless,
  type MessageSide,
  PlacementTracker,
  type Problem,
  type ProblemKind,
  problemOf,
  type RequestMessage,
  type ResponseMessage,
} from '../http/index.ts';
import type { Arrival, GapCause } from '../stream/index.ts';
import type { FramePlace } from './frame-reader.ts';
import type { MessageHead } from './message-head.ts';

const NO_FIELDS: HeaderList = [];
const NO_CODINGS: readonly string[] = [];
const VERSION = '2';
/** Less is no wait that anybody notices: round trips, and what the sender's machine was busy with. */
const LEAST_WAIT_SECONDS = 0.2;
/** First bytes of a body in a coding, where the field that names it is not known; and of one that is plainly JSON without a coding. */
const GZIP = [0x1f, 0x8b] as const;
const JSON_BEGINNINGS: ReadonlySet<number> = new Set([0x7b, 0x5b, 0x22, 0x20, 0x0a, 0x0d, 0x09]);
const UNKNOWN_CODING: readonly string[] = ['unknown'];

/** The message of one direction of a stream, while its frames come. */
export class StreamMessage {
  readonly side: MessageSide;
  readonly placement = new PlacementTracker();
  readonly problems: Problem[] = [];
  /** Its last frame came (END_STREAM), or it is plainly whole. */
  isDone = false;
  /** Frames of it may be lost: its end may have gone by, and some of its body. */
  isDoubtful = false;
  endOffset = 0;
  trailers: HeaderList = NO_FIELDS;
  readonly #body: BodyCollector;
  #head: MessageHead;
  /** Bytes of data that came, and that are known to be absent. */
  #received = 0;
  #isCodingKnown = true;
  #expectingSince = Number.NaN;
  #complete = true;
  #isBrokenOff = false;

  constructor(
    side: MessageSide,
    head: MessageHead,
    place: FramePlace,
    endOffset: number,
    hash: boolean,
    held: HeldBodies,
  ) {
    this.side = side;
    this.#head = head;
    this.endOffset = endOffset;
    this.placement.begin(place, place.offset);
    this.#body = new BodyCollector(hash, held);
    this.#begin(head);
  }

  get head(): MessageHead {
    return this.#head;
  }

  /** It came to its end; what is absent within it is counted apart. */
  get isWhole(): boolean {
    return this.isDone && !this.#isBrokenOff;
  }

  /** Bytes of its data that came, or are known to be absent. */
  get received(): number {
    return this.#received;
  }

  /** Nothing of a body came. */
  get isBare(): boolean {
    return this.#received === 0;
  }

  /** The head that came was an interim one, whose status was not known: this one takes its place. */
  replaceHead(head: MessageHead): void {
    this.#head = head;
    this.#begin(head);
  }

  #begin(head: MessageHead): void {
    const { startOffset } = this.placement;
    this.problems.length = 0;
    for (const { kind, value } of head.faults) this.blame(kind, startOffset, value);
    if (head.unknown > 0) this.blame('http2-fields-unknown', startOffset);
    this.#isCodingKnown = head.codings !== null;
    this.#body.begin(Math.max(0, head.length), head.codings ?? NO_CODINGS);
    if (head.expectsContinue && this.side === 'request') {
      this.#expectingSince = this.placement.lastSeconds + this.placement.lastNanoseconds / 1e9;
    }
  }

  blame(kind: ProblemKind, offset: number, excerpt = ''): void {
    this.problems.push(problemOf(kind, this.side, offset, excerpt));
  }

  data(bytes: Buffer, start: number, end: number, at: Arrival): void {
    if (!Number.isNaN(this.#expectingSince)) this.#endExpecting(at);
    if (this.#received === 0 && !this.#isCodingKnown && end > start) this.#guessCoding(bytes, start, end);
    this.#received += end - start;
    this.#body.append(bytes, start, end);
  }

  /** `length` bytes of it are absent; 0: it is not known how many, if any. */
  gap(length: number, cause: GapCause, offset: number): void {
    this.#received += length;
    this.#body.hole(length, cause);
    if (length > 0) this.blame(cause === 'cut' ? 'cut-bytes' : 'lost-bytes', offset);
  }

  /** Frames were lost in its direction, which may be its own. */
  doubt(cause: GapCause, offset: number): void {
    if (this.isDone) return;
    if (!this.isDoubtful) this.gap(0, cause, offset);
    this.isDoubtful = true;
    this.settle(offset);
  }

  /** Where frames may be lost, it is done once as many bytes came as it announced. */
  settle(offset: number): void {
    if (!this.isDoubtful || this.isDone || this.#head.length < 0) return;
    if (this.#received === this.#head.length) this.finish(offset);
  }

  /** It is done: its last frame ends at a stream offset. */
  finish(endOffset: number): void {
    this.isDone = true;
    this.endOffset = endOffset;
  }

  /** Its end does not come any more: its stream or its direction ended at a stream offset. */
  breakOff(cause: BrokenOff['cause'], offset: number): void {
    if (this.isDone) return;
    const announced = this.#head.length;
    if (this.side === 'response' && announced > 0 && this.#received === announced) {
      // Only the mark of its end is absent (RFC 9113 §8.1): some clients reset the stream once they have all that was announced.
      this.finish(offset);
      return;
    }
    this.isDone = true;
    this.#complete = false;
    this.#isBrokenOff = true;
    const { length } = this.#head;
    const brokenOff: BrokenOff = {
      within: 'body',
      framing: length >= 0 ? 'sized' : 'end-stream',
      announced: Math.max(0, length),
      sent: this.#received,
      cause,
    };
    this.endOffset = offset;
    if (this.isDoubtful) this.blame('lost-bytes', offset);
    else this.problems.push({ ...problemOf('truncated', this.side, offset), brokenOff });
  }

  /** The request that the message is; to be asked for once. */
  request(): RequestMessage {
    const { method, path, headers, unknown } = this.#head;
    const body = this.#finishBody(method);
    const line = { ...NO_LINE, method: method ?? '', target: path ?? '' };
    // Where the path is not known, its end is not either.
    const isCut = path === null && unknown > 0;
    const { placement, endOffset, trailers } = this;
    const message = placement.request(endOffset, line, isCut, headers, trailers, body);
    return unknown > 0 ? { ...message, unknownFields: unknown } : message;
  }

  /** The response that the message is; null where its status is not known. `method`: of its request; null: it is not known. */
  response(method: string | null): ResponseMessage | null {
    const { status, headers, unknown } = this.#head;
    const body = this.#finishBody(method);
    if (status === null) return null;
    const line = { ...NO_LINE, status };
    const { placement, endOffset, trailers } = this;
    const message = placement.response(endOffset, line, headers, trailers, body);
    return unknown > 0 ? { ...message, unknownFields: unknown } : message;
  }

  /** It is of no use any more. */
  discard(): void {
    this.#body.discard();
  }

  #finishBody(method: string | null): Body {
    if (this.#complete) this.#compareLength(method);
    const body = this.#body.finish(this.#complete);
    for (const { kind, value } of this.#body.faults) {
      // The name of a coding that is not known only stands for it.
      if (this.#isCodingKnown || kind !== 'unknown-content-encoding') {
        this.blame(kind, this.placement.startOffset, value);
      }
    }
    return body;
  }

  /** Holds what came against what was announced. */
  #compareLength(method: string | null): void {
    const announced = this.#head.length;
    const received = this.#received;
    if (announced >= 0 && received === announced) {
      if (this.isDoubtful) this.#body.heal();
      return;
    }
    const isResponse = this.side === 'response';
    const isBodyless = isResponse && isBodiless(this.#head.status ?? 200, method ?? '');
    if (received === 0 && isBodyless) {
      this.#body.heal();
      return;
    }
    if (this.isDoubtful) {
      this.#complete = false;
      const absent = announced - received;
      if (absent > 0) this.gap(absent, 'lost', this.endOffset);
      else this.#blameLoss();
    } else if (announced >= 0 && !(isResponse && received === 0 && method === null)) {
      // The response to HEAD announces what it does not send, and here it may be one.
      this.blame('http2-length', this.endOffset, lengthText(announced, received));
    }
  }

  #blameLoss(): void {
    if (this.problems.some(({ kind }) => kind === 'lost-bytes' || kind === 'cut-bytes')) return;
    this.blame('lost-bytes', this.endOffset);
  }

  /** The content coding is not known: the first bytes tell whether there is one. */
  #guessCoding(bytes: Buffer, start: number, end: number): void {
    const first = bytes[start];
    if (JSON_BEGINNINGS.has(first)) this.#isCodingKnown = true;
    else if (first === GZIP[0] && (end - start === 1 || bytes[start + 1] === GZIP[1])) {
      this.#body.begin(0, ['gzip']);
      this.#isCodingKnown = true;
    } else {
      this.#body.begin(0, UNKNOWN_CODING);
    }
  }

  #endExpecting({ seconds, nanoseconds, offset }: Arrival): void {
    const waitedSeconds = seconds + nanoseconds / 1e9 - this.#expectingSince;
    this.#expectingSince = Number.NaN;
    if (waitedSeconds < LEAST_WAIT_SECONDS) return;
    this.problems.push({ ...problemOf('expect-continue', this.side, offset), waitedSeconds });
  }
}

const NO_LINE = { method: '', target: '', status: 0, reason: '', version: VERSION, faults: [] } as const;

function lengthText(announced: number, received: number): string {
  return `${announced} announced, ${received} sent`;
}
