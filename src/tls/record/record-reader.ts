import type { Buffer } from 'node:buffer';
import type { Arrival, Direction } from '../../stream/index.ts';
import { ArrivalMarks } from './arrival-marks.ts';
import { HeldBytes } from './held-bytes.ts';
import { isRecordHead, RECORD, type RecordTaker, type TlsRecord } from './record.ts';

type WritableRecord = { -readonly [Key in keyof TlsRecord]: TlsRecord[Key] };

/**
 * Splits the bytes of one direction into records (RFC 8446 §5.1). A record that lies within one segment is given out where it stands;
 * one that came in pieces is put together first.
 */
export class RecordReader {
  readonly #direction: Direction;
  readonly #taker: RecordTaker;
  readonly #held = new HeldBytes();
  readonly #marks = new ArrivalMarks();
  #record: WritableRecord | null = null;
  /** Bytes of a body that are left to be passed over. */
  #skip = 0;
  #skippedType = 0;
  #skippedLength = 0;
  #skippedIsWhole = true;
  /** The taker was asked about the header that is held. */
  #isHeadTold = false;
  #isStopped = false;

  constructor(direction: Direction, taker: RecordTaker) {
    this.#direction = direction;
    this.#taker = taker;
  }

  /** Frame of the first byte of the record that is held in part; infinite where none is. */
  get firstFrame(): number {
    return this.#held.length > 0 ? this.#marks.at(0).frame : Number.POSITIVE_INFINITY;
  }

  /**
   * Reads the records of `bytes` from `start` to before `end`. Gives the place up to which they are read; before `end` where the taker
   * could not take a record, so that the rest has to be given again, and where no record begins.
   */
  push(bytes: Buffer, start: number, end: number, at: Arrival): number {
    let place = start;
    while (place < end && !this.#isStopped) {
      if (this.#skip > 0) place = this.#pass(place, end, at);
      else if (this.#held.length > 0 || end - place < RECORD.headLength) {
        const next = this.#hold(bytes, place, end, at, at.offset + place - start);
        if (next < 0) return place;
        place = next;
      } else {
        const next = this.#whole(bytes, place, end, at, at.offset + place - start);
        if (next === place) return place;
        place = next;
      }
    }
    return place;
  }

  /** Passes over absent bytes. False: they reach beyond the record under way, so that it is not known where the next one begins. */
  gap(length: number, at: Arrival): boolean {
    const held = this.#held;
    if (held.length >= RECORD.headLength) {
      const body = held.bytes.readUInt16BE(3);
      this.#beginSkip(held.bytes[0], body, RECORD.headLength + body - held.length);
      this.#forgetHeld();
    }
    this.#skippedIsWhole = false;
    if (this.#skip === 0 || length > this.#skip) {
      this.reset();
      return false;
    }
    this.#advanceSkip(length, at);
    return true;
  }

  /** Nothing more comes: a record of which bytes are absent is over. */
  end(at: Arrival): void {
    if (this.#skip > 0 && !this.#skippedIsWhole) this.#advanceSkip(this.#skip, at);
  }

  /** Forgets the record under way. */
  reset(): void {
    this.#forgetHeld();
    this.#skip = 0;
    this.#isStopped = false;
  }

  #beginSkip(type: number, length: number, left: number): void {
    this.#skippedType = type;
    this.#skippedLength = length;
    this.#skippedIsWhole = true;
    this.#skip = left;
  }

  #pass(place: number, end: number, at: Arrival): number {
    const count = Math.min(this.#skip, end - place);
    this.#advanceSkip(count, at);
    return place + count;
  }

  #advanceSkip(count: number, at: Arrival): void {
    this.#skip -= count;
    if (this.#skip > 0) return;
    this.#taker.passed(this.#direction, this.#skippedType, this.#skippedLength, this.#skippedIsWhole, at);
  }

  /** A record whose header is at hand in one piece. Gives the place behind what was read; `place` itself: the taker does not take it now. */
  #whole(bytes: Buffer, place: number, end: number, at: Arrival, offset: number): number {
    const length = bytes.readUInt16BE(place + 3);
    const whole = place + RECORD.headLength + length;
    const use = this.#use(bytes, place, at);
    if (use === 'stop') return end;
    if (use === 'broken') return place;
    if (use === 'pass') {
      this.#beginSkip(bytes[place], length, length);
      if (length === 0) this.#advanceSkip(0, at);
      return place + RECORD.headLength;
    }
    if (whole > end) {
      this.#isHeadTold = true;
      return this.#hold(bytes, place, end, at, offset);
    }
    this.#marks.clear();
    this.#marks.add(at, offset);
    return this.#give(bytes, place, whole, offset) ? whole : place;
  }

  #use(bytes: Buffer, place: number, at: Arrival): 'take' | 'pass' | 'stop' | 'broken' {
    const length = bytes.readUInt16BE(place + 3);
    if (isRecordHead(bytes[place], bytes[place + 1], length)) {
      return this.#taker.head(this.#direction, bytes[place], length, at);
    }
    this.#isStopped = true;
    this.#taker.broken(this.#direction, at);
    return 'broken';
  }

  /** Adds to the record that is held in part. Gives the place behind what was read; -1: the record is whole, and the taker does not take it now. */
  #hold(bytes: Buffer, place: number, end: number, at: Arrival, offset: number): number {
    const held = this.#held;
    if (held.length === 0) this.#marks.clear();
    const needed = this.#needed(bytes, place);
    const count = Math.min(needed - held.length, end - place);
    held.copy(bytes, place, place + count);
    this.#marks.add(at, offset);
    if (held.length + count < needed) {
      held.length += count;
      return place + count;
    }
    if (!this.#isHeadTold) {
      held.length += count;
      return this.#head(place + count, end, at);
    }
    if (!this.#give(held.bytes, 0, needed, this.#marks.at(0).offset)) {
      this.#marks.removeLast();
      return -1;
    }
    this.#forgetHeld();
    return place + count;
  }

  /** Bytes of the record as far as they have to be held: the header alone, as long as the taker was not asked about it. */
  #needed(bytes: Buffer, place: number): number {
    if (!this.#isHeadTold) return RECORD.headLength;
    const { length, bytes: held } = this.#held;
    return RECORD.headLength + (length > 0 ? held.readUInt16BE(3) : bytes.readUInt16BE(place + 3));
  }

  /** A header that came in pieces is whole. */
  #head(place: number, end: number, at: Arrival): number {
    const held = this.#held;
    const type = held.bytes[0];
    const length = held.bytes.readUInt16BE(3);
    const use = this.#use(held.bytes, 0, at);
    if (use === 'take' && length > 0) {
      this.#isHeadTold = true;
      return place;
    }
    if (use === 'take') this.#give(held.bytes, 0, RECORD.headLength, this.#marks.at(0).offset);
    this.#forgetHeld();
    if (use === 'pass') {
      this.#beginSkip(type, length, length);
      if (length === 0) this.#advanceSkip(0, at);
    }
    return use === 'stop' ? end : place;
  }

  #forgetHeld(): void {
    this.#held.clear();
    this.#isHeadTold = false;
  }

  #give(bytes: Buffer, start: number, end: number, offset: number): boolean {
    this.#record ??= {
      direction: this.#direction,
      type: 0,
      version: 0,
      bytes,
      start,
      end,
      offset,
      marks: this.#marks,
    };
    const record = this.#record;
    record.type = bytes[start];
    record.version = bytes.readUInt16BE(start + 1);
    record.bytes = bytes;
    record.start = start;
    record.end = end;
    record.offset = offset;
    return this.#taker.record(record);
  }
}
