import { ClockSteps } from '../base/clock-steps.ts';
import { type CaptureSet, type Frame, FrameOriginBook, FramePlaces } from '../capture/index.ts';
import type { HeldBodies } from '../http/index.ts';
import { Lane } from '../lane/index.ts';
import { HostClocks } from '../stream/index.ts';
import { CallCollector } from './call-collector.ts';
import { EdgeRecorder, type ReadingScope } from './edge-recorder.ts';
import type { Forgettable } from './forgetting.ts';
import type { AnalysisOptions } from './options.ts';
import { Pipeline } from './pipeline.ts';
import type { Collected, Shard } from './shard.ts';

/** What a reading needs to know of what is asked for. */
export type ReadingOptions = Pick<
  AnalysisOptions,
  'ports' | 'host' | 'dialects' | 'hookSecret' | 'masker' | 'keepExchanges' | 'onCall' | 'lane' | 'tlsSecrets'
> & {
  /** It may go on for days, so calls are forgotten. Left out: they are not. */
  readonly realTime?: boolean;
};

/** Some calls, and what was kept of them by their ids. */
export type Gathered = Pick<Collected, 'calls' | 'exchanges'>;

export const WHOLE_CAPTURE: ReadingScope = { share: { index: 0, of: 1 }, edgeSeconds: null };

/** A capture that is being read: frames in, and at any time a shard of what was collected from them. */
export class Reading {
  readonly #pipeline: Pipeline;
  readonly #collector: CallCollector;
  readonly #recorder: EdgeRecorder | null;
  readonly #scope: ReadingScope;
  readonly #clock = new ClockSteps();
  readonly #hostClocks = new HostClocks();
  /** null: the capture has several files, or has no end, so that places would be kept of everything that went by. */
  #places: FramePlaces | null;
  readonly #origins = new FrameOriginBook();
  #frames = 0;

  constructor(options: ReadingOptions, scope: ReadingScope = WHOLE_CAPTURE) {
    this.#scope = scope;
    this.#places = options.realTime === true ? null : new FramePlaces();
    const collector: CallCollector = new CallCollector({
      dialects: options.dialects,
      pinned: new Set(options.ports),
      host: options.host,
      inspection: { hookSecret: options.hookSecret, masker: options.masker },
      keepExchanges: options.keepExchanges,
      forgets: options.realTime === true,
      endpointsOf: (connection) => this.#pipeline.tracker.endpoints(connection),
      onCall: options.onCall ?? null,
    });
    this.#collector = collector;
    this.#pipeline = new Pipeline(
      {
        ports: options.ports.length === 0 ? null : new Set(options.ports),
        hash: false,
        ...(options.tlsSecrets === undefined ? {} : { tlsSecrets: options.tlsSecrets }),
        ...(mayUseLane(options) ? { lane: (held: HeldBodies) => laneFor(options, collector, held) } : {}),
      },
      {
        onExchange: (connection, exchange) => collector.exchange(connection, exchange),
        onProtocol: (connection, protocol) => collector.protocol(connection, protocol),
        onLateProblem: (connection, late) => collector.late(connection, late),
      },
    );
    const isWhole = scope.share.of === 1 && scope.edgeSeconds === null;
    this.#recorder = isWhole ? null : new EdgeRecorder(scope, (frame) => this.#pipeline.frame(frame));
  }

  /** Frames taken. */
  get frames(): number {
    return this.#frames;
  }

  /** Calls so far, those that were forgotten included. */
  get calls(): number {
    return this.#collector.count;
  }

  /** Secrets of TLS sessions may have come: connections that wait for theirs go on. */
  lookForSecrets(): void {
    this.#pipeline.lookForSecrets();
  }

  /** Secrets of TLS sessions came after bytes had been given up that they would have decrypted: another reading would have them. */
  get hadSecretsTooLate(): boolean {
    return this.#pipeline.hadSecretsTooLate;
  }

  /** Where frames stand so far, by which a part of the capture is read again; null where that is not known. */
  get places(): FramePlaces | null {
    return this.#places;
  }

  /** Takes the next frame of the capture. */
  frame(frame: Frame): void {
    this.#frames += 1;
    if (frame.file === 0) this.#places?.note(frame);
    else this.#places = null;
    this.#origins.note(frame.file);
    this.#clock.frame(this.#frames, frame.seconds, frame.nanoseconds);
    const taker = this.#recorder ?? this.#pipeline;
    taker.frame(frame);
    const { segment } = taker;
    if (segment === null) return;
    const counted = this.#hostClocks.segment(this.#frames, frame.seconds, frame.nanoseconds, segment);
    if (counted !== null) this.#clock.counted(counted);
  }

  /** The capture is over: what is open ends. */
  finish(): void {
    this.#pipeline.finish();
  }

  /**
   * Time went by without a frame: hands on what lies within the capture. `seconds`: since 1970. Only with edges.
   */
  passTime(seconds: number): void {
    this.#recorder?.passTime(seconds);
  }

  /**
   * What was read so far, as a value. `isOver`: nothing more comes; else requests that wait for their responses are
   * calls too.
   */
  shard(capture: Pick<CaptureSet, 'info' | 'diagnostics'>, isOver: boolean): Shard {
    const waiting = isOver ? [] : [this.#collector.waiting(this.#pipeline.waiting())];
    const collected: readonly Collected[] = [this.#collector.collected(isOver), ...waiting];
    const reading = {
      captures: capture.info(),
      diagnostics: capture.diagnostics(),
      frames: this.#frames,
      shares: [this.#scope.share],
      clockSteps: this.#clock.steps(),
      places: this.#places,
      origins: this.#origins.origins(),
      edges: this.#recorder?.edges() ?? null,
    };
    const connections = this.#pipeline.tracker.snapshot();
    const network = this.#pipeline.network();
    const tls = this.#pipeline.tls();
    return { readings: [reading], parts: [{ reading: 0, connections, network, tls, collected }] };
  }

  /** Calls that were complete since a time at which there were so many, and those that wait for their responses at present. */
  since(calls: number): { readonly complete: Gathered; readonly waiting: Gathered } {
    return {
      complete: this.#collector.since(calls),
      waiting: this.#collector.waiting(this.#pipeline.waiting()),
    };
  }

  /** Forgets calls of which a snapshot showed that nobody needs them any more. */
  forget(forgettable: Forgettable): void {
    this.#collector.forget(forgettable);
  }
}

/**
 * Whether ordinary calls may be read in the short way: nobody looks at the value of each member, and nobody wants every exchange.
 */
function mayUseLane({ lane, hookSecret, masker, onCall, keepExchanges }: ReadingOptions): boolean {
  return (
    lane !== 'off' &&
    hookSecret === null &&
    !masker.redactsPersonal &&
    onCall === undefined &&
    keepExchanges !== 'every'
  );
}

function laneFor({ dialects, lane }: ReadingOptions, collector: CallCollector, held: HeldBodies): Lane {
  return new Lane(dialects, collector, held, typeof lane === 'function' ? lane : null);
}
