import { MAX_LIVE_CALLS, MAX_UNJUDGED_CALLS } from '../base/limits.ts';
import { atOnce, type Steps } from '../base/steps.ts';
import type { CaptureSet, FramePlaces } from '../capture/index.ts';
import type { HookCall } from '../hooks/index.ts';
import { type Arrivals, arrivalsSince, unlistedArrivals } from './arrivals.ts';
import { type Forgettable, forgetting, NOTHING_FORGOTTEN } from './forgetting.ts';
import { judging } from './judge.ts';
import type { Analysis } from './model.ts';
import { Notices } from './notices.ts';
import { isReadableAgain, openInputs, withTlsSecrets } from './open.ts';
import type { AnalysisOptions, AnalysisProgress, InputError, Inputs } from './options.ts';
import { Reading } from './reading.ts';
import { readInTurns } from './run.ts';
import {
  ATTENDED_TURN_MS,
  eventsHandled,
  inTurns,
  LIVE_INTERVAL_MS,
  PROGRESS_INTERVAL_MS,
} from './scheduling.ts';
import type { Shard } from './shard.ts';

/** Milliseconds between two notices while nothing comes in real time. */
const SILENCE_MS = 500;

/** An analysis that may still be under way. */
export interface LiveAnalysis {
  /** The model as it was made last; made at once where there is none yet, and where everything was read since. */
  snapshot(): Analysis;
  /**
   * Makes the model of what was read so far, in small turns, between which reading goes on. Gives the same object as
   * long as there is nothing new.
   */
  renew(): Promise<Analysis>;
  /**
   * What came since the model was made that `snapshot` gives: it costs little, however large the capture is. null where none was
   * made yet.
   */
  arrivals(): Arrivals | null;
  progress(): AnalysisProgress;
  /** Where the frames read so far stand, by which `recoverExchanges` finds them; null where that is not known. */
  readonly places: FramePlaces | null;
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
export async function openLive(inputs: Inputs, given: LiveOptions): Promise<OpenedLive> {
  const options = withTlsSecrets(given);
  const opened = await openInputs(inputs, options);
  if (!opened.ok) return opened;
  const live = new LiveReading(inputs, opened.capture, options);
  void live.run();
  return { ok: true, live };
}

/** A model with the state of the reading that it was made of. */
interface Made {
  readonly analysis: Analysis;
  readonly frames: number;
  /** Calls that were complete. */
  readonly calls: number;
  /** The requests in it that wait for their responses. */
  readonly waited: readonly HookCall[];
  /** Everything had been read. */
  readonly isOver: boolean;
  /** What is not needed once it was made. */
  readonly forgettable: Forgettable;
}

class LiveReading implements LiveAnalysis {
  done = false;
  #capture: CaptureSet;
  #reading: Reading;
  readonly #inputs: Inputs;
  readonly #notices: Notices;
  readonly #options: LiveOptions;
  readonly #realTime: boolean;
  #stopped = false;
  #latest: Omit<Made, 'forgettable'> | null = null;
  /** The model that is being made. */
  #renewal: Promise<Analysis> | null = null;
  #lastFrameAt = performance.now();

  constructor(inputs: Inputs, capture: CaptureSet, options: LiveOptions) {
    this.#inputs = inputs;
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
    await this.#readAgain();
    clearInterval(clock);
    this.#reading.finish();
    this.done = true;
    this.#notices.now();
  }

  /** Where secrets of TLS sessions came too late, reads everything once more: now they are at hand. */
  async #readAgain(): Promise<void> {
    if (this.#realTime || this.#stopped) return;
    if (!this.#reading.hadSecretsTooLate || !isReadableAgain(this.#capture)) return;
    const opened = await openInputs(this.#inputs, this.#options);
    if (!opened.ok) return;
    this.#capture.close();
    this.#capture = opened.capture;
    this.#reading = new Reading(this.#options);
    this.#latest = null;
    await this.#read();
  }

  async #read(): Promise<void> {
    // Whoever opened it may show something first: code that has not run before takes its time.
    await eventsHandled();
    const capture = this.#capture;
    const reading = this.#reading;
    let framesSeen = 0;
    let framesTold = 0;
    for await (const pause of readInTurns(capture, (frame) => reading.frame(frame), ATTENDED_TURN_MS)) {
      const { frames } = reading;
      if (frames > framesSeen) this.#lastFrameAt = performance.now();
      framesSeen = frames;
      if (pause === 'silent') reading.lookForSecrets();
      if (pause === 'drained') {
        // What came is at hand: that is told before more is waited for.
        if (frames > framesTold) this.#notices.soon();
        framesTold = frames;
        if (this.#stopped) capture.finish();
      }
    }
  }

  get places(): FramePlaces | null {
    return this.#reading.places;
  }

  get isReadableAgain(): boolean {
    return this.#capture.diagnostics().every(({ kind }) => kind !== 'file-replaced');
  }

  snapshot(): Analysis {
    const latest = this.#latest;
    if (latest !== null && latest.isOver === this.done) return latest.analysis;
    return this.#keep(atOnce(this.#making()));
  }

  renew(): Promise<Analysis> {
    const latest = this.#latest;
    const isFresh = latest?.frames === this.#reading.frames && latest.isOver === this.done;
    if (isFresh && (this.done || !this.#realTime)) return Promise.resolve(latest.analysis);
    this.#renewal ??= inTurns(this.#making())
      // What was made of a capture that has ended meanwhile is not the last word.
      .then((made) => (made.isOver === this.done ? this.#keep(made) : made.analysis))
      .finally(() => {
        this.#renewal = null;
      });
    return this.#renewal;
  }

  arrivals(): Arrivals | null {
    const latest = this.#latest;
    if (latest === null) return null;
    if (latest.isOver) return unlistedArrivals(latest.analysis, 0);
    const count = this.#reading.calls - latest.calls;
    if (count > MAX_UNJUDGED_CALLS) return unlistedArrivals(latest.analysis, count);
    const { complete, waiting } = this.#reading.since(latest.calls);
    return arrivalsSince(latest.analysis, latest.waited, complete, waiting);
  }

  /** Makes the model of what was read until now, whatever is read until it is made. */
  *#making(): Steps<Made> {
    const isOver = this.done;
    const { frames, calls } = this.#reading;
    const shard = this.#reading.shard(this.#capture, isOver);
    const isWaiting = this.#realTime && !isOver;
    const elapsedSeconds = isWaiting ? (performance.now() - this.#lastFrameAt) / 1000 : 0;
    const { analysis, facts } = yield* judging(shard, this.#options, elapsedSeconds);
    // A capture in real time may go on for days.
    const forgettable = isWaiting
      ? yield* forgetting(facts, analysis.findings, MAX_LIVE_CALLS)
      : NOTHING_FORGOTTEN;
    return { analysis, frames, calls, waited: waitingOf(shard), isOver, forgettable };
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

  #keep(made: Made): Analysis {
    const { forgettable, ...latest } = made;
    this.#latest = latest;
    // This analysis still has what is forgotten: it is absent from the next one on.
    this.#reading.forget(forgettable);
    return latest.analysis;
  }
}

/** The requests that wait for their responses: they alone have ids below 0. */
function waitingOf({ parts }: Shard): readonly HookCall[] {
  return parts.flatMap(({ collected }) => collected.flatMap(({ calls }) => (isWaiting(calls) ? calls : [])));
}

/** What is collected of requests that wait is apart from all else. */
function isWaiting([first]: readonly HookCall[]): boolean {
  return first !== undefined && first.id < 0;
}
