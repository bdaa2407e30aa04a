import { systemReason } from '../../base/system-error.ts';
import type { CaptureInfo } from '../capture-info.ts';
import { FileFacts } from '../file-facts.ts';
import { emptyFrame, type Frame } from '../frame.ts';
import type { FramePlace } from '../frame-places.ts';
import {
  END,
  type FrameReader,
  type FrameWalker,
  type ReadProgress,
  type ReadStep,
} from '../frame-reader.ts';
import { ClassicWalker } from '../pcap/walker.ts';
import { PcapngWalker } from '../pcapng/walker.ts';
import type { ByteWindow } from '../source/byte-window.ts';
import { ReaderJournal } from './reader-journal.ts';
import type { RecognisedCapture } from './recognised-capture.ts';

/** The project's own reader of one file: a walker steps through a window, and the source fills the window. */
export class OwnReader implements FrameReader {
  readonly frame: Frame;
  readonly #capture: RecognisedCapture;
  readonly #window: ByteWindow;
  readonly #walker: FrameWalker;
  readonly #facts = new FileFacts();
  readonly #journal: ReaderJournal;
  #over = false;

  constructor(capture: RecognisedCapture) {
    this.#capture = capture;
    this.#window = capture.window;
    this.frame = emptyFrame(capture.file);
    this.#journal = new ReaderJournal(capture, this.frame, this.#facts);
    const { header, window } = capture;
    const report = this.#journal.report;
    this.#walker =
      header.format === 'pcap'
        ? new ClassicWalker(header, window, this.frame, this.#facts, report)
        : new PcapngWalker(window, this.frame, this.#facts, report, capture.onSecrets);
  }

  get diagnostics(): ReaderJournal['diagnostics'] {
    return this.#journal.diagnostics;
  }

  next(): ReadStep {
    const step = this.#walker.next();
    if (step === END) this.#over = true;
    return step;
  }

  fill(): boolean | Promise<boolean> {
    if (this.#window.ended) return true;
    try {
      const received = this.#window.receive(this.#capture.source);
      if (typeof received === 'number') return this.#received(received);
      return received.then(
        (count) => this.#received(count),
        (error) => this.#failed(error),
      );
    } catch (error) {
      return this.#failed(error);
    }
  }

  /** Only of a plain file of classic pcap: the records of pcapng say nothing without the blocks before them. */
  jump({ number, offset }: FramePlace): boolean {
    const { header, raw, compression, follow } = this.#capture;
    if (header.format !== 'pcap' || compression !== null || follow || raw.seek === undefined) return false;
    const record = offset - header.recordHeaderBytes;
    if (!this.#window.skipTo(record)) {
      raw.seek(record);
      this.#window.restart(record);
    }
    this.#facts.frames = number - 1;
    return true;
  }

  finish(): void {
    this.#window.ended = true;
  }

  info(): CaptureInfo {
    return this.#journal.info(this.#over);
  }

  progress(): ReadProgress {
    return this.#journal.progress();
  }

  close(): void {
    this.#capture.source.close();
    this.#capture.raw.close();
  }

  #received(count: number): boolean {
    if (count > 0) return true;
    if (this.#capture.follow) return false;
    this.#window.ended = true;
    return true;
  }

  #failed(error: unknown): boolean {
    this.#journal.report({
      kind: 'read-failed',
      offset: this.#capture.raw.position,
      reason: systemReason(error),
    });
    this.#window.ended = true;
    return true;
  }
}
