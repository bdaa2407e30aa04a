import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import type { HashName } from '../suite/suites.ts';
import { writeSequence } from './record-cipher.ts';

/** Bytes of a hash. */
export const HASH_LENGTH: Readonly<Record<HashName, number>> = { md5: 16, sha1: 20, sha256: 32, sha384: 48 };

/** The number of the record, type, version and length, which the MAC holds for as well (RFC 5246 §6.2.3.1). */
const HEAD_LENGTH = 13;

/** Checks the MAC of records: an HMAC over their number, their header and what they hold. */
export class RecordMac {
  readonly length: number;
  readonly #hash: HashName;
  readonly #key: Buffer;
  readonly #head = Buffer.alloc(HEAD_LENGTH);

  constructor(hash: HashName, key: Buffer) {
    this.#hash = hash;
    this.#key = key;
    this.length = HASH_LENGTH[hash];
  }

  /** True if `mac` is that of `content` in a record with this number, whose header stands in `record` at `start`. */
  holds(sequence: number, record: Buffer, start: number, content: Buffer, mac: Buffer): boolean {
    const head = this.#head;
    writeSequence(head, 0, sequence);
    record.copy(head, 8, start, start + 3);
    head.writeUInt16BE(content.length, 11);
    return createHmac(this.#hash, this.#key).update(head).update(content).digest().equals(mac);
  }
}
