import { MAX_SCRUBBED_BYTES } from '../base/limits.ts';
import type { CaptureInfo, CaptureSet, Frame } from '../capture/index.ts';
import { type Dialect, defaultDialect } from '../dialects/index.ts';
import type { HookCall } from '../hooks/index.ts';
import { type Exchange, HeldBodies, looksLikeHttp } from '../http/index.ts';
import { DECODE, FragmentLists } from '../packet/index.ts';
import type { ConnectionConsumer, Direction } from '../stream/index.ts';
import { ExchangeTap, type TappedExchange } from './exchange-tap.ts';
import { FrameSorter } from './frame-sorter.ts';
import { StreamPositions } from './positions.ts';
import type { Room } from './raw-bytes.ts';
import { readAll } from './read-frames.ts';
import { ScrubbedStreams } from './scrubbed-streams.ts';
import type { Selection } from './selection.ts';
import { type Range, type Span, StreamPlan } from './stream-plan.ts';

export interface SurveyOptions {
  readonly selection: Selection;
  /** Calls whose tables say what is secret: at least those of the connections that are wanted whole. */
  readonly calls: readonly HookCall[];
  readonly dialects: readonly Dialect[];
  readonly scrub: boolean;
}

/** What has to be known of a capture before the frames of a selection can be taken out of it. */
export interface Survey {
  readonly plans: ReadonlyMap<number, StreamPlan>;
  /** What may be written of these connections; null where everything may. */
  readonly scrubbed: ScrubbedStreams | null;
  /** Numbers of frames that are pieces of IP datagrams of these connections. */
  readonly fragments: ReadonlySet<number>;
  /** LINKTYPE_ numbers of the frames of these connections. */
  readonly linkTypes: ReadonlySet<number>;
  readonly captures: readonly CaptureInfo[];
}

/** Reads a capture and finds where the exchanges of a selection lie in their connections. */
export async function surveyCapture(capture: CaptureSet, options: SurveyOptions): Promise<Survey> {
  const surveyor = new Surveyor(options);
  await readAll(capture, (frame) => surveyor.take(frame));
  return surveyor.finish(capture.info());
}

/** The streams of frames that are given by number. */
export async function streamsOfFrames(
  capture: CaptureSet,
  frames: ReadonlySet<number>,
): Promise<ReadonlySet<number>> {
  const sorter = new FrameSorter();
  const streams = new Set<number>();
  await readAll(capture, (frame) => {
    const stream = sorter.take(frame);
    if (stream >= 0 && frames.has(frame.number)) streams.add(stream);
  });
  return streams;
}

/** An exchange whose segment is still at hand: its place is in sequence numbers. */
interface Found {
  readonly stream: number;
  readonly exchange: Exchange;
  readonly isWanted: boolean;
  readonly sequences: readonly [number | null, number | null];
  readonly lengths: readonly [number, number];
  readonly tapped: TappedExchange;
}

class Surveyor {
  readonly #options: SurveyOptions;
  readonly #sorter: FrameSorter;
  readonly #sought = new Map<string, HookCall>();
  readonly #known = new Map<string, HookCall>();
  readonly #wanted: ReadonlySet<number>;
  readonly #positions = new Map<number, StreamPositions>();
  readonly #spans = new Map<number, Span[]>();
  readonly #lists = new FragmentLists<number>();
  readonly #fragments = new Set<number>();
  readonly #linkTypes = new Set<number>();
  readonly #scrubbed: ScrubbedStreams | null;
  readonly #held = new HeldBodies();
  readonly #room: Room | null;
  #found: Found[] = [];

