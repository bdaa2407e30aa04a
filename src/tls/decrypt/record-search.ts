import type { Buffer } from 'node:buffer';
import type { Arrival, Direction } from '../../stream/index.ts';
import { ArrivalMarks, copyOfArrival } from '../record/arrival-marks.ts';
import { HeldBytes } from '../record/held-bytes.ts';
import { isRecordHead, RECORD, type TlsRecord } from '../record/record.ts';

/** What came behind the record that was found, in the pieces in which it came. */
export interface FoundRest {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  readonly at: Arrival;
}

/**
 * Looks for the place where a record begins, in bytes of which that is not known. Bytes that look like a header are believed when the
 * taker believes the whole record.
 */
export class RecordSearch {
  readonly #direction: Direction;
  readonly #held = new HeldBytes();
  readonly #marks = new ArrivalMarks();
  /** Offset of the first byte that is held. */
  #offset = 0;

  constructor(direction: Direction) {
    this.#direction = direction;
  }

  get firstFrame(): number {
    return this.#held.length > 0 ? this.#marks.at(0).frame : Number.POSITIVE_INFINITY;
  }

  /** Bytes are absent here: what is held leads to nothing. */
  reset(): void {
    this.#held.clear();
    this.#marks.clear();
  }

  /** Takes bytes, and gives whole records that may be one to `believes`. When it believes one, gives what came behind; else null. */
  push(
    bytes: Buffer,
    start: number,
    end: number,
    at: Arrival,
    believes: (record: TlsRecord) => boolean,
  ): readonly FoundRest[] | null {
    const held = this.#held;
    if (held.length === 0) {
      this.#offset = at.offset;
      this.#marks.clear();
    }
    held.copy(bytes, start, end);
    held.length += end - start;
    this.#marks.add(at, at.offset);
    let place = 0;
    for (; held.length - place >= RECORD.headLength; place += 1) {
      const whole = this.#wholeAt(place);
      if (whole < 0) continue;
      if (whole > held.length) break;
      if (believes(this.#record(place, whole))) return this.#rest(whole);
    }
    held.drop(place);
    this.#offset += place;
    this.#marks.dropBefore(this.#offset);
    return null;
  }

  /** End of the record that may begin here; -1: none begins. */
  #wholeAt(place: number): number {
    const { bytes } = this.#held;
    const type = bytes[place];
    if (type < RECORD.changeCipherSpec || type > RECORD.data) return -1;
    const length = bytes.readUInt16BE(place + 3);
    // Minor versions are those of SSL 3.0 to TLS 1.2, which TLS 1.3 goes on with.
    if (bytes[place + 2] > 3 || length === 0 || !isRecordHead(type, bytes[place + 1], length)) return -1;
    return place + RECORD.headLength + length;
  }

  #record(start: number, end: number): TlsRecord {
    const { bytes } = this.#held;
    const offset = this.#offset + start;
    this.#marks.dropBefore(offset);
    return {
      direction: this.#direction,
      type: bytes[start],
      version: bytes.readUInt16BE(start + 1),
      bytes,
      start,
      end,
      offset,
      marks: this.#marksUpTo(this.#offset + end),
    };
  }

  /** Marks without those of bytes behind the record. */
  #marksUpTo(offset: number): ArrivalMarks {
    const marks = new ArrivalMarks();
    for (let index = 0; index < this.#marks.count; index += 1) {
      const mark = this.#marks.at(index);
      if (mark.offset < offset) marks.add(mark, mark.offset);
    }
    return marks;
  }

  #rest(place: number): readonly FoundRest[] {
    const { bytes, length } = this.#held;
    const found: FoundRest[] = [];
    for (let index = 0; index < this.#marks.count; index += 1) {
      const mark = this.#marks.at(index);
      const next = index + 1 < this.#marks.count ? this.#marks.at(index + 1).offset - this.#offset : length;
      const start = Math.max(place, mark.offset - this.#offset);
      if (start < next) {
        found.push({
          bytes,
          start,
          end: next,
          at: { ...copyOfArrival(mark), offset: this.#offset + start },
        });
      }
    }
    // What was found stands in the room that was held.
    this.#held.leave();
    this.#marks.clear();
    return found;
  }
}
