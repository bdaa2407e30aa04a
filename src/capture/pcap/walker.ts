import type { Report } from '../diagnostic.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Frame } from '../frame.ts';
import { END, FRAME, type FrameWalker, MORE, type ReadStep } from '../frame-reader.ts';
import type { ByteWindow } from '../source/byte-window.ts';
import { type ClassicHeader, longestRecord } from './header.ts';

const SECONDS = 0;
const FRACTION = 4;
const CAPTURED_LENGTH = 8;
const ORIGINAL_LENGTH = 12;
const NANOSECONDS_A_SECOND = 1_000_000_000;

/** Steps through the records of a classic pcap file (draft-ietf-opsawg-pcap, section 5) after its file header. */
export class ClassicWalker implements FrameWalker {
  readonly #window: ByteWindow;
  readonly #frame: Frame;
  readonly #facts: FileFacts;
  readonly #report: Report;
  readonly #littleEndian: boolean;
  readonly #headerBytes: number;
  readonly #unitNanoseconds: number;
  readonly #linkType: number;
  readonly #longest: number;
  readonly #header: ClassicHeader;
  readonly #plainLengths: boolean;
  #ended = false;

  constructor(header: ClassicHeader, window: ByteWindow, frame: Frame, facts: FileFacts, report: Report) {
    this.#header = header;
    this.#window = window;
    this.#frame = frame;
    this.#facts = facts;
    this.#report = report;
    this.#littleEndian = header.littleEndian;
    this.#headerBytes = header.recordHeaderBytes;
    this.#unitNanoseconds = header.unitNanoseconds;
    this.#linkType = header.linkType;
    this.#longest = longestRecord(header.snapLength);
    this.#plainLengths = header.lengthOrder === 'captured-first';
    facts.timeDigits = header.unitNanoseconds === 1 ? 9 : 6;
    facts.snapLength = header.snapLength;
    facts.declare(header.linkType);
  }

  next(): ReadStep {
    const window = this.#window;
    const at = window.start;
    const available = window.end - at;
    const headerBytes = this.#headerBytes;
    if (available < headerBytes) return this.#short(headerBytes);

    const view = window.view;
    const littleEndian = this.#littleEndian;
    let captured = view.getUint32(at + CAPTURED_LENGTH, littleEndian);
    let original = view.getUint32(at + ORIGINAL_LENGTH, littleEndian);
    if (!this.#plainLengths && this.#areSwapped(captured, original)) {
      const first = captured;
      captured = original;
      original = first;
    }
    if (captured > this.#longest) return this.#corrupt(captured);
    if (available < headerBytes + captured) return this.#short(headerBytes + captured);

    let seconds = view.getUint32(at + SECONDS, littleEndian);
    let nanoseconds = view.getUint32(at + FRACTION, littleEndian) * this.#unitNanoseconds;
    if (nanoseconds >= NANOSECONDS_A_SECOND) {
      seconds += Math.floor(nanoseconds / NANOSECONDS_A_SECOND);
      nanoseconds %= NANOSECONDS_A_SECOND;
    }
    const start = at + headerBytes;
    const end = start + captured;
    const frame = this.#frame;
    frame.seconds = seconds;
    frame.nanoseconds = nanoseconds;
    frame.timed = true;
    frame.linkType = this.#linkType;
    frame.bytes = window.bytes;
    frame.start = start;
    frame.end = end;
    frame.originalLength = original;
    frame.offset = window.base + start;
    frame.number = this.#facts.count(this.#linkType, true, seconds, nanoseconds);
    window.start = end;
    return FRAME;
  }

  #areSwapped(captured: number, original: number): boolean {
    return this.#header.lengthOrder === 'original-first' || captured > original;
  }

  #corrupt(captured: number): ReadStep {
    if (!this.#ended) {
      this.#report({
        kind: 'corrupt-record',
        offset: this.#window.offset,
        field: 'captured length',
        value: captured,
        expected: `at most ${this.#longest}`,
        stopped: true,
      });
    }
    this.#ended = true;
    return END;
  }

  #short(needed: number): ReadStep {
    const window = this.#window;
    window.needed = needed;
    if (!window.ended) return MORE;
    if (window.available > 0 && !this.#ended) {
      this.#report({
        kind: 'truncated',
        within: 'record',
        offset: window.offset,
        needed,
        available: window.available,
      });
    }
    this.#ended = true;
    return END;
  }
}
