import type { List } from '../base/list.ts';
import type { ConnectionSummary } from '../stream/index.ts';
import { type PartPlace, PlacedSummary } from './placed-summary.ts';
import type { Part, Shard } from './shard.ts';

/** How the numbers of a part become those of the whole. */
export interface Placement extends PartPlace {
  /** Without what was collected: whoever holds a placement is not to hold its calls as well. */
  readonly part: Omit<Part, 'collected'>;
}

/** The placements of all parts of a shard. */
export interface Placements {
  /** In the order of the parts. */
  readonly placements: readonly Placement[];
  /** A connection by its number in the whole; null where there is none. */
  readonly summary: (number: number) => ConnectionSummary | null;
}

/** Connections have the numbers of the order of their first frames, over all parts (Wireshark numbers them so). */
export function placementsOf({ readings, parts }: Shard): Placements {
  const offsets: number[] = [];
  let offset = 0;
  for (const { frames } of readings) {
    offsets.push(offset);
    offset += frames;
  }
  const placementOf = (part: Part, connection: Placement['connection']): Placement => {
    const { collected: _collected, ...kept } = part;
    return { part: kept, frame: offsets[part.reading], connection };
  };
  if (parts.length === 1) {
    const [part] = parts;
    const placement = placementOf(part, (connection) => connection);
    return {
      placements: [placement],
      summary: (number) => (number < part.connections.count ? summaryAt(placement, number) : null),
    };
  }
  const { order, starts } = connectionOrder(parts, offsets);
  const numbers = new Uint32Array(order.length);
  for (let number = 0; number < order.length; number++) numbers[order[number]] = number;
  const placements = parts.map((part, index) => {
    const ofPart = numbers.subarray(starts[index], starts[index + 1]);
    return placementOf(part, (connection) => ofPart[connection]);
  });
  return {
    placements,
    summary: (number) => {
      const place = order[number];
      if (place === undefined) return null;
      const part = partAt(starts, place);
      return summaryAt(placements[part], place - starts[part]);
    },
  };
}

/** All connections in the order of their first frames. They are counted through, part by part: each part begins at its start. */
function connectionOrder(
  parts: readonly Part[],
  offsets: readonly number[],
): { readonly order: Uint32Array; readonly starts: Uint32Array } {
  const starts = new Uint32Array(parts.length + 1);
  for (const [index, { connections }] of parts.entries())
    starts[index + 1] = starts[index] + connections.count;
  const count = starts[parts.length];
  const frames = new Float64Array(count);
  let isInOrder = true;
  let last = 0;
  for (const [index, { connections, reading }] of parts.entries()) {
    for (let connection = 0; connection < connections.count; connection++) {
      const frame = connections.summary(connection).firstFrame + offsets[reading];
      frames[starts[index] + connection] = frame;
      if (frame < last) isInOrder = false;
      last = frame;
    }
  }
  const order = new Uint32Array(count);
  for (let place = 0; place < count; place++) order[place] = place;
  if (!isInOrder) order.sort((one, other) => frames[one] - frames[other] || one - other);
  return { order, starts };
}

/** The part whose connections hold a place: the last that begins there or before. Parts without connections hold none. */
function partAt(starts: Uint32Array, place: number): number {
  let [from, to] = [0, starts.length - 1];
  while (to - from > 1) {
    const middle = (from + to) >>> 1;
    if (starts[middle] <= place) from = middle;
    else to = middle;
  }
  return from;
}

/** Connections by their numbers in the whole, in order: each summary is made when it is asked for. */
export class NumberedConnections implements List<ConnectionSummary> {
  readonly length: number;
  readonly #numbers: Uint32Array;
  readonly #summary: Placements['summary'];

  /** `numbers`: in ascending order. */
  constructor(numbers: Uint32Array, summary: Placements['summary']) {
    this.length = numbers.length;
    this.#numbers = numbers;
    this.#summary = summary;
  }

  at(index: number): ConnectionSummary | undefined {
    const number = this.#numbers[index];
    return number === undefined ? undefined : (this.#summary(number) ?? undefined);
  }

  *[Symbol.iterator](): Iterator<ConnectionSummary> {
    for (const number of this.#numbers) {
      const summary = this.#summary(number);
      if (summary !== null) yield summary;
    }
  }
}

/** A connection of a part, by its number there, as the whole has it. */
export function summaryAt(placement: Placement, connection: number): ConnectionSummary {
  return summaryWithin(placement.part.connections.summary(connection), placement);
}

/** The same for a summary that is at hand. */
export function summaryWithin(summary: ConnectionSummary, placement: Placement): ConnectionSummary {
  return new PlacedSummary(summary, placement);
}
