import { Buffer } from 'node:buffer';
import { MAX_OPENING_BYTES } from '../base/limits.ts';
import { looksLikeHttp, matches } from '../http/index.ts';
import type { Arrival } from '../stream/index.ts';
import { FLAG, FRAME, FRAME_HEAD_BYTES, frameHeadAt, looksLikeFrame, PREFACE } from './frame.ts';
import { showsHttp2 } from './resync.ts';

/**
 * What the first bytes of a direction are. `preface`: a client begins with HTTP/2. `frames`: they are frames beyond doubt.
 * `server`: they may be the first frames of a server, which the client's bytes have to show. `wait`: too few came to tell. `other`:
 * they are no HTTP/2.
 */
export type Http2Opening = 'preface' | 'frames' | 'server' | 'wait' | 'other';

/** Judges the bytes from `start` on, which a direction begins with, or at which the capture met it. */
export function judgeHttp2Opening(bytes: Buffer, start: number, end: number): Http2Opening {
  if (bytes[start] === PREFACE.charCodeAt(0)) {
    const length = Math.min(end - start, PREFACE.length);
    if (!matches(bytes, start, end, PREFACE.slice(0, length))) return 'other';
    return length === PREFACE.length ? 'preface' : 'wait';
  }
  // A longer payload than 64 kB nobody begins with: the first byte of its length is 0.
  if (bytes[start] !== 0) return 'other';
  if (showsHttp2(bytes, start, end)) return 'frames';
  if (!areFrames(bytes, start, end)) return 'other';
  return end - start >= FRAME_HEAD_BYTES && isServerPreface(bytes, start) ? 'server' : 'wait';
}

/**
 * Whether the bytes begin like HTTP of some version: a request line, a status line, the preface of HTTP/2, or frames beyond doubt. It is
 * asked about every segment of connections that were set aside.
 */
export function looksLikeHttpOfAnyVersion(bytes: Buffer, start: number, end: number): boolean {
  if (bytes[start] === 0) return showsHttp2(bytes, start, end);
  return looksLikeHttp(bytes, start, end) || matches(bytes, start, end, PREFACE);
}

/** Whether each head of a frame that is there may be one. */
function areFrames(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  while (at + FRAME_HEAD_BYTES <= end) {
    if (!looksLikeFrame(bytes, at)) return false;
    at += FRAME_HEAD_BYTES + frameHeadAt(bytes, at).length;
  }
  return true;
}

/** A server begins with a frame of settings that acknowledges none (RFC 9113 §3.4). */
function isServerPreface(bytes: Buffer, start: number): boolean {
  const { type, flags } = frameHeadAt(bytes, start);
  return type === FRAME.settings && (flags & FLAG.ack) === 0;
}

/** Bytes that came together, to be told again. */
export interface HeldPiece {
  readonly bytes: Buffer;
  readonly at: Arrival;
}

/** The first bytes of a direction, held until it is known whether they are HTTP/2. */
export class HeldOpening {
  #pieces: HeldPiece[] = [];
  #bytes = Buffer.alloc(0);

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  get isFull(): boolean {
    return this.#bytes.length >= MAX_OPENING_BYTES;
  }

  /** Number of the frame of the capture that brought the first of them; infinite where there are none. */
  get firstFrame(): number {
    return this.#pieces[0]?.at.frame ?? Number.POSITIVE_INFINITY;
  }

  add(bytes: Buffer, start: number, end: number, at: Arrival): void {
    const copy = Buffer.from(bytes.subarray(start, end));
    this.#pieces.push({ bytes: copy, at: { ...at } });
    this.#bytes = this.#pieces.length === 1 ? copy : Buffer.concat([this.#bytes, copy]);
  }

  judge(): Http2Opening {
    return judgeHttp2Opening(this.#bytes, 0, this.#bytes.length);
  }

  /** Gives the pieces in order; it holds none after that. */
  take(): readonly HeldPiece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#bytes = Buffer.alloc(0);
    return pieces;
  }
}
