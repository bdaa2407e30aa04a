import { MAX_TLS_REMEMBERED_RECORDS } from '../../base/limits.ts';

const FIRST_ROOM = 16;

/**
 * Where the last records of a direction ended, in its bytes and in its plaintext, so that an acknowledgement of the one can be told as
 * one of the other. Records without content need no place: where they end, the plaintext is no longer.
 */
export class RecordOffsets {
  #sealed = new Float64Array(FIRST_ROOM);
  #plain = new Float64Array(FIRST_ROOM);
  /** Places are used in turns; so many were used. */
  #count = 0;
  #received = 0;

  /** Bytes up to this offset were read. */
  receive(offset: number): void {
    if (offset > this.#received) this.#received = offset;
  }

  /** A record ended at offset `sealed`, and its content at `plain` of the plaintext. */
  add(sealed: number, plain: number): void {
    if (this.#count === this.#sealed.length && this.#count < MAX_TLS_REMEMBERED_RECORDS) this.#grow();
    const place = this.#count % this.#sealed.length;
    this.#sealed[place] = sealed;
    this.#plain[place] = plain;
    this.#count += 1;
  }

  /** The end of the plaintext whose records end at or before an acknowledged offset; -1 where it is not known. */
  plainBefore(acknowledged: number): number {
    if (acknowledged < 0 || acknowledged > this.#received) return -1;
    const room = this.#sealed.length;
    const first = Math.max(0, this.#count - room);
    for (let index = this.#count - 1; index >= first; index -= 1) {
      if (this.#sealed[index % room] <= acknowledged) return this.#plain[index % room];
    }
    return first === 0 ? 0 : -1;
  }

  #grow(): void {
    const room = Math.min(MAX_TLS_REMEMBERED_RECORDS, this.#sealed.length * 4);
    const sealed = new Float64Array(room);
    const plain = new Float64Array(room);
    sealed.set(this.#sealed);
    plain.set(this.#plain);
    this.#sealed = sealed;
    this.#plain = plain;
  }
}
