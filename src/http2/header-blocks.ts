import { Buffer } from 'node:buffer';
import { MAX_HEADER_BYTES } from '../base/limits.ts';
import { ByteStore } from '../http/index.ts';
import { FLAG, FRAME, type FrameHead } from './frame.ts';
import type { FramePlace } from './frame-reader.ts';
import { type FieldBlock, HpackDecoder } from './hpack/decoder.ts';

/** A header block that was read, and where it stands. */
export interface ReadBlock {
  /** The stream of its first frame. */
  readonly stream: number;
  /** It is that of a PUSH_PROMISE. */
  readonly isPromise: boolean;
  readonly endsStream: boolean;
  readonly place: FramePlace;
  readonly fields: FieldBlock;
  /** Why it is not all there: bytes of it are absent, or too many, or its frames are wrong. null: it is all there. */
  readonly lack: 'lost' | 'cut' | 'dropped' | 'too-large' | 'broken' | null;
}

/** A block whose last frame has not come. */
interface OpenBlock {
  readonly head: FrameHead;
  readonly place: FramePlace;
  /** null: it was given out in part, and the frames that belong to it are passed over. */
  readonly bytes: ByteStore | null;
}

const NO_BYTES = Buffer.alloc(0);
/** Bytes before the block: of a priority, and of the stream that a PUSH_PROMISE names. */
const PRIORITY_BYTES = 5;
const PROMISED_BYTES = 4;

/**
 * Puts the header blocks of one direction together from HEADERS, PUSH_PROMISE and CONTINUATION (RFC 9113 §4.3), and reads them. All
 * have to be read, also those that nobody wants, because each changes the table that the next ones refer to.
 */
export class HeaderBlocks {
  readonly #decoder: HpackDecoder;
  #open: OpenBlock | null = null;
  /** Sizes of the table that the other side announced and this one has not acknowledged; null: the frame said nothing of it. */
  #announced: (number | null)[] = [];
  #areLimitsKnown: boolean;

