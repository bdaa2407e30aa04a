import { Buffer } from 'node:buffer';
import type { ByteWriter } from './byte-writer.ts';
import { copyBytes, newView, WORD } from './words.ts';

const FIRST_BYTES = 16 * 1024;

/** Pieces of what a {@link ByteWriter} wrote, by number from 0, to be written again. They stand in one memory, one after the other. */
export class BytePieces {
  #memory = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #view = newView(this.#memory);
  /** Where each piece begins, and in the end where the last one ends. */
  readonly #starts: number[] = [0];

  /** Bytes of all pieces. */
  get size(): number {
    return this.#starts[this.#starts.length - 1];
  }

  /** Keeps what is written of the present chunk from `start` to before `end`; gives the number of the piece. */
  keep(out: ByteWriter, start: number, end = out.length): number {
    const size = this.size + end - start;
    if (size + WORD > this.#memory.length) this.#grow(size + WORD);
    copyBytes(out.memory, start, end, this.#memory, this.size);
    return this.#starts.push(size) - 2;
  }

  write(out: ByteWriter, piece: number): void {
    out.words(this.#view, this.#starts[piece], this.#starts[piece + 1]);
  }

  /** Lets go of all pieces: numbers begin with 0 again. */
  clear(): void {
    this.#starts.length = 1;
  }

  #grow(bytes: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, this.#memory.length * 2));
    this.#memory.copy(larger, 0, 0, this.size);
    this.#memory = larger;
    this.#view = newView(larger);
  }
}

/**
 * The same for what is known by numbers of a table: the pieces written last are remembered, each in the slot that its number falls
 * on. A piece that is longer than a slot is not remembered.
 */
export class RecentPieces<Table extends object> {
  readonly #mask: number;
  readonly #slotBytes: number;
  readonly #view: DataView;
  readonly #memory: Buffer;
  readonly #tables: (Table | null)[];
  readonly #numbers: Float64Array;
  readonly #lengths: Uint16Array;

  /** `slots`: how many are remembered, a power of two. `slotBytes`: of the longest one, 65,535 at most. */
  constructor(slots: number, slotBytes: number) {
    this.#mask = slots - 1;
    this.#slotBytes = slotBytes;
    this.#memory = Buffer.allocUnsafeSlow(slots * slotBytes + WORD);
    this.#view = newView(this.#memory);
    this.#tables = new Array<Table | null>(slots).fill(null);
    this.#numbers = new Float64Array(slots);
    this.#lengths = new Uint16Array(slots);
  }

  /** Writes the piece of a number in a table where it is remembered; false where it is not. */
  write(out: ByteWriter, table: Table, number: number): boolean {
    const slot = number & this.#mask;
    if (this.#tables[slot] !== table || this.#numbers[slot] !== number) return false;
    const start = slot * this.#slotBytes;
    out.words(this.#view, start, start + this.#lengths[slot]);
    return true;
  }

  /** Remembers what was written since the present chunk had `start` bytes. */
  keep(out: ByteWriter, table: Table, number: number, start: number): void {
    const length = out.length - start;
    if (length > this.#slotBytes) return;
    const slot = number & this.#mask;
    copyBytes(out.memory, start, out.length, this.#memory, slot * this.#slotBytes);
    this.#tables[slot] = table;
    this.#numbers[slot] = number;
    this.#lengths[slot] = length;
  }
}
