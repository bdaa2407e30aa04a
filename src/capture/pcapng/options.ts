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

/** Steps through the options of a block. One is used for all blocks of a file, so that options cost no object. */
export class OptionCursor {
  code = 0;
  /** Offset of the value in the window, and its length in bytes without padding. */
  at = 0;
  length = 0;
  /** An option claims more bytes than its block has: then `length` is what it claims. */
  overrun = false;
  readonly #window: ByteWindow;
  #next = 0;
  #end = 0;
  #littleEndian = true;

  constructor(window: ByteWindow) {
    this.#window = window;
  }

  /** Begins at window offset `start`; the block's options end before `end`. */
  reset(start: number, end: number, littleEndian: boolean): void {
    this.#next = start;
    this.#end = end;
    this.#littleEndian = littleEndian;
    this.overrun = false;
  }

  /** False at the last option or at one that overruns. */
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

  /** The first byte of a value that has one. */
  byte(): number {
    return this.#window.view.getUint8(this.at);
  }

  /** A count of 64 bits, rounded where it is beyond 2^53; 0 where the value is shorter. */
  count(): number {
    return this.length >= 8 ? Number(this.#window.view.getBigUint64(this.at, this.#littleEndian)) : 0;
  }

  signed(): number {
    return this.length >= 8 ? Number(this.#window.view.getBigInt64(this.at, this.#littleEndian)) : 0;
  }
}
