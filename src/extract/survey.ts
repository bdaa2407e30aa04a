import { MAX_SCRUBBED_BYTES } from '../base/limits.ts';
import type { CaptureInfo, CaptureSet, Frame } from '../capture/index.ts';
import { type Dialect, defaultDialect } from '../dialects/index.ts';
import { readInTurns, UNATTENDED_TURN_MS } from '../engine/index.ts';
import type { HookCall } from '../hooks/index.ts';
import { type Exchange, HeldBodies } from '../http/index.ts';
import { looksLikeHttpOfAnyVersion } from '../http2/index.ts';
import { DECODE, FragmentLists } from '../packet/index.ts';
import {
  type ConnectionConsumer,
  type Direction,
  FrameDispatch,
  IGNORING_CONSUMER,
} from '../stream/index.ts';
import { ConnectionPlan, type ExchangeSpan, type PositionRange } from './connection-plan.ts';
import { ExchangeTap, type TappedExchange } from './exchange-tap.ts';
import type { ByteAllowance } from './raw-bytes.ts';
import { ScrubbedConnections } from './scrubbed-connections.ts';
import type { FrameSelection } from './selection.ts';
import { SequencePositions } from './sequence-positions.ts';

export interface SurveyOptions {
  readonly selection: FrameSelection;
  /** Calls whose parameter tables say what is secret: at least those of the connections that are wanted whole. */
  readonly calls: readonly HookCall[];
  readonly dialects: readonly Dialect[];
  readonly scrub: boolean;
}

/** What has to be known of a capture before the frames of a selection can be taken out of it. */
export interface CaptureSurvey {
  /** Which frames are wanted, by the number of the connection. */
  readonly plans: ReadonlyMap<number, ConnectionPlan>;
  /** What may be written of these connections; null where everything may. */
  readonly scrubbed: ScrubbedConnections | null;
  /** Numbers of frames that are fragments of IP datagrams of these connections. */
  readonly fragments: ReadonlySet<number>;
  /** LINKTYPE_ numbers of the frames of these connections. */
  readonly linkTypes: ReadonlySet<number>;
  readonly captures: readonly CaptureInfo[];
}

/** Reads a capture and finds where the exchanges of a selection lie in their connections. */
export async function surveyCapture(capture: CaptureSet, options: SurveyOptions): Promise<CaptureSurvey> {
  const surveyor = new Surveyor(options);
  await readAll(capture, (frame) => surveyor.take(frame));
  return surveyor.finish(capture.info());
}

/** The connections of frames that are given by number. */
export async function connectionsOfFrames(
  capture: CaptureSet,
  frames: ReadonlySet<number>,
): Promise<ReadonlySet<number>> {
  const dispatch = new FrameDispatch();
  const connections = new Set<number>();
  await readAll(capture, (frame) => {
    const connection = dispatch.take(frame);
    if (connection >= 0 && frames.has(frame.number)) connections.add(connection);
  });
  return connections;
}

async function readAll(capture: CaptureSet, take: (frame: Frame) => void): Promise<void> {
  for await (const _pause of readInTurns(capture, take, UNATTENDED_TURN_MS));
}

/** An exchange that was just read: its place is known in sequence numbers, and not yet as positions. */
interface UnplacedExchange {
  readonly connection: number;
  readonly exchange: Exchange;
  readonly isWanted: boolean;
  /** Of the first byte in each direction; null where it is not known. */
  readonly sequences: readonly [number | null, number | null];
  /** Bytes in each direction. */
  readonly lengths: readonly [number, number];
  readonly tapped: TappedExchange;
}

class Surveyor {
  readonly #options: SurveyOptions;
  readonly #dispatch: FrameDispatch;
  /** Calls of the selection that were not found yet, and all known calls, by {@link requestKey}. */
  readonly #sought = new Map<string, HookCall>();
  readonly #known = new Map<string, HookCall>();
  /** The connections of which something is wanted. */
  readonly #wanted: ReadonlySet<number>;
  /** Connections that are wanted whole because a wanted exchange came by HTTP/2. */
  readonly #withHttp2 = new Set<number>();
  readonly #positions = new Map<number, SequencePositions>();
  readonly #spans = new Map<number, ExchangeSpan[]>();
  readonly #lists = new FragmentLists<number>();
  readonly #fragments = new Set<number>();
  readonly #linkTypes = new Set<number>();
  readonly #scrubbed: ScrubbedConnections | null;
  readonly #held = new HeldBodies();
  readonly #allowance: ByteAllowance | null;
  #unplaced: UnplacedExchange[] = [];

