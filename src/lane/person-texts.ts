import type { Buffer } from 'node:buffer';
import type { NamedPeople } from '../hooks/index.ts';
import { CLASS, type ValueScan } from './value-scan.ts';

/** Where the texts of a payload stand that name people, by the numbers of the rows that say so. */
export class PersonTexts implements NamedPeople {
  /** How many texts were met. */
  count = 0;
  /** Numbers of their rows, in ascending order: the first `count`. */
  readonly rows: number[] = [];
  /** By row: where its text begins and ends, without quotation marks. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** By row: what its text stands for, where that is not its bytes as ASCII; null elsewhere. */
  readonly meant: (string | null)[] = [];

  /** By row the last walk that met its member. */
  readonly #metIn: number[] = [];
  #walk = 0;

  /** Another payload is walked. */
  clear(): void {
    this.count = 0;
    this.#walk += 1;
  }

  /**
   * Notes the value of a member. False where it is left to the general way: a number or a list, and a second member for the same
   * row, because which of them counts is not told by their shape.
   */
  note(row: number, scan: ValueScan, bytes: Buffer, start: number, end: number): boolean {
    if (this.#metIn[row] === this.#walk) return false;
    this.#metIn[row] = this.#walk;
    switch (scan.class) {
      case CLASS.integer:
      case CLASS.number:
      case CLASS.nested:
        return false;
      case CLASS.text:
        this.#add(row, scan.isOdd ? meaningOf(bytes, start, end) : null, start + 1, end - 1);
        return true;
      default:
        return true;
    }
  }

  #add(row: number, meant: string | null, start: number, end: number): void {
    this.starts[row] = start;
    this.ends[row] = end;
    this.meant[row] = meant;
    let at = this.count;
    for (; at > 0 && this.rows[at - 1] > row; at--) this.rows[at] = this.rows[at - 1];
    this.rows[at] = row;
    this.count += 1;
  }
}

/** What a JSON string stands for. The scan found that it is one; bytes that are no UTF-8 are met later. */
function meaningOf(bytes: Buffer, start: number, end: number): string {
  return String(JSON.parse(bytes.toString('utf8', start, end)));
}
