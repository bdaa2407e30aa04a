import { type CaptureInfo, dropsOf } from '../capture-info.ts';
import { type CaptureDiagnostic, type Damage, endsReading } from '../diagnostic.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Frame } from '../frame.ts';
import type { ReadProgress } from '../frame-reader.ts';
import type { RecognisedCapture } from './recognised-capture.ts';

/** Collects what one reader reports about its file: diagnostics and facts, in the form that other stages see. */
export class ReaderJournal {
  readonly diagnostics: CaptureDiagnostic[] = [];
  readonly #capture: RecognisedCapture;
  readonly #frame: Frame;
  readonly #facts: FileFacts;
  #damaged = false;

  constructor(capture: RecognisedCapture, frame: Frame, facts: FileFacts) {
    this.#capture = capture;
    this.#frame = frame;
    this.#facts = facts;
    for (const damage of capture.compressed.found) this.report(damage);
    capture.compressed.listener = this.report;
  }

  /**
   * Adds the file and the last frame to a report of damage. Where the source ended early, a record that is cut by that
   * is not reported as a second damage.
   */
  readonly report = (damage: Damage): void => {
    if (endsReading(damage)) {
      if (this.#damaged) return;
      this.#damaged = true;
    }
    const { path, file } = this.#capture;
    this.diagnostics.push({ ...damage, path, file, afterFrame: this.#frame.number });
  };

  info(ended: boolean): CaptureInfo {
    const facts = this.#facts;
    const { path, header, compression, raw } = this.#capture;
    return {
      path,
      format: header.format,
      compression,
      linkTypes: facts.frames > 0 ? [...facts.linkTypes] : [...facts.declaredLinkTypes],
      linkTypeFrames: facts.frames > 0 ? [...facts.linkTypeFrames] : facts.declaredLinkTypes.map(() => 0),
      frames: facts.frames,
      bytes: Math.max(raw.size ?? 0, raw.position),
      firstTime: facts.firstTime,
      lastTime: facts.lastTime,
      timeDigits: facts.timeDigits,
      snapLength: facts.snapLength,
      complete: ended && !this.#damaged,
      drops: facts.interfaces.reduce((sum, iface) => sum + dropsOf(iface), 0),
      interfaces: facts.interfaces.map((iface) => ({ ...iface })),
      comments: [...facts.comments],
      commentsDropped: facts.commentsDropped,
    };
  }

  progress(): ReadProgress {
    const { position, size } = this.#capture.raw;
    return { bytesRead: position, bytesTotal: size === null ? null : Math.max(size, position) };
  }
}
