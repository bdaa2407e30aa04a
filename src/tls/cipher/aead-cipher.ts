import { Buffer } from 'node:buffer';
import {
  type CipherGCMTypes,
  createDecipheriv,
  createSecretKey,
  type DecipherGCM,
  type KeyObject,
} from 'node:crypto';
import { RECORD } from '../record/record.ts';
import type { SuiteCipher } from '../suite/suites.ts';
import { type OpenedRecord, type RecordCipher, writeSequence } from './record-cipher.ts';

const NONCE_LENGTH = 12;
/** In TLS 1.2: the sequence number (8), type, version and length (RFC 5246 §6.2.3.3). */
const OLD_ADDITIONAL_LENGTH = 13;
const NO_BYTES = Buffer.alloc(0);

/**
 * Authenticated encryption: GCM (RFC 5288), CCM (RFC 6655) and ChaCha20-Poly1305 (RFC 7905) of TLS 1.2, and all of TLS 1.3
 * (RFC 8446 §5.2, §5.3).
 */
export class AeadCipher implements RecordCipher {
  readonly lead: number;
  readonly overhead: number;
  readonly leastOverhead: number;
  readonly isExact = true;
  readonly needsPrior = false;
  readonly #algorithm: CipherGCMTypes;
  readonly #key: KeyObject;
  readonly #iv: Buffer;
  readonly #isTls13: boolean;
  readonly #tagLength: number;
  readonly #options: { readonly authTagLength: number };
  readonly #nonce = Buffer.alloc(NONCE_LENGTH);
  readonly #additional: Buffer;
  readonly #textLength = { plaintextLength: 0 };
  readonly #opened: OpenedRecord = { bytes: NO_BYTES, start: 0, end: 0, type: 0 };

  /** `iv`: 12 bytes, or the 4 that stand before an explicit nonce. */
  constructor(cipher: SuiteCipher & { readonly kind: 'aead' }, key: Buffer, iv: Buffer, isTls13: boolean) {
    // The types of node:crypto name only the most usual of its algorithms.
    this.#algorithm = cipher.algorithm as CipherGCMTypes;
    this.#key = createSecretKey(key);
    this.#iv = iv;
    this.#isTls13 = isTls13;
    this.#tagLength = cipher.tagLength;
    this.#options = { authTagLength: cipher.tagLength };
    this.lead = isTls13 ? 0 : cipher.explicitLength;
    this.overhead = this.lead + cipher.tagLength + (isTls13 ? 1 : 0);
    this.leastOverhead = this.overhead;
    this.#additional = Buffer.alloc(isTls13 ? RECORD.headLength : OLD_ADDITIONAL_LENGTH);
    iv.copy(this.#nonce);
  }

  open(bytes: Buffer, start: number, end: number, sequence: number): OpenedRecord | null {
    const textStart = start + RECORD.headLength + this.lead;
    const textEnd = end - this.#tagLength;
    const length = textEnd - textStart;
    if (length < (this.#isTls13 ? 1 : 0)) return null;
    this.#writeNonce(bytes, start, sequence);
    this.#writeAdditional(bytes, start, sequence, length);
    const text = this.#decrypted(bytes.subarray(textStart, textEnd), bytes.subarray(textEnd, end));
    if (text === null) return null;
    const opened = this.#opened;
    opened.bytes = text;
    opened.start = 0;
    opened.end = length;
    opened.type = bytes[start];
    return this.#isTls13 ? this.#withoutPadding(opened) : opened;
  }

  advance(): void {}

  skip(): void {}

  #writeNonce(bytes: Buffer, start: number, sequence: number): void {
    const nonce = this.#nonce;
    if (this.lead > 0) {
      bytes.copy(nonce, this.#iv.length, start + RECORD.headLength, start + RECORD.headLength + this.lead);
      return;
    }
    // The number of the record in the last eight bytes, as exclusive or with the IV (RFC 8446 §5.3).
    const iv = this.#iv;
    nonce.writeInt32BE(iv.readInt32BE(4) ^ Math.floor(sequence / 2 ** 32), 4);
    nonce.writeInt32BE(iv.readInt32BE(8) ^ (sequence >>> 0), 8);
  }

  #writeAdditional(bytes: Buffer, start: number, sequence: number, length: number): void {
    const additional = this.#additional;
    if (this.#isTls13) {
      bytes.copy(additional, 0, start, start + RECORD.headLength);
      return;
    }
    writeSequence(additional, 0, sequence);
    bytes.copy(additional, 8, start, start + 3);
    additional.writeUInt16BE(length, 11);
  }

  #decrypted(text: Buffer, tag: Buffer): Buffer | null {
    try {
      const decipher: DecipherGCM = createDecipheriv(this.#algorithm, this.#key, this.#nonce, this.#options);
      this.#textLength.plaintextLength = text.length;
      decipher.setAuthTag(tag);
      decipher.setAAD(this.#additional, this.#textLength);
      const content = decipher.update(text);
      decipher.final();
      return content;
    } catch {
      // The only way in which node:crypto says that the tag is wrong.
      return null;
    }
  }

  /** Behind the content stand its type, which is not zero, and zeros (RFC 8446 §5.4). */
  #withoutPadding(opened: OpenedRecord): OpenedRecord | null {
    const { bytes } = opened;
    let last = opened.end - 1;
    while (last >= 0 && bytes[last] === 0) last -= 1;
    if (last < 0) return null;
    opened.end = last;
    opened.type = bytes[last];
    return opened;
  }
}
