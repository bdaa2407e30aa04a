import { type CaptureSet, END, FRAME, type Frame } from '../capture/index.ts';
import { type Exchange, HeldBodies, HttpConnection, looksLikeHttp, type Protocol } from '../http/index.ts';
import { createSegment, DECODE, PacketDecoder } from '../packet/index.ts';
import { type ConnectionConsumer, ConnectionTracker } from '../stream/index.ts';
import type { WaitingExchange } from './call-collector.ts';
import { PROGRESS_INTERVAL_MS, YIELD_INTERVAL_MS } from './rhythm.ts';
import { nextTurn } from './turns.ts';

/** What comes out of the reading half: exchanges as they are complete, each with its stream number. */
export interface PipelineSink {
  readonly onExchange: (stream: number, exchange: Exchange) => void;
  /** What a connection turned out to carry, once that is known. */
  readonly onProtocol: (stream: number, protocol: Protocol) => void;
}

export interface PipelineOptions {
  /** Ports one of which a connection must have; null takes any. */
  readonly ports: ReadonlySet<number> | null;
  /** Whether bodies are hashed. */
  readonly hash: boolean;
  /** The streams whose exchanges are wanted; absent: those of all. Others are numbered and no more. */
  readonly streams?: ReadonlySet<number>;
}

/** Takes nothing of a connection. */
const UNHEEDED: ConnectionConsumer = {
  data: () => 'unwanted',
  gap: () => 'unwanted',
  end: () => {},
};

/** Wireshark numbers a stream by the TCP header that an ICMP error quotes once it has its flags. */
export const QUOTED_HEADER_BYTES = 16;

/** The reading half in one piece: frames in, exchanges out. */
export class Pipeline {
  readonly tracker: ConnectionTracker;
  /** Frames taken. */
  frames = 0;
  /** Time of the last frame. */
  seconds = 0;
  nanoseconds = 0;
  readonly #decoder = new PacketDecoder();
  readonly #current = createSegment();

  constructor(options: PipelineOptions, sink: PipelineSink) {
    const connectionOptions = { hash: options.hash, held: new HeldBodies() };
    this.tracker = new ConnectionTracker({
      ports: options.ports,
      wakes: looksLikeHttp,
      open: (stream) => {
        if (options.streams?.has(stream) === false) return UNHEEDED;
        return new HttpConnection(
          {
            onExchange: (exchange) => sink.onExchange(stream, exchange),
            onProtocol: (protocol) => sink.onProtocol(stream, protocol),
          },
          connectionOptions,
        );
      },
    });
  }

  /** Takes the next frame of the capture. */
  frame(frame: Frame): void {
    this.frames += 1;
    this.seconds = frame.seconds;
    this.nanoseconds = frame.nanoseconds;
    const result = this.#decoder.decode(frame, this.#current);
    if (result === DECODE.segment) {
      this.tracker.segment(frame, this.#current);
    } else if (
      result === DECODE.brokenTcpHeader ||
      (result === DECODE.icmpError && this.#decoder.lastIcmpError.quotedBytes >= QUOTED_HEADER_BYTES)
    ) {
      this.tracker.mention(frame, this.#current);
    }
  }

  /** Requests that wait for their answers at present, as exchanges that nothing ended yet. */
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

/** How far the reading has come. */
export interface ReadingProgress {
  /** Bytes of the files read, and their size where it is known. */
  readonly bytes: number;
  readonly total: number | null;
  readonly frames: number;
}

/**
 * Runs a capture through a pipeline. The event loop gets its turn between chunks of the file, so that a
 * terminal stays alive; `onProgress` is called a few times a second.
 */
export async function run(
  capture: CaptureSet,
  pipeline: Pipeline,
  onProgress: ((progress: ReadingProgress) => void) | null,
): Promise<void> {
  let lastYield = performance.now();
  let lastProgress = lastYield;
  for (;;) {
    const step = capture.next();
    if (step === FRAME) {
      pipeline.frame(capture.frame);
      continue;
    }
    if (step === END) break;
    const more = capture.fill();
    if (typeof more !== 'boolean' && !(await more)) break;
    if (more === false) break;
    const now = performance.now();
    if (now - lastYield > YIELD_INTERVAL_MS) {
      await nextTurn();
      lastYield = performance.now();
    }
    if (onProgress !== null && now - lastProgress > PROGRESS_INTERVAL_MS) {
      const { bytesRead, bytesTotal } = capture.progress();
      onProgress({ bytes: bytesRead, total: bytesTotal, frames: pipeline.frames });
      lastProgress = now;
    }
  }
  pipeline.finish();
}
