import { plainCopy } from '../base/columns.ts';
import type { ConnectionSummary, TcpAnomalies } from '../stream/index.ts';
import type { Part, Shard } from './shard.ts';

/** How the numbers of a part become those of the whole. */
export interface Placement {
  readonly part: Part;
  readonly frame: number;
  readonly connection: (connection: number) => number;
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
  if (parts.length === 1) {
    const [part] = parts;
    const placement = { part, frame: offsets[part.reading], connection: (connection: number) => connection };
    return {
      placements: [placement],
      summary: (number) => (number < part.connections.count ? summaryAt(placement, number) : null),
    };
  }
  const all = parts.flatMap(({ reading, connections }, part) =>
    Array.from({ length: connections.count }, (_, connection) => {
      return { part, connection, frame: connections.summary(connection).firstFrame + offsets[reading] };
    }),
  );
  all.sort((one, other) => one.frame - other.frame);
  const numbers = parts.map(({ connections }) => new Uint32Array(connections.count));
  for (const [number, { part, connection }] of all.entries()) numbers[part][connection] = number;
  const placements = parts.map((part, index) => {
    const ofPart = numbers[index];
    return { part, frame: offsets[part.reading], connection: (connection: number) => ofPart[connection] };
  });
  return {
    placements,
    summary: (number) => {
      const place = all[number];
      return place === undefined ? null : summaryAt(placements[place.part], place.connection);
    },
  };
}

/** A connection of a part, by its number there, as the whole has it. */
export function summaryAt(placement: Placement, connection: number): ConnectionSummary {
  return summaryWithin(placement.part.connections.summary(connection), placement);
}

/** The same for a summary that is at hand. */
export function summaryWithin(
  summary: ConnectionSummary,
  { frame, connection }: Placement,
): ConnectionSummary {
  const shifted = (number: number): number => (number === 0 ? 0 : number + frame);
  return plainCopy(summary, {
    connection: connection(summary.connection),
    firstFrame: shifted(summary.firstFrame),
    lastFrame: shifted(summary.lastFrame),
    synAckFrame: shifted(summary.synAckFrame),
    resetFrame: shifted(summary.resetFrame),
    ignoredResetFrame: shifted(summary.ignoredResetFrame),
    finFrame: shifted(summary.finFrame),
    anomalies: summary.anomalies === null ? null : anomaliesWithin(summary.anomalies, shifted),
  });
}

function anomaliesWithin(anomalies: TcpAnomalies, shifted: (frame: number) => number): TcpAnomalies {
  const half = (direction: 0 | 1): TcpAnomalies['halves'][number] => {
    const own = anomalies.halves[direction];
    return {
      ...own,
      firstRetransmissionFrame: shifted(own.firstRetransmissionFrame),
      firstZeroWindowFrame: shifted(own.firstZeroWindowFrame),
    };
  };
  return {
    halves: [half(0), half(1)],
    gaps: anomalies.gaps.map((gap) => ({ ...gap, frame: shifted(gap.frame) })),
    gapCount: anomalies.gapCount,
    cutCount: anomalies.cutCount,
  };
}
