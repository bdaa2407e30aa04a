import { Buffer } from 'node:buffer';
import { RECORD } from '../record/record.ts';
import type { OpenedRecord, RecordCipher } from './record-cipher.ts';
import type { RecordMac } from './record-mac.ts';

/** Decrypts whole blocks that are chained (CBC), without a look at padding. */
export type ChainDecryption = (iv: Buffer, text: Buffer) => Buffer;

export interface BlockCipherOptions {
  readonly decrypt: ChainDecryption;
  readonly blockLength: number;
  readonly mac: RecordMac;
  /** The MAC holds for the encrypted bytes (RFC 7366). */
  readonly isEncryptThenMac: boolean;
  /** The IV of the first record, in TLS 1.0: that of each further one is the last block before it. Null: each record has its own. */
  readonly iv: Buffer | null;
}

const NO_BYTES = Buffer.alloc(0);

/** CBC with HMAC (RFC 5246 §6.2.3.2, RFC 2246 §6.2.3.2). */
export class BlockCipher implements RecordCipher {
  readonly lead: number;
  readonly overhead: number;
  readonly leastOverhead: number;
  readonly isExact = false;
  readonly #options: BlockCipherOptions;
  /** Where it is chained from record to record; null: not known after a loss. */
  #iv: Buffer | null;
  readonly #opened: OpenedRecord = { bytes: NO_BYTES, start: 0, end: 0, type: 0 };

  constructor(options: BlockCipherOptions) {
    this.#options = options;
    this.#iv = options.iv;
    this.lead = options.iv === null ? options.blockLength : 0;
    // At least one byte says how long the padding is; half a block is usual.
    this.leastOverhead = this.lead + options.mac.length + 1;
    this.overhead = this.lead + options.mac.length + (options.blockLength >> 1);
  }

  get needsPrior(): boolean {
    return this.lead === 0 && this.#iv === null;
  }

  open(bytes: Buffer, start: number, end: number, sequence: number): OpenedRecord | null {
    const { isEncryptThenMac, mac, blockLength } = this.#options;
    const bodyStart = start + RECORD.headLength;
    const textStart = bodyStart + this.lead;
    const textEnd = isEncryptThenMac ? end - mac.length : end;
    const length = textEnd - textStart;
    if (length <= 0 || length % blockLength !== 0) return null;
    if (isEncryptThenMac && !this.#holds(sequence, bytes, start, bodyStart, textEnd)) return null;
    const iv = this.lead > 0 ? bytes.subarray(bodyStart, textStart) : this.#iv;
    if (iv === null) return null;
    const text = this.#options.decrypt(iv, bytes.subarray(textStart, textEnd));
    const content = text.length - 1 - text[text.length - 1] - (isEncryptThenMac ? 0 : mac.length);
    if (content < 0) return null;
    if (!isEncryptThenMac) {
      const found = text.subarray(content, content + mac.length);
      if (!mac.holds(sequence, bytes, start, text.subarray(0, content), found)) return null;
    }
    const opened = this.#opened;
    opened.bytes = text;
    opened.start = 0;
    opened.end = content;
    opened.type = bytes[start];
    return opened;
  }

  advance(bytes: Buffer, start: number, end: number): void {
    if (this.lead > 0) return;
    const { isEncryptThenMac, mac, blockLength } = this.#options;
    const textEnd = isEncryptThenMac ? end - mac.length : end;
    const lastBlock = textEnd - blockLength;
    // A copy: the record's bytes are written over.
    this.#iv = lastBlock < start + RECORD.headLength ? null : Buffer.from(bytes.subarray(lastBlock, textEnd));
  }

  skip(): void {
    if (this.lead === 0) this.#iv = null;
  }

  #holds(sequence: number, bytes: Buffer, start: number, from: number, to: number): boolean {
    const { mac } = this.#options;
    return mac.holds(sequence, bytes, start, bytes.subarray(from, to), bytes.subarray(to, to + mac.length));
  }
}
