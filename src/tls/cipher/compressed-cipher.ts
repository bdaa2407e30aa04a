import { Buffer } from 'node:buffer';
import { constants, inflateRawSync } from 'node:zlib';
import type { OpenedRecord, RecordCipher } from './record-cipher.ts';

/** Bytes of content that later records may refer to (RFC 1951 §2). */
const HISTORY_BYTES = 32_768;
/** Bytes of header before the first record's content (RFC 1950 §2.2). */
const ZLIB_HEAD = 2;
/** Bytes of content that a record may become (RFC 3749 §2). */
const MAX_CONTENT_BYTES = 2 ** 14;

/**
 * Records that were compressed before they were encrypted (DEFLATE, RFC 3749). The compressed records of a direction are one stream:
 * behind a lost one nothing can be read.
 */
export class CompressedCipher implements RecordCipher {
  readonly isExact = false;
  readonly #cipher: RecordCipher;
  #history = Buffer.alloc(0);
  #isBegun = false;
  #isLost = false;
  /** Content of the record that was opened last, as long as it is not part of the history. */
  #content: Buffer | null = null;

  constructor(cipher: RecordCipher) {
    this.#cipher = cipher;
  }

  get lead(): number {
    return this.#cipher.lead;
  }

  get overhead(): number {
    return this.#cipher.overhead;
  }

  get leastOverhead(): number {
    return this.#cipher.leastOverhead;
  }

  get needsPrior(): boolean {
    return this.#cipher.needsPrior;
  }

  open(bytes: Buffer, start: number, end: number, sequence: number): OpenedRecord | null {
    this.#content = null;
    const opened = this.#isLost ? null : this.#cipher.open(bytes, start, end, sequence);
    if (opened === null) return null;
    const from = opened.start + (this.#isBegun ? 0 : ZLIB_HEAD);
    if (from > opened.end) return null;
    try {
      this.#content = inflateRawSync(opened.bytes.subarray(from, opened.end), {
        dictionary: this.#history,
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: MAX_CONTENT_BYTES,
      });
    } catch {
      return null;
    }
    opened.bytes = this.#content;
    opened.start = 0;
    opened.end = this.#content.length;
    return opened;
  }

  advance(bytes: Buffer, start: number, end: number): void {
    this.#cipher.advance(bytes, start, end);
    if (this.#content === null) {
      this.#isLost = true;
      return;
    }
    this.#history = Buffer.concat([this.#history, this.#content]).subarray(-HISTORY_BYTES);
    this.#isBegun = true;
    this.#content = null;
  }

  skip(records: number, bodyBytes: number): void {
    this.#cipher.skip(records, bodyBytes);
    this.#isLost = true;
  }
}
