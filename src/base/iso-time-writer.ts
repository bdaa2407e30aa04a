import { type ByteWriter, bytesOf } from './byte-writer.ts';
import { isoTime } from './time.ts';

const MOST_DIGITS = 9;
const POINT = 0x2e;
const ZULU = 0x5a;

/**
 * Writes instants in ISO 8601 as bytes, as `isoTime` does. Made for reports that write many times in order: the last second is
 * remembered.
 */
export class IsoTimeWriter {
  readonly #digits: number;
  /** Nanoseconds that the last digit stands for. */
  readonly #unit: number;
  #lastSecond = Number.NaN;
  #lastDate = bytesOf('');

  /** `digits`: decimal digits of the second, 0 to 9; the rest is cut off. */
  constructor(digits: number) {
    this.#digits = digits;
    this.#unit = 10 ** (MOST_DIGITS - digits);
  }

  write(out: ByteWriter, seconds: number, nanoseconds: number): void {
    if (seconds !== this.#lastSecond) {
      this.#lastDate = bytesOf(isoTime({ seconds, nanoseconds: 0 }, 0).slice(0, -1));
      this.#lastSecond = seconds;
    }
    out.bytes(this.#lastDate);
    if (this.#digits > 0) {
      out.byte(POINT);
      out.padded(Math.floor(nanoseconds / this.#unit), this.#digits);
    }
    out.byte(ZULU);
  }
}
