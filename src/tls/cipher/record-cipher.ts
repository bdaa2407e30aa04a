import type { Buffer } from 'node:buffer';

/** What a record held. It is one object that is written over. */
export interface OpenedRecord {
  /** The content stands in `bytes` from `start` to before `end`. It may be used until the next record is opened. */
  bytes: Buffer;
  start: number;
  end: number;
  /** The content type; in TLS 1.3 the one that stands in the encrypted part (RFC 8446 §5.2). */
  type: number;
}

/**
 * Decrypts the records of one direction, under one key. The bytes of a record are its header and body, from `start` to before `end`.
 * Nothing throws.
 */
export interface RecordCipher {
  /** Bytes of a body before the byte that the first one of the content stands at. */
  readonly lead: number;
  /** Bytes that a body has beside its content: of every record where `isExact`, else of a usual one. */
  readonly overhead: number;
  /** The least that it has. */
  readonly leastOverhead: number;
  readonly isExact: boolean;
  /** The next record cannot be opened whatever its number is: a part of the one before is needed, and absent. */
  readonly needsPrior: boolean;
  /** Decrypts and authenticates a record as number `sequence`, from 0, under this key. Null: it is not that record. */
  open(bytes: Buffer, start: number, end: number, sequence: number): OpenedRecord | null;
  /** A record went by, opened or not: what the next one depends on is noted. */
  advance(bytes: Buffer, start: number, end: number): void;
  /** So many records went by, of which the bodies are not at hand. */
  skip(records: number, bodyBytes: number): void;
}

/** Writes a number of a record as 64 bits (RFC 5246 §6.1). */
export function writeSequence(bytes: Buffer, place: number, sequence: number): void {
  bytes.writeUInt32BE(Math.floor(sequence / 2 ** 32), place);
  bytes.writeUInt32BE(sequence >>> 0, place + 4);
}
