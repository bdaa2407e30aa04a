import type { Frame } from '../capture/index.ts';
import {
  type Exchange,
  HeldBodies,
  HttpConnection,
  type LateProblem,
  looksLikeHttp,
  type Protocol,
} from '../http/index.ts';
import { type ConnectionTracker, FrameDispatch, IGNORING_CONSUMER } from '../stream/index.ts';
import type { FrameTaker } from './run.ts';

/** What comes out of the reading half: exchanges as they are complete, each with the number of its connection. */
export interface PipelineSink {
  readonly onExchange: (connection: number, exchange: Exchange) => void;
  /** What a connection turned out to carry, once that is known. */
  readonly onProtocol: (connection: number, protocol: Protocol) => void;
  /** What came to light about an exchange after it had been given out. */
  readonly onLateProblem?: (connection: number, late: LateProblem) => void;
}

export interface PipelineOptions {
  /** Ports one of which a connection must have; null takes any. */
  readonly ports: ReadonlySet<number> | null;
  /** Whether bodies are hashed. */
  readonly hash: boolean;
  /** The connections whose exchanges are wanted; absent: those of all. Others are numbered and no more. */
  readonly connections?: ReadonlySet<number>;
}

/** A request without its response, made into an exchange that nothing ended yet. */
export interface WaitingExchange {
  /** The number of its connection. */
  readonly stream: number;
  readonly exchange: Exchange;
}

/** The reading half in one piece: frames in, exchanges out. */
export class Pipeline implements FrameTaker {
  /** Frames taken. */
  frames = 0;
  /** Time of the last frame. */
  seconds = 0;
  nanoseconds = 0;
  readonly #dispatch: FrameDispatch;

  constructor(options: PipelineOptions, sink: PipelineSink) {
    const connectionOptions = { hash: options.hash, held: new HeldBodies() };
    this.#dispatch = new FrameDispatch({
      ports: options.ports,
      wakes: looksLikeHttp,
      open: (connection) => {
        if (options.connections?.has(connection) === false) return IGNORING_CONSUMER;
        return new HttpConnection(
          {
            onExchange: (exchange) => sink.onExchange(connection, exchange),
            onProtocol: (protocol) => sink.onProtocol(connection, protocol),
            onLateProblem: (late) => sink.onLateProblem?.(connection, late),
          },
          connectionOptions,
        );
      },
    });
  }

  get tracker(): ConnectionTracker {
    return this.#dispatch.tracker;
  }

  /** Takes the next frame of the capture. */
  frame(frame: Frame): void {
    this.frames += 1;
    this.seconds = frame.seconds;
    this.nanoseconds = frame.nanoseconds;
    this.#dispatch.take(frame);
  }

  /** Requests that wait for their responses at present. */
  waiting(): readonly WaitingExchange[] {
    const endSeconds = this.seconds + this.nanoseconds / 1e9;
    return this.tracker.consumers().flatMap(({ connection, consumer }) =>
      (consumer instanceof HttpConnection ? consumer.waiting : []).map(
        ({ request, interim, requestDirection }) => ({
          stream: connection,
          exchange: {
            request,
            response: null,
            interim,
            problems: [],
            end: 'capture' as const,
            endFrame: -1,
            endSeconds,
            requestDirection,
          },
        }),
      ),
    );
  }

  /** The capture is over. */
  finish(): void {
    this.tracker.finish();
  }
}