  /** `isFresh`: the direction begins here. `areLimitsKnown`: so do its settings. */
  constructor(isFresh: boolean, areLimitsKnown: boolean) {
    this.#decoder = new HpackDecoder(isFresh);
    this.#areLimitsKnown = isFresh && areLimitsKnown;
    if (!this.#areLimitsKnown) this.#decoder.allow(null);
  }

  /** Number of the frame of the capture with which the block under way begins; infinite where none is. */
  get firstFrameUnderWay(): number {
    return this.#open?.place.frame ?? Number.POSITIVE_INFINITY;
  }

  /** A frame that begins a block, or goes on with one. Returns the block where it is at its end. */
  take(head: FrameHead, payload: Buffer, place: FramePlace): ReadBlock | null {
    if (head.type === FRAME.continuation) return this.#goOn(head, payload);
    const bounds = fragmentOf(head, payload);
    if (bounds === null) {
      this.#open = null;
      return this.#given(head, place, NO_BYTES, 0, 0, 'broken');
    }
    const [start, end] = bounds;
    if ((head.flags & FLAG.endHeaders) !== 0) return this.#given(head, place, payload, start, end, null);
    const bytes = new ByteStore(MAX_HEADER_BYTES);
    bytes.append(payload, start, end);
    this.#open = { head, place, bytes };
    return null;
  }

  /** The same for a frame of whose payload only the beginning is there. */
  takePart(
    head: FrameHead,
    payload: Buffer,
    place: FramePlace,
    lack: Exclude<ReadBlock['lack'], null>,
  ): ReadBlock | null {
    const isLast = (head.flags & FLAG.endHeaders) !== 0;
    const open = this.#open;
    if (head.type === FRAME.continuation) {
      if (open === null || open.bytes === null) {
        if (isLast) this.#open = null;
        return null;
      }
      open.bytes.append(payload, 0, payload.length);
      this.#open = isLast ? null : { ...open, bytes: null };
      const { bytes } = open;
      return this.#given(open.head, open.place, bytes.bytes, 0, bytes.length, lack);
    }
    this.#open = isLast ? null : { head, place, bytes: null };
    const [start, end] = fragmentOf({ ...head, flags: head.flags & ~FLAG.padded }, payload) ?? [0, 0];
    return this.#given(head, place, payload, start, end, lack);
  }

  /** Another frame comes: a block that is under way was not finished (RFC 9113 §6.10). Returns it. */
  interrupt(): ReadBlock | null {
    const open = this.#open;
    this.#open = null;
    if (open === null || open.bytes === null) return null;
    return this.#given(open.head, open.place, open.bytes.bytes, 0, open.bytes.length, 'broken');
  }

  /** Frames of this direction may have been lost. Returns the block that was under way. */
  lose(cause: 'lost' | 'cut' | 'dropped'): ReadBlock | null {
    const open = this.#open;
    this.#open = null;
    const block =
      open === null || open.bytes === null
        ? null
        : this.#given(open.head, open.place, open.bytes.bytes, 0, open.bytes.length, cause);
    this.#decoder.lose();
    this.forgetLimits();
    return block;
  }

  /** The other side announces a size of the table, or a frame of settings without one (null). */
  announce(bytes: number | null): void {
    if (!this.#areLimitsKnown) return;
    this.#announced.push(bytes);
    if (this.#announced.length > MAX_ANNOUNCED) this.forgetLimits();
  }

  /** This side acknowledges the oldest settings that it has not acknowledged (RFC 9113 §6.5.3). */
  acknowledge(): void {
    if (!this.#areLimitsKnown) return;
    const bytes = this.#announced.shift();
    if (bytes === undefined) this.forgetLimits();
    else if (bytes !== null) this.#decoder.allow(bytes);
  }

  /** Settings may have been lost: how large the table may be is not known from here on. */
  forgetLimits(): void {
    this.#areLimitsKnown = false;
    this.#announced = [];
    this.#decoder.allow(null);
  }

  #goOn(head: FrameHead, payload: Buffer): ReadBlock | null {
    const open = this.#open;
    // Without its beginning a block cannot be read.
    if (open === null) {
      this.#decoder.lose();
      return null;
    }
    const isLast = (head.flags & FLAG.endHeaders) !== 0;
    const { bytes } = open;
    if (head.stream !== open.head.stream) return this.interrupt();
    if (isLast) this.#open = null;
    if (bytes === null) return null;
    const isKept = bytes.append(payload, 0, payload.length) === payload.length;
    if (isKept && !isLast) return null;
    if (!isLast) this.#open = { ...open, bytes: null };
    return this.#given(open.head, open.place, bytes.bytes, 0, bytes.length, isKept ? null : 'too-large');
  }

  #given(
    head: FrameHead,
    place: FramePlace,
    bytes: Buffer,
    start: number,
    end: number,
    lack: ReadBlock['lack'],
  ): ReadBlock {
    const announced = Math.max(0, ...this.#announced.map((size) => size ?? 0));
    const fields = this.#decoder.read(bytes, start, end, announced);
    if (lack !== null) this.#decoder.lose();
    return {
      stream: head.stream,
      isPromise: head.type === FRAME.pushPromise,
      endsStream: head.type === FRAME.headers && (head.flags & FLAG.endStream) !== 0,
      place,
      fields: lack === null ? fields : { ...fields, fault: fields.fault ?? 'cut' },
      lack,
    };
  }
}

/** Frames of settings that wait for their acknowledgement; more is no sound connection. */
const MAX_ANNOUNCED = 64;

/** Where the part of the block stands in a payload, without padding and what stands before it; null where the padding is too long. */
function fragmentOf(
  { type, flags }: FrameHead,
  payload: Buffer,
): readonly [start: number, end: number] | null {
  const isPadded = (flags & FLAG.padded) !== 0;
  let start = isPadded ? 1 : 0;
  if (type === FRAME.pushPromise) start += PROMISED_BYTES;
  else if ((flags & FLAG.priority) !== 0) start += PRIORITY_BYTES;
  const end = payload.length - (isPadded && payload.length > 0 ? payload[0] : 0);
  return start > end ? null : [start, end];
}