  constructor(options: SurveyOptions) {
    this.#options = options;
    const { selection, calls, scrub } = options;
    for (const call of selection.calls) this.#sought.set(keyOf(call), call);
    for (const call of calls) this.#known.set(keyOf(call), call);
    this.#wanted = new Set([...selection.connections, ...[...selection.calls].map(({ stream }) => stream)]);
    this.#allowance = scrub ? { left: MAX_SCRUBBED_BYTES } : null;
    this.#scrubbed = this.#allowance === null ? null : new ScrubbedConnections(this.#allowance);
    const ports = [...selection.calls].map(({ serverPort }) => serverPort);
    this.#dispatch = new FrameDispatch({
      ports: selection.connections.size > 0 ? null : new Set(ports),
      wakes: looksLikeHttpOfAnyVersion,
      open: (connection) => this.#open(connection),
    });
  }

  take(frame: Frame): void {
    const dispatch = this.#dispatch;
    const connection = dispatch.take(frame);
    const { fragment } = dispatch;
    if (fragment.depth > 0) this.#lists.add(fragment, frame.seconds, frame.number);
    if (dispatch.result !== DECODE.segment) return;
    if (this.#wanted.has(connection)) {
      this.#linkTypes.add(frame.linkType);
      this.#positionsOf(connection).take(dispatch.direction, dispatch.segment.sequence);
      if (fragment.depth > 0) for (const number of this.#lists.take(fragment)) this.#fragments.add(number);
    }
    if (this.#unplaced.length > 0) this.#place();
  }

  finish(captures: readonly CaptureInfo[]): CaptureSurvey {
    this.#dispatch.tracker.finish();
    this.#place();
    // Calls that were not found again, in a file that was changed meanwhile: their frames are known.
    for (const { stream, requestFrames, response, endFrame } of this.#sought.values()) {
      const lastFrame = Math.max(requestFrames[1], response?.frames[1] ?? 0, endFrame);
      this.#spansOf(stream).push({ firstFrame: requestFrames[0], lastFrame, ranges: null });
    }
    this.#scrubbed?.finish();
    const whole = new Set([...this.#options.selection.connections, ...this.#withHttp2]);
    const plans = new Map(
      [...this.#wanted].map((connection) => [
        connection,
        new ConnectionPlan(whole.has(connection), this.#spansOf(connection)),
      ]),
    );
    return {
      plans,
      scrubbed: this.#scrubbed,
      fragments: this.#fragments,
      linkTypes: this.#linkTypes,
      captures,
    };
  }

  #open(connection: number): ConnectionConsumer {
    if (!this.#wanted.has(connection)) return IGNORING_CONSUMER;
    return new ExchangeTap((tapped) => this.#exchange(connection, tapped), this.#held, this.#allowance);
  }

  /** Notes where an exchange lies. Its positions are known only once the segment that ended it was given its own. */
  #exchange(connection: number, tapped: TappedExchange): void {
    const { exchange, offsets } = tapped;
    const key = requestKey(connection, exchange.request?.firstFrame ?? -1);
    const isWanted = this.#sought.delete(key);
    const isWhole = this.#options.selection.connections.has(connection);
    const isScrubbed = this.#scrubbed !== null && (isWanted || isWhole);
    // Without what came before it on its connection, its header fields say nothing.
    if (isWanted && tapped.isHttp2) this.#withHttp2.add(connection);
    if (!isWanted && !isScrubbed) return;
    const { tracker } = this.#dispatch;
    const sequenceOf = (direction: Direction): number | null =>
      tracker.sequenceAt(connection, direction, offsets[direction].from);
    const call = this.#known.get(key);
    const [dialect = defaultDialect] = this.#options.dialects;
    const kind = { dialect: call?.dialect ?? dialect, method: call?.methodSpec ?? null };
    this.#scrubbed?.scrub(tapped, kind);
    this.#unplaced.push({
      connection,
      exchange,
      isWanted,
      sequences: [sequenceOf(0), sequenceOf(1)],
      lengths: [offsets[0].to - offsets[0].from, offsets[1].to - offsets[1].from],
      tapped,
    });
  }

  /** Gives the exchanges that were read their positions. */
  #place(): void {
    const all = this.#unplaced;
    this.#unplaced = [];
    for (const unplaced of all) {
      const { connection, exchange, isWanted, tapped } = unplaced;
      const ranges = [this.#rangeOf(unplaced, 0), this.#rangeOf(unplaced, 1)] as const;
      this.#scrubbed?.place(tapped, connection, [ranges[0].from, ranges[1].from]);
      if (isWanted) this.#spansOf(connection).push({ ...framesOf(exchange), ranges });
    }
  }

  #rangeOf({ connection, sequences, lengths }: UnplacedExchange, direction: Direction): PositionRange {
    const sequence = sequences[direction];
    const from = sequence === null ? 0 : (this.#positionsOf(connection).near(direction, sequence) ?? 0);
    return { from, to: from + lengths[direction] };
  }

  #positionsOf(connection: number): SequencePositions {
    return ensured(this.#positions, connection, () => new SequencePositions());
  }

  #spansOf(connection: number): ExchangeSpan[] {
    return ensured(this.#spans, connection, () => []);
  }
}

function framesOf({
  request,
  response,
  end,
  endFrame,
}: Exchange): Pick<ExchangeSpan, 'firstFrame' | 'lastFrame'> {
  const isClosed = end === 'fin' || end === 'reset' || end === 'stream-reset' || end === 'goaway';
  return {
    firstFrame: request?.firstFrame ?? response?.firstFrame ?? 0,
    lastFrame: Math.max(request?.lastFrame ?? 0, response?.lastFrame ?? 0, isClosed ? endFrame : 0),
  };
}

function ensured<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function keyOf({ stream, requestFrames }: HookCall): string {
  return requestKey(stream, requestFrames[0]);
}

/** Tells requests apart: the number of the connection, and the frame that the request begins in. */
function requestKey(connection: number, frame: number): string {
  return `${connection} ${frame}`;
}
