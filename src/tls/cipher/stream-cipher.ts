import { Buffer } from 'node:buffer';
import { MAX_RECORD_LENGTH, RECORD } from '../record/record.ts';
import { Rc4 } from './rc4.ts';
import type { OpenedRecord, RecordCipher } from './record-cipher.ts';
import type { RecordMac } from './record-mac.ts';

/** Records whose lost bytes the stream of keys is moved over at most; beyond that nothing more can be read. */
const MAX_SKIPPED_RECORDS = 64;
const NO_BYTES = Buffer.alloc(0);

/** A stream cipher, or none, with HMAC (RFC 5246 §6.2.3.1). */
export class StreamCipher implements RecordCipher {
  readonly lead = 0;
  readonly overhead: number;
  readonly leastOverhead: number;
  readonly isExact = true;
  readonly needsPrior = false;
  readonly #mac: RecordMac;
  /** The stream before the next record; null: the bytes are not encrypted. */
  readonly #stream: Rc4 | null;
  readonly #tried = new Rc4(null);
  #isLost = false;
  readonly #opened: OpenedRecord = { bytes: NO_BYTES, start: 0, end: 0, type: 0 };

  /** `key`: that of RC4; null: nothing is encrypted. */
  constructor(mac: RecordMac, key: Buffer | null) {
    this.#mac = mac;
    this.#stream = key === null ? null : new Rc4(key);
    this.overhead = mac.length;
    this.leastOverhead = mac.length;
  }

  open(bytes: Buffer, start: number, end: number, sequence: number): OpenedRecord | null {
    const bodyStart = start + RECORD.headLength;
    const length = end - bodyStart - this.#mac.length;
    if (length < 0 || this.#isLost) return null;
    let text = bytes.subarray(bodyStart, end);
    if (this.#stream !== null) {
      this.#tried.copyFrom(this.#stream);
      text = this.#tried.decrypt(bytes, bodyStart, end);
    }
    if (!this.#mac.holds(sequence, bytes, start, text.subarray(0, length), text.subarray(length)))
      return null;
    const opened = this.#opened;
    opened.bytes = text;
    opened.start = 0;
    opened.end = length;
    opened.type = bytes[start];
    return opened;
  }

  advance(_bytes: Buffer, start: number, end: number): void {
    this.#stream?.skip(end - start - RECORD.headLength);
  }

  skip(records: number, bodyBytes: number): void {
    if (this.#stream === null) return;
    // How many records are absent is known only where their headers were seen.
    if (records === 0 || bodyBytes > MAX_SKIPPED_RECORDS * MAX_RECORD_LENGTH) this.#isLost = true;
    else this.#stream.skip(bodyBytes);
  }
}
