import { MAX_TLS_RECORD_NUMBERS } from '../../base/limits.ts';
import type { Arrival, GapCause } from '../../stream/index.ts';
import type { RecordCipher } from '../cipher/record-cipher.ts';
import { copyOfArrival } from '../record/arrival-marks.ts';
import { MAX_RECORD_LENGTH, RECORD } from '../record/record.ts';

/** Plaintext that is absent. */
export interface LostContent {
  readonly length: number;
  readonly cause: GapCause;
  readonly at: Arrival;
}

/** Bytes or whole records of a direction that cannot be read, up to the next one that authenticates. */
export class Loss {
  readonly at: Arrival;
  readonly cause: GapCause;
  /** Offset of the first byte. */
  readonly offset: number;
  /** Bytes of content of the records whose headers were seen, as far as they carry some. */
  content = 0;
  #records = 0;
  #areCounted = true;

  constructor(offset: number, cause: GapCause, at: Arrival) {
    this.offset = offset;
    this.cause = cause;
    this.at = copyOfArrival(at);
  }

  /** Number of the records that are lost; null where headers are absent as well. */
  get records(): number | null {
    return this.#areCounted ? this.#records : null;
  }

  /** A record is lost, of which the header was seen. */
  add(content: number): void {
    this.#records += 1;
    this.content += content;
  }

  /** It is not known where records begin. */
  uncount(): void {
    this.#areCounted = false;
  }
}

/** The numbers that a record at `offset` may have, the likeliest first. `present`: the number that the first lost record would have. */
export function* numbersAfter(
  loss: Loss,
  offset: number,
  present: number,
  cipher: RecordCipher,
  usualLength: number,
): Generator<number, void, undefined> {
  if (loss.records !== null) {
    yield present + loss.records;
    return;
  }
  const { least, most } = lostRecords(loss, offset, cipher);
  const guess = Math.min(most, Math.max(least, Math.round((offset - loss.offset) / usualLength)));
  yield present + guess;
  for (let away = 1; guess - away >= least || guess + away <= most; away += 1) {
    if (guess - away >= least) yield present + guess - away;
    if (guess + away <= most) yield present + guess + away;
    if (away > MAX_TLS_RECORD_NUMBERS) return;
  }
}

/** The numbers that a record at `offset` may have under a later key than the first lost one. */
export function* numbersUnderNext(
  loss: Loss,
  offset: number,
  cipher: RecordCipher,
): Generator<number, void, undefined> {
  const most = loss.records ?? lostRecords(loss, offset, cipher).most;
  for (let number = 0; number <= Math.min(most, MAX_TLS_RECORD_NUMBERS); number += 1) yield number;
}

/** How many records the lost bytes before `offset` can have been. */
function lostRecords(
  loss: Loss,
  offset: number,
  cipher: RecordCipher,
): { readonly least: number; readonly most: number } {
  const bytes = offset - loss.offset;
  return {
    least: Math.ceil(bytes / (RECORD.headLength + MAX_RECORD_LENGTH)),
    most: Math.floor(bytes / (RECORD.headLength + cipher.leastOverhead)),
  };
}