  constructor(options: SurveyOptions) {
    this.#options = options;
    const { selection, calls, scrub } = options;
    for (const call of selection.calls) this.#sought.set(placeKey(call.stream, call.requestFrames[0]), call);
    for (const call of calls) this.#known.set(placeKey(call.stream, call.requestFrames[0]), call);
    this.#wanted = new Set([...selection.streams, ...[...selection.calls].map(({ stream }) => stream)]);
    this.#room = scrub ? { left: MAX_SCRUBBED_BYTES } : null;
    this.#scrubbed = this.#room === null ? null : new ScrubbedStreams(this.#room);
    const ports = [...selection.calls].map(({ serverPort }) => serverPort);
    this.#sorter = new FrameSorter({
      ports: selection.streams.size > 0 ? null : new Set(ports),
      wakes: looksLikeHttp,
      open: (stream) => this.#open(stream),
    });
  }

  take(frame: Frame): void {
    const sorter = this.#sorter;
    const stream = sorter.take(frame);
    const { depth } = sorter.fragment;
    if (depth > 0) this.#lists.add(sorter.fragment, frame.seconds, frame.number);
    if (stream < 0 || sorter.result !== DECODE.segment) return;
    if (this.#wanted.has(stream)) {
      this.#linkTypes.add(frame.linkType);
      this.#positionsOf(stream).take(sorter.direction, sorter.segment.sequence);
      if (depth > 0) for (const number of this.#lists.take(sorter.fragment)) this.#fragments.add(number);
    }
    if (this.#found.length > 0) this.#place();
  }

  finish(captures: readonly CaptureInfo[]): Survey {
    this.#sorter.tracker.finish();
    this.#place();
    // A call that is not found again, in a file that was changed meanwhile: its frames are known.
    for (const { stream, requestFrames, response, endFrame } of this.#sought.values()) {
      const lastFrame = Math.max(requestFrames[1], response?.frames[1] ?? 0, endFrame);
      this.#spansOf(stream).push({ firstFrame: requestFrames[0], lastFrame, ranges: null });
    }
    this.#scrubbed?.finish();
    const plans = new Map(
      [...this.#wanted].map((stream) => [
        stream,
        new StreamPlan(this.#options.selection.streams.has(stream), this.#spansOf(stream)),
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

  #open(stream: number): ConnectionConsumer {
    if (!this.#wanted.has(stream)) return NOBODY;
    return new ExchangeTap((tapped) => this.#exchange(stream, tapped), this.#held, this.#room);
  }

  /** Notes where an exchange lies; what its positions are can only be told once its last segment has its own. */
  #exchange(stream: number, tapped: TappedExchange): void {
    const { exchange, offsets } = tapped;
    const key = placeKey(stream, exchange.request?.firstFrame ?? -1);
    const isWanted = this.#sought.delete(key);
    const isScrubbed = this.#scrubbed !== null && (isWanted || this.#options.selection.streams.has(stream));
    if (!isWanted && !isScrubbed) return;
    const { tracker } = this.#sorter;
    const sequenceOf = (direction: Direction): number | null =>
      tracker.sequenceAt(stream, direction, offsets[direction].from);
    const call = this.#known.get(key);
    const [dialect = defaultDialect] = this.#options.dialects;
    const kind = { dialect: call?.dialect ?? dialect, method: call?.methodSpec ?? null };
    this.#scrubbed?.look(tapped, kind);
    this.#found.push({
      stream,
      exchange,
      isWanted,
      sequences: [sequenceOf(0), sequenceOf(1)],
      lengths: [offsets[0].to - offsets[0].from, offsets[1].to - offsets[1].from],
      tapped,
    });
  }

  #place(): void {
    const all = this.#found;
    this.#found = [];
    for (const found of all) {
      const ranges = [this.#rangeOf(found, 0), this.#rangeOf(found, 1)] as const;
      this.#scrubbed?.place(found.tapped, found.stream, [ranges[0].from, ranges[1].from]);
      if (found.isWanted) this.#spansOf(found.stream).push({ ...framesOf(found.exchange), ranges });
    }
  }

  #rangeOf({ stream, sequences, lengths }: Found, direction: Direction): Range {
    const sequence = sequences[direction];
    const from = sequence === null ? 0 : (this.#positionsOf(stream).near(direction, sequence) ?? 0);
    return { from, to: from + lengths[direction] };
  }

  #positionsOf(stream: number): StreamPositions {
    return ensured(this.#positions, stream, () => new StreamPositions());
  }

  #spansOf(stream: number): Span[] {
    return ensured(this.#spans, stream, () => []);
  }
}

/** What a connection carries that nobody asked for. */
const NOBODY: ConnectionConsumer = {
  data: () => 'unwanted',
  gap: () => 'unwanted',
  end: () => {},
};

function framesOf({ request, response, end, endFrame }: Exchange): Pick<Span, 'firstFrame' | 'lastFrame'> {
  const isClosed = end === 'fin' || end === 'reset';
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

function placeKey(stream: number, frame: number): string {
  return `${stream} ${frame}`;
}
