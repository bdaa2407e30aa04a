import { Buffer } from 'node:buffer';
import { copyBytes, newView } from '../base/words.ts';
import type { ByteRange } from './answer.ts';
import type { ViewedBytes } from './byte-words.ts';
import { chunkedEnd } from './chunked-body.ts';
import type { KnownHead } from './known-heads.ts';

const FIRST_BYTES = 4096;

/** Where a body is in one piece: one object is written over for one body after the other. */
export class BodyRange implements ByteRange {
  bytes: Buffer;
  view: DataView;
  start = 0;
  end = 0;
  /** Holds bodies that came in chunks. */
  #gathered: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #gatheredView = newView(this.#gathered);

  constructor() {
    this.bytes = this.#gathered;
    this.view = this.#gatheredView;
  }

  /** Finds the body that stands between two indexes behind a head. */
  find(from: ViewedBytes, start: number, end: number, { framing }: KnownHead): void {
    if (framing === 'chunked') {
      this.#gather(from, start, end);
      return;
    }
    this.bytes = from.bytes;
    this.view = from.view;
    this.start = start;
    this.end = end;
  }

  #gather({ bytes }: ViewedBytes, start: number, end: number): void {
    if (this.#gathered.length < end - start) {
      this.#gathered = Buffer.allocUnsafeSlow((end - start) * 2);
      this.#gatheredView = newView(this.#gathered);
    }
    this.bytes = this.#gathered;
    this.view = this.#gatheredView;
    this.start = 0;
    this.end = 0;
    chunkedEnd(bytes, start, end, (from, to) => {
      copyBytes(bytes, from, to, this.bytes, this.end);
      this.end += to - from;
    });
  }
}
