import { Buffer } from 'node:buffer';
import { EventEmitter } from 'node:events';
import pcapParser, { type Packet } from 'pcap-parser';
import { systemReason } from '../../base/system-error.ts';
import type { CaptureInfo } from '../capture-info.ts';
import { FileFacts } from '../file-facts.ts';
import { emptyFrame, type Frame } from '../frame.ts';
import { END, FRAME, type FrameReader, MORE, type ReadProgress, type ReadStep } from '../frame-reader.ts';
import { longestRecord } from '../pcap/header.ts';
import { ReaderJournal } from './reader-journal.ts';
import type { RecognisedCapture } from './recognised-capture.ts';

const PIECE_BYTES = 64 * 1024;
const RECORD_HEADER_BYTES = 16;

/** The stream that the parser listens to. It need not pause anything: a piece comes only when `fill()` emits one. */
class PulledInput extends EventEmitter {
  pause(): void {}
  resume(): void {}
}

export async function openPcapParserReader(capture: RecognisedCapture): Promise<FrameReader> {
  return new PcapParserReader(capture);
}

/**
 * Reads classic pcap with the npm package. The package pushes packets and has no back-pressure, so it is given one
 * piece at a time and the packets of that piece are kept here: memory is bounded by one piece and one record. The
 * package does not limit the length of a record and ends silently within one, so this class checks both.
 */
class PcapParserReader implements FrameReader {
  readonly frame: Frame;
  readonly #capture: RecognisedCapture;
  readonly #facts = new FileFacts();
  readonly #journal: ReaderJournal;
  readonly #input = new PulledInput();
  readonly #linkType: number;
  readonly #longest: number;
  /** `packets`: those of the last piece. `given`: how many of them were handed out. */
  readonly #packets: Packet[] = [];
  #given = 0;
  /** `offset`: where the next record begins in the file. `fed`: where the bytes end that the parser was given. */
  #offset: number;
  #fed = 0;
  #ended = false;
  #told = false;
  /**
   * `impossible`: a captured length beyond the bound; -1 where there was none. `waitsFor`: the captured length whose
   * bytes the parser waits for; -1 where it waits for none.
   */
  #impossible = -1;
  #waitsFor = -1;

  constructor(capture: RecognisedCapture) {
    if (capture.header.format !== 'pcap') throw new Error('pcap-parser was given another format');
    this.#capture = capture;
    this.frame = emptyFrame(capture.file);
    this.#journal = new ReaderJournal(capture, this.frame, this.#facts);
    this.#linkType = capture.header.linkType;
    this.#longest = longestRecord(capture.header.snapLength);
    this.#facts.timeDigits = 6;
    this.#facts.snapLength = capture.header.snapLength;
    this.#facts.declare(this.#linkType);
    this.#offset = capture.window.offset;

    const parser = pcapParser.parse(this.#input);
    parser.on('packetHeader', ({ capturedLength }) => {
      this.#waitsFor = capturedLength;
      if (capturedLength > this.#longest && this.#impossible < 0) this.#impossible = capturedLength;
    });
    parser.on('packet', (packet) => {
      this.#waitsFor = -1;
      if (this.#impossible < 0) this.#packets.push(packet);
    });
    parser.on('error', (error) => this.#failed(error));
    // The file header was read to recognise the format, but the parser needs it as well.
    const { bytes, start, end } = capture.window;
    this.#feed(Buffer.from(bytes.subarray(start - this.#offset, end)));
    capture.window.start = end;
  }

  get diagnostics(): ReaderJournal['diagnostics'] {
    return this.#journal.diagnostics;
  }

  next(): ReadStep {
    const packet = this.#packets[this.#given];
    if (packet === undefined) return this.#atEndOfPiece();
    this.#given += 1;
    const { header, data } = packet;
    const frame = this.frame;
    const microseconds = header.timestampMicroseconds;
    frame.seconds = header.timestampSeconds + Math.floor(microseconds / 1_000_000);
    frame.nanoseconds = (microseconds % 1_000_000) * 1000;
    frame.timed = true;
    frame.linkType = this.#linkType;
    frame.bytes = data;
    frame.start = 0;
    frame.end = data.length;
    frame.originalLength = header.originalLength;
    frame.offset = this.#offset + RECORD_HEADER_BYTES;
    frame.number = this.#facts.count(this.#linkType, true, frame.seconds, frame.nanoseconds);
    this.#offset = frame.offset + data.length;
    return FRAME;
  }

  fill(): boolean | Promise<boolean> {
    if (this.#ended) return true;
    const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
    try {
      const count = this.#capture.source.read(piece, 0, PIECE_BYTES);
      if (typeof count === 'number') return this.#received(piece, count);
      return count.then(
        (arrived) => this.#received(piece, arrived),
        (error) => this.#failed(error),
      );
    } catch (error) {
      return this.#failed(error);
    }
  }

  finish(): void {
    this.#ended = true;
  }

  info(): CaptureInfo {
    return this.#journal.info(this.#told);
  }

  progress(): ReadProgress {
    return this.#journal.progress();
  }

  close(): void {
    this.#capture.source.close();
    this.#capture.raw.close();
  }

  #feed(piece: Buffer): void {
    this.#packets.length = 0;
    this.#given = 0;
    this.#fed += piece.length;
    this.#input.emit('data', piece);
  }

  #received(piece: Buffer, count: number): boolean {
    if (count > 0) this.#feed(piece.subarray(0, count));
    else if (this.#capture.follow) return false;
    else this.#ended = true;
    return true;
  }

  #atEndOfPiece(): ReadStep {
    if (this.#impossible < 0 && !this.#ended) return MORE;
    if (!this.#told) this.#tell();
    this.#told = true;
    this.#ended = true;
    return END;
  }

  #tell(): void {
    const offset = this.#offset;
    const available = this.#fed - offset;
    if (this.#impossible >= 0) {
      this.#journal.report({
        kind: 'corrupt-record',
        offset,
        field: 'captured length',
        value: this.#impossible,
        expected: `at most ${this.#longest}`,
        stopped: true,
      });
    } else if (available > 0) {
      const needed = RECORD_HEADER_BYTES + Math.max(this.#waitsFor, 0);
      this.#journal.report({ kind: 'truncated', within: 'record', offset, needed, available });
    }
  }

  #failed(error: unknown): boolean {
    const offset = this.#capture.raw.position;
    this.#journal.report({ kind: 'read-failed', offset, reason: systemReason(error) });
    this.#ended = true;
    return true;
  }
}
