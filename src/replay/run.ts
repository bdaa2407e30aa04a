import { MAX_REPLAY_CONNECTIONS, MAX_REPLAY_WAITING } from '../base/limits.ts';
import type { Exchange } from '../http/index.ts';
import { compareAnswer, type Received } from './answer.ts';
import { SessionRefusals, type StoppedBy } from './refusals.ts';
import { type ReplayRequest, type RequestChanges, type RequestOptions, requestOf } from './request.ts';
import { Slots } from './slots.ts';
import type { StepResult } from './step-result.ts';
import type { ReplayStep } from './steps.ts';
import { GrowingTally, type ReplayTally } from './tally.ts';

/** A step, with what was captured of it. */
export interface ReadStep {
  readonly step: ReplayStep;
  /** undefined: it could not be read again. */
  readonly exchange: Exchange | undefined;
}

/** The world around a replay. */
export interface ReplaySurroundings {
  /** Sends a request; settles with what came of it, and never rejects. */
  readonly send: (request: ReplayRequest) => Promise<Received>;
  readonly clock: {
    /** Milliseconds since any moment. */
    readonly now: () => number;
    readonly sleep: (milliseconds: number) => Promise<void>;
  };
  /** Is told of every step once, when it is over. */
  readonly onResult: (step: ReplayStep, result: StepResult) => void;
  /** Settles when the replay is to end: what is under way is waited for. */
  readonly stopped: Promise<void>;
}

/** How it is replayed. */
export interface ReplayOptions extends RequestOptions {
  /** Without the pauses of the capture. */
  readonly fast: boolean;
  /** Also what the call server would not have made after a refusal. */
  readonly pastRefusals: boolean;
}

/**
 * Sends the calls of a capture again, in order. Within a session a call is sent when those that had been over before it in the
 * capture are over, and after those that began before it; so calls that overlapped may overlap again. Between sessions the clock
 * alone decides. `fast` leaves the clock out, and then the same order holds for all calls.
 */
export async function replay(
  steps: AsyncIterable<ReadStep>,
  options: ReplayOptions,
  surroundings: ReplaySurroundings,
): Promise<ReplayTally> {
  return new Replay(options, surroundings).run(steps);
}

/** A request that was sent and not answered yet. */
interface UnderWay {
  readonly ends: number;
  readonly over: Promise<void>;
}

/** Calls that are sent one after the other. */
interface Lane {
  /** Settles when the last call was sent. */
  sent: Promise<void>;
  readonly underWay: Set<UnderWay>;
}

const ALL = '';

class Replay {
  readonly #options: ReplayOptions;
  readonly #surroundings: ReplaySurroundings;
  readonly #tally = new GrowingTally();
  readonly #lanes = new Map<string, Lane>();
  readonly #refusals = new Map<string, SessionRefusals>();
  readonly #connections = new Slots(MAX_REPLAY_CONNECTIONS);
  readonly #waiting = new Slots(MAX_REPLAY_WAITING);
  readonly #began: number;
  #isStopped = false;
  #hasReached = false;

  constructor(options: ReplayOptions, surroundings: ReplaySurroundings) {
    this.#options = options;
    this.#surroundings = surroundings;
    this.#began = surroundings.clock.now();
    void surroundings.stopped.then(() => this.#stop('stopped'));
  }

  async run(steps: AsyncIterable<ReadStep>): Promise<ReplayTally> {
    for await (const read of steps) {
      const { fast } = this.#options;
      await this.#waiting.take();
      if (!fast) await this.#until(read.step.begins);
      if (this.#isStopped) break;
      const lane = this.#laneOf(fast ? ALL : read.step.session);
      lane.sent = lane.sent.then(() => this.#turn(lane, read));
      // Here every call waits for the one before, so nothing is gained by reading ahead.
      if (fast) await lane.sent;
    }
    for (const lane of this.#lanes.values()) {
      await lane.sent;
      await Promise.all([...lane.underWay].map(({ over }) => over));
    }
    return this.#tally.value;
  }

  #stop(end: ReplayTally['end']): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#tally.end = end;
  }

  async #until(seconds: number): Promise<void> {
    const { clock, stopped } = this.#surroundings;
    const left = this.#began + seconds * 1000 - clock.now();
    if (left > 0) await Promise.race([clock.sleep(left), stopped]);
  }

  #laneOf(key: string): Lane {
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      lane = { sent: Promise.resolve(), underWay: new Set() };
      this.#lanes.set(key, lane);
    }
    return lane;
  }

  /** Sends a call when it may be sent. Settles then, or once it is clear that it is not sent. */
  async #turn(lane: Lane, { step, exchange }: ReadStep): Promise<void> {
    const before = [...lane.underWay].filter(({ ends }) => ends <= step.begins);
    await Promise.all(before.map(({ over }) => over));
    this.#waiting.release();
    const refused = this.#refusals.get(step.session)?.whyNotMade(step.call) ?? null;
    if (this.#isStopped) return;
    if (refused !== null && !this.#options.pastRefusals) {
      this.#tell(step, { kind: 'not-made', by: refused });
      return;
    }
    const made = requestOf(step.call, exchange, this.#options);
    if (!made.ok || exchange === undefined) {
      this.#tell(step, { kind: 'incomplete', reason: made.ok ? 'not-read' : made.reason });
      return;
    }
    await this.#connections.take();
    if (this.#isStopped) {
      this.#connections.release();
      return;
    }
    const { clock, send } = this.#surroundings;
    if (!this.#options.fast) this.#tally.noteDelay((clock.now() - this.#began) / 1000 - step.begins);
    const over = send(made.request).then((received) => {
      this.#connections.release();
      lane.underWay.delete(underWay);
      this.#take(step, exchange, received, made.changes, refused);
    });
    const underWay: UnderWay = { ends: step.ends, over };
    lane.underWay.add(underWay);
  }

  #take(
    step: ReplayStep,
    exchange: Exchange,
    received: Received,
    changes: RequestChanges,
    inSpiteOf: StoppedBy | null,
  ): void {
    // What nobody takes at first, nobody will take: one word is enough.
    if (received.kind === 'refused' && !this.#hasReached) this.#stop('unreachable');
    if (received.kind !== 'refused') this.#hasReached = true;
    const comparison = compareAnswer(step.call, exchange, received, this.#options.masker);
    let refusals = this.#refusals.get(step.session);
    if (refusals === undefined) {
      refusals = new SessionRefusals();
      this.#refusals.set(step.session, refusals);
    }
    refusals.note(step.number, comparison);
    this.#tell(step, { kind: 'sent', received, comparison, changes, inSpiteOf });
  }

  #tell(step: ReplayStep, result: StepResult): void {
    this.#tally.note(result);
    this.#surroundings.onResult(step, result);
  }
}
