import { type CaptureSet, END, FRAME } from '../capture/index.ts';
import { Reading } from './analyse.ts';
import type { Analysis } from './model.ts';
import { openInputs } from './open.ts';
import type { AnalysisOptions, AnalysisProgress, InputError, Inputs } from './options.ts';
import { PROGRESS_INTERVAL_MS, YIELD_INTERVAL_MS } from './rhythm.ts';

/** Milliseconds between two looks at a file that may grow. */
const FOLLOW_INTERVAL_MS = 50;
/** A model is made anew at most so often that making it takes one part in this many of the time. */
const SNAPSHOT_SHARE = 5;

/** An analysis that may still be under way. */
export interface LiveAnalysis {
  /** The model of what was read so far; the same object until there is something new. */
  snapshot(): Analysis;
  progress(): AnalysisProgress;
  /** True once everything was read. */
  readonly done: boolean;
  /** Calls the listener a few times a second while there is something new, and once at the end. */
  subscribe(listener: () => void): () => void;
  /** Stops reading: what is there is all. */
  stop(): void;
}

export type OpenedLive =
  | { readonly ok: true; readonly live: LiveAnalysis }
  | { readonly ok: false; readonly errors: readonly InputError[] };

export interface LiveOptions extends AnalysisOptions {
  /** A file may grow: its end is not the end until `stop()`. The end of a pipe is its end all the same. */
  readonly follow: boolean;
  /** Frames come as they are captured: on a line that falls silent time goes on, and what was due becomes missing. */
  readonly realTime: boolean;
}

/** Begins to read a capture; the model can be looked at from the first frame on. */
export async function openLive(inputs: Inputs, options: LiveOptions): Promise<OpenedLive> {
  const opened = await openInputs(inputs, options.reader, options.follow);
  if (!opened.ok) return opened;
  const live = new LiveReading(opened.capture, options);
  void live.run();
  return { ok: true, live };
}

class LiveReading implements LiveAnalysis {
  done = false;
  private readonly capture: CaptureSet;
  private readonly reading: Reading;
  private readonly listeners = new Set<() => void>();
  private readonly realTime: boolean;
  private stopped = false;
  private latest: Analysis | null = null;
  private latestFrames = -1;
  private latestAt = 0;
  private cost = 0;
  private lastFrameAt = performance.now();

  constructor(capture: CaptureSet, options: LiveOptions) {
    this.capture = capture;
    this.reading = new Reading(options);
    this.realTime = options.realTime;
  }

  async run(): Promise<void> {
    const { capture, reading } = this;
    let lastYield = performance.now();
    let lastNotice = lastYield;
    for (;;) {
      const step = capture.next();
      if (step === FRAME) {
        reading.pipeline.frame(capture.frame);
        continue;
      }
      if (step === END) break;
      if (this.stopped) capture.finish();
      const more = await capture.fill();
      const now = performance.now();
      if (more) this.lastFrameAt = now;
      if (now - lastNotice > PROGRESS_INTERVAL_MS) {
        this.notify();
        lastNotice = now;
      }
      if (!more) await pause(FOLLOW_INTERVAL_MS);
      else if (now - lastYield > YIELD_INTERVAL_MS) await pause(0);
      else continue;
      lastYield = performance.now();
    }
    reading.pipeline.finish();
    this.done = true;
    this.latest = null;
    this.notify();
  }

  snapshot(): Analysis {
    const now = performance.now();
    const fresh = this.latestFrames === this.reading.pipeline.frames && (this.done || !this.realTime);
    const tooSoon = now - this.latestAt < this.cost * SNAPSHOT_SHARE;
    if (this.latest !== null && (fresh || tooSoon)) return this.latest;
    const elapsed = this.realTime && !this.done ? (now - this.lastFrameAt) / 1000 : 0;
    this.latest = this.reading.judge(this.capture, this.done ? null : { elapsedSeconds: elapsed });
    this.latestFrames = this.reading.pipeline.frames;
    this.latestAt = performance.now();
    this.cost = this.latestAt - now;
    return this.latest;
  }

  progress(): AnalysisProgress {
    const { bytesRead, bytesTotal } = this.capture.progress();
    const { pipeline, ledger } = this.reading;
    return { bytes: bytesRead, total: bytesTotal, frames: pipeline.frames, calls: ledger.calls.length };
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  stop(): void {
    this.stopped = true;
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (milliseconds === 0) setImmediate(resolve);
    else setTimeout(resolve, milliseconds);
  });
}
