import { MAX_CHUNK_LINE_BYTES, MAX_HEADER_BYTES } from '../../base/limits.ts';
import { ByteStore } from '../byte-store.ts';
import type { BodyCollector } from './body-collector.ts';

const LF = 0x0a;
const CR = 0x0d;
/**
 * The size, perhaps white space that should not be there, and extensions, which are ignored (RFC 9112 §7.1,
 * §7.1.1).
 */
const SIZE_LINE = /^([0-9A-Fa-f]{1,13})[ \t]*(?:;[^\r]*)?\r?$/;

export type ChunkedState = 'size' | 'data' | 'data-end' | 'trailers' | 'done' | 'broken';

/** Reads the chunked transfer coding (RFC 9112 §7.1) as its bytes come. A bare LF is accepted as a line end (§2.2). */
export class ChunkedFraming {
  state: ChunkedState = 'done';
  /** In state `data`: bytes of the present chunk that are still to come. */
  remaining = 0;
  /** In state `broken`: the line that broke the coding. */
  fault = '';
  /** The trailer lines with the empty line behind them; nothing where there are no trailers. */
  readonly trailers = new ByteStore(MAX_HEADER_BYTES);
  /** What came of the line under way. */
  #line = '';
  #trailerLineBytes = 0;

  begin(): void {
    this.state = 'size';
    this.remaining = 0;
    this.#line = '';
    this.#trailerLineBytes = 0;
    if (this.trailers.length > 0) this.trailers.clear();
  }

  /** Reads from `position` on, to `end` or to state `done` or `broken`; returns the position up to which it read. */
  read(bytes: Buffer, position: number, end: number, body: BodyCollector): number {
    while (position < end) {
      switch (this.state) {
        case 'size':
          position = this.#readSizeLine(bytes, position, end);
          break;
        case 'data': {
          const stop = Math.min(end, position + this.remaining);
          body.append(bytes, position, stop);
          this.skip(stop - position);
          position = stop;
          break;
        }
        case 'data-end':
          position = this.#readDataEnd(bytes, position);
          break;
        case 'trailers':
          position = this.#readTrailers(bytes, position, end);
          break;
        default:
          return position;
      }
    }
    return position;
  }

  /** Counts bytes of the present chunk as passed, whether they came or are absent. */
  skip(count: number): void {
    this.remaining -= count;
    if (this.remaining === 0) this.state = 'data-end';
  }

  #readSizeLine(bytes: Buffer, position: number, end: number): number {
    let at = position;
    while (at < end && bytes[at] !== LF) at += 1;
    this.#line += bytes.toString('latin1', position, at);
    if (this.#line.length > MAX_CHUNK_LINE_BYTES) return this.#fail(this.#line, position);
    if (at === end) return end;
    const match = SIZE_LINE.exec(this.#line);
    if (match === null) return this.#fail(this.#line, position);
    this.#line = '';
    this.remaining = Number.parseInt(match[1], 16);
    this.state = this.remaining === 0 ? 'trailers' : 'data';
    return at + 1;
  }

  #readDataEnd(bytes: Buffer, position: number): number {
    const byte = bytes[position];
    if (byte === CR && this.#line === '') {
      this.#line = '\r';
      return position + 1;
    }
    if (byte !== LF) return this.#fail(this.#line + String.fromCharCode(byte), position);
    this.#line = '';
    this.state = 'size';
    return position + 1;
  }

  #readTrailers(bytes: Buffer, position: number, end: number): number {
    while (position < end) {
      const byte = bytes[position];
      const usual = this.trailers.length === 0 && (byte === CR || byte === LF);
      if (!usual && this.trailers.append(bytes, position, position + 1) === 0)
        return this.#fail('', position);
      position += 1;
      if (byte === LF) {
        if (this.#trailerLineBytes === 0) {
          this.state = 'done';
          return position;
        }
        this.#trailerLineBytes = 0;
      } else if (byte !== CR) {
        this.#trailerLineBytes += 1;
      }
    }
    return position;
  }

  #fail(fault: string, position: number): number {
    this.state = 'broken';
    this.fault = fault;
    return position;
  }
}
