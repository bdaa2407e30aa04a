import type { ByteWindow } from '../source/byte-window.ts';

/** Option codes (draft-ietf-opsawg-pcapng, sections 3.5 and 4). */
export const OPTION = {
  end: 0,
  comment: 1,
  interfaceName: 2,
  interfaceDescription: 3,
  timeResolution: 9,
  timeOffset: 14,
  packetDropCount: 4,
  statisticsInterfaceDrops: 5,
  statisticsSystemDrops: 7,
} as const;

const OPTION_HEADER_BYTES = 4;

/** Steps through the options of a block. One cursor serves all blocks of a file, so that options allocate nothing. */
export class OptionCursor {
  code = 0;
  /** `at`: offset of the value in the window. `length`: bytes of the value without padding. */
  at = 0;
  length = 0;
  /** True where an option claims more bytes than its block has; `length` is then what it claims. */
  overrun = false;
  readonly #window: ByteWindow;
  #next = 0;
  #end = 0;
  #littleEndian = true;

  constructor(window: ByteWindow) {
    this.#window = window;
  }

  /** Begins with the options from window offset `start` to before `end`. */
  reset(start: number, end: number, littleEndian: boolean): void {
    this.#next = start;
    this.#end = end;
    this.#littleEndian = littleEndian;
    this.overrun = false;
  }

  /** Steps to the next option. Gives false after the last one, and at one that overruns its block. */
  next(): boolean {
    if (this.#end - this.#next < OPTION_HEADER_BYTES) return false;
    const view = this.#window.view;
    this.code = view.getUint16(this.#next, this.#littleEndian);
    this.length = view.getUint16(this.#next + 2, this.#littleEndian);
    if (this.code === OPTION.end) return false;
    this.at = this.#next + OPTION_HEADER_BYTES;
    if (this.length > this.#end - this.at) {
      this.overrun = true;
      return false;
    }
    this.#next = this.at + ((this.length + 3) & ~3);
    return true;
  }

  text(): string {
    return this.#window.bytes.toString('utf8', this.at, this.at + this.length).replace(/\0+$/, '');
  }

  /** The first byte of the value, which must not be empty. */
  byte(): number {
    return this.#window.view.getUint8(this.at);
  }

  /** A 64-bit count, rounded beyond 2^53; 0 where the value is shorter than 8 bytes. */
  count(): number {
    return this.length >= 8 ? Number(this.#window.view.getBigUint64(this.at, this.#littleEndian)) : 0;
  }

  signed(): number {
    return this.length >= 8 ? Number(this.#window.view.getBigInt64(this.at, this.#littleEndian)) : 0;
  }
}
