import { compareInstants, type Instant } from '../base/time.ts';
import type { EdgeFrame } from './edge-frame.ts';
import { FrameReplay } from './edge-frame.ts';
import { EdgeRecorder } from './edge-recorder.ts';
import { Reading, type ReadingOptions } from './reading.ts';
import type { CaptureReading, ConnectionShare, Part, Shard } from './shard.ts';

/** Why two shards are not parts of one whole. */
export type MergeResult =
  | { readonly ok: true; readonly shard: Shard }
  | { readonly ok: false; readonly message: string };

/** What merging depends on besides the shards: how traffic at the edges is read. */
export interface MergeOptions extends ReadingOptions {
  /** As the shards were read with; see `ReadingScope`. */
  readonly edgeSeconds: number;
}

/**
 * One shard of two: of different shares of one capture set, or of different capture sets. It is associative: in whatever
 * order neighbours are merged, judging gives the same. Capture sets stand in order of time; frames of two sets whose times
 * overlap are numbered set by set. Connections that lie across the edge between two sets are put together.
 */
export function merge(one: Shard, other: Shard, options: MergeOptions): MergeResult {
  const readings = [...one.readings];
  const places = other.readings.map((reading) => {
    const known = readings.findIndex((each) => isSameSet(each, reading));
    if (known < 0) return readings.push(reading) - 1;
    readings[known] = joined(readings[known], reading);
    return known;
  });
  const twice = readings.find(({ shares }) => overlap(shares));
  if (twice !== undefined) {
    const path = twice.captures[0]?.path ?? '';
    return {
      ok: false,
      message: `${path}: both shards hold the same connections of it; merge each share once`,
    };
  }
  const parts = [...one.parts, ...other.parts.map((part) => ({ ...part, reading: places[part.reading] }))];
  return { ok: true, shard: settled(inOrder({ readings, parts }), options) };
}

function isSameSet(one: CaptureReading, other: CaptureReading): boolean {
  return setKey(one) === setKey(other);
}

/** What tells a capture set from others. */
export function setKey({ captures, frames }: CaptureReading): string {
  return JSON.stringify([
    frames,
    captures.map(({ path, bytes, firstTime, lastTime }) => [path, bytes, firstTime, lastTime]),
  ]);
}

/** Two shares of one set: what they tell of the set itself is the same. */
function joined(one: CaptureReading, other: CaptureReading): CaptureReading {
  const edges = [...(one.edges ?? []), ...(other.edges ?? [])];
  return {
    ...one,
    shares: [...one.shares, ...other.shares],
    edges: one.edges === null && other.edges === null ? null : edges.sort(byNumber),
  };
}

function overlap(shares: readonly ConnectionShare[]): boolean {
  return shares.some((one, position) =>
    shares.slice(position + 1).some((other) => one.of !== other.of || one.index === other.index),
  );
}

/** Capture sets in order of their first frames. */
function inOrder({ readings, parts }: Shard): Shard {
  const order = readings.map((_, position) => position);
  order.sort((one, other) => compareReadings(readings[one], readings[other]));
  const places = new Map(order.map((position, place) => [position, place]));
  return {
    readings: order.map((position) => readings[position]),
    parts: parts.map((part) => ({ ...part, reading: places.get(part.reading) ?? part.reading })),
  };
}

/** Reads what lay at an edge and now lies within neighbouring captures. */
function settled(shard: Shard, options: MergeOptions): Shard {
  const { readings } = shard;
  const withEdges = readings.filter(({ edges }) => edges !== null);
  if (withEdges.length < 2) return shard;
  const reading = new EdgeReading(options, beginOf(readings[0]));
  let offset = 0;
  for (const { edges, frames, captures } of readings) {
    for (const frame of edges ?? []) reading.frame({ ...frame, number: frame.number + offset });
    const last = captures.at(-1)?.lastTime;
    if (last !== null && last !== undefined) reading.passTime(last.seconds);
    offset += frames;
  }
  return reading.shard(shard);
}

/** Reads the frames at the edges of neighbouring captures, as numbered through all of them. */
class EdgeReading {
  readonly #reading: Reading;
  readonly #recorder: EdgeRecorder;

  constructor(options: MergeOptions, began: Instant | null) {
    this.#reading = new Reading(options);
    const scope = { share: { index: 0, of: 1 }, edgeSeconds: options.edgeSeconds };
    this.#recorder = new EdgeRecorder(scope, (frame) => this.#reading.frame(frame), began?.seconds ?? null);
  }

  readonly #replay = new FrameReplay();

  frame(frame: EdgeFrame): void {
    this.#recorder.frame(this.#replay.frame(frame));
  }

  passTime(seconds: number): void {
    this.#recorder.passTime(seconds);
  }

  /** The shard with what is still at an edge left there, and the rest read. */
  shard({ readings, parts }: Shard): Shard {
    this.#reading.finish();
    const left = this.#recorder.edges() ?? [];
    const [part] = this.#reading.shard({ info: () => [], diagnostics: () => [] }, true).parts;
    const ends = endsOf(readings);
    return {
      readings: readings.map((reading, position) => ({
        ...reading,
        edges: left
          .filter(({ number }) => number > ends[position] && number <= ends[position + 1])
          .map((frame) => ({ ...frame, number: frame.number - ends[position] })),
      })),
      // Its frames are numbered from the first capture on.
      parts: this.#reading.frames === 0 ? parts : [...parts, { ...part, reading: 0 }],
    };
  }
}

/** The shard as it is to be judged: what is at the edges is read as if nothing had been before and after. */
export function withEdgesRead(shard: Shard, options: ReadingOptions): Shard {
  const reading = new Reading(options);
  const replay = new FrameReplay();
  const ends = endsOf(shard.readings);
  for (const [position, { edges }] of shard.readings.entries()) {
    for (const frame of edges ?? []) {
      reading.frame(replay.frame({ ...frame, number: frame.number + ends[position] }));
    }
  }
  if (reading.frames === 0) return shard;
  reading.finish();
  const [part] = reading.shard({ info: () => [], diagnostics: () => [] }, true).parts;
  const readings = shard.readings.map((each) => ({ ...each, edges: null }));
  const parts: readonly Part[] = [...shard.parts, { ...part, reading: 0 }];
  return { readings, parts };
}

/** How many frames the readings before each have, and all of them. */
function endsOf(readings: readonly CaptureReading[]): readonly number[] {
  const ends = [0];
  for (const { frames } of readings) ends.push((ends.at(-1) ?? 0) + frames);
  return ends;
}

/** The order of capture sets: that of their first frames. */
export function compareReadings(one: CaptureReading, other: CaptureReading): number {
  return compareTimes(beginOf(one), beginOf(other));
}

function beginOf({ captures }: CaptureReading): Instant | null {
  let first: Instant | null = null;
  for (const { firstTime } of captures) {
    if (firstTime !== null && (first === null || compareTimes(firstTime, first) < 0)) first = firstTime;
  }
  return first;
}

function compareTimes(one: Instant | null, other: Instant | null): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  return compareInstants(one, other);
}

function byNumber(one: EdgeFrame, other: EdgeFrame): number {
  return one.number - other.number;
}
