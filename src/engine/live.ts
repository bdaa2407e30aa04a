import { MAX_LIVE_CALLS } from '../base/limits.ts';
import type { CaptureSet } from '../capture/index.ts';
import { forgettable } from './forgetting.ts';
import { type Judged, judging } from './judge.ts';
import type { Analysis } from './model.ts';
import { Notices } from './notices.ts';
import { openInputs } from './open.ts';
import type { AnalysisOptions, AnalysisProgress, InputError, Inputs } from './options.ts';
import { Reading } from './reading.ts';
import { readInTurns } from './run.ts';
import {
  ATTENDED_TURN_MS,
  atOnce,
  inTurns,
  LIVE_INTERVAL_MS,
  PROGRESS_INTERVAL_MS,
  type Steps,
} from './scheduling.ts';

/** Milliseconds between two notices while nothing comes in real time. */
const SILENCE_MS = 500;

/** An analysis that may still be under way. */
export interface LiveAnalysis {
  /** The model as it was made last; made at once where there is none yet. */
  snapshot(): Analysis;
  /**
   * Makes the model of what was read so far, in small turns, during which nothing is read. Gives the same object as
   * long as there is nothing new.
   */
  renew(): Promise<Analysis>;
  progress(): AnalysisProgress;
  /** False once a followed file was replaced: what was read before cannot be read again. */
  readonly isReadableAgain: boolean;
  /** True once everything was read. */
  readonly done: boolean;
  /** Calls the listener while there is something new, a few times a second, in real time often; and once at the end. */
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
  readonly #capture: CaptureSet;
  readonly #reading: Reading;
  readonly #notices: Notices;
  readonly #options: LiveOptions;
  readonly #realTime: boolean;
  #stopped = false;
  #latest: Analysis | null = null;
  #latestFrames = -1;
  /** The model that is being made. */
  #renewal: Promise<Analysis> | null = null;
  #lastFrameAt = performance.now();

  constructor(capture: CaptureSet, options: LiveOptions) {
    this.#capture = capture;
    this.#options = options;
    this.#reading = new Reading(options);
    this.#realTime = options.realTime;
    this.#notices = new Notices(options.realTime ? LIVE_INTERVAL_MS : PROGRESS_INTERVAL_MS);
  }

  async run(): Promise<void> {
    // A line that is silent wakes nobody, but what is due on it becomes missing.
    const clock = this.#realTime ? setInterval(() => this.#notices.now(), SILENCE_MS).unref() : undefined;
    await this.#read();
    clearInterval(clock);
    this.#reading.finish();
    this.done = true;
    this.#latest = null;
    this.#notices.now();
  }

  async #read(): Promise<void> {
    const capture = this.#capture;
    const reading = this.#reading;
    let framesSeen = 0;
    let framesTold = 0;
    for await (const pause of readInTurns(capture, (frame) => reading.frame(frame), ATTENDED_TURN_MS)) {
      const { frames } = reading;
      if (frames > framesSeen) this.#lastFrameAt = performance.now();
      framesSeen = frames;
      if (pause === 'drained') {
        // What came is in the model: that is told before more is waited for.
        if (frames > framesTold) this.#notices.soon();
        framesTold = frames;
        if (this.#stopped) capture.finish();
      }
      // One model after the other: nothing is read until the one that is being made is finished.
      while (this.#renewal !== null) await this.#renewal;
    }
  }

  get isReadableAgain(): boolean {
    return this.#capture.diagnostics().every(({ kind }) => kind !== 'file-replaced');
  }

  snapshot(): Analysis {
    return this.#latest ?? this.#keep(atOnce(this.#judging()));
  }

  renew(): Promise<Analysis> {
    const latest = this.#latest;
    const isFresh = this.#latestFrames === this.#reading.frames && (this.done || !this.#realTime);
    if (latest !== null && isFresh) return Promise.resolve(latest);
    const isOver = this.done;
    this.#renewal ??= inTurns(this.#judging())
      // What was made of a capture that has ended meanwhile is not the last word.
      .then((judged) => (isOver === this.done ? this.#keep(judged) : judged.analysis))
      .finally(() => {
        this.#renewal = null;
      });
    return this.#renewal;
  }

  #judging(): Steps<Judged> {
    const shard = this.#reading.shard(this.#capture, this.done);
    const isWaiting = this.#realTime && !this.done;
    const elapsedSeconds = isWaiting ? (performance.now() - this.#lastFrameAt) / 1000 : 0;
    return judging(shard, this.#options, elapsedSeconds);
  }

  progress(): AnalysisProgress {
    const { bytesRead, bytesTotal } = this.#capture.progress();
    return {
      bytes: bytesRead,
      total: bytesTotal,
      frames: this.#reading.frames,
      calls: this.#reading.calls,
    };
  }

  subscribe(listener: () => void): () => void {
    return this.#notices.subscribe(listener);
  }

  stop(): void {
    this.#stopped = true;
  }

  #keep({ analysis, facts }: Judged): Analysis {
    this.#latest = analysis;
    this.#latestFrames = this.#reading.frames;
    // A capture in real time may go on for days. This analysis still has what is forgotten: it is absent from the next one on.
    if (this.#realTime && !this.done)
      this.#reading.forget(forgettable(facts, analysis.findings, MAX_LIVE_CALLS));
    return analysis;
  }
}
