import type { ClockStep } from '../base/clock-steps.ts';
import { plainCopy } from '../base/columns.ts';
import { type DraftRecord, joinDrafts, type OtherExchange, TriggerList } from '../checks/index.ts';
import { type Dialect, findMethod } from '../dialects/index.ts';
import { CallRow, callsWithin, type HookCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import type { ConnectionSummary, TcpAnomalies } from '../stream/index.ts';
import type { CaptureReading, Collected, Part, Shard } from './shard.ts';

/** A shard as if it had been one reading of one capture: frames, connections and ids are numbered through. */
export interface Whole
  extends Pick<CaptureReading, 'captures' | 'diagnostics' | 'frames' | 'clockSteps'>,
    Omit<Collected, 'tlsConnections' | 'unsettled'> {
  readonly tlsConnections: readonly ConnectionSummary[];
  /** Connections with one of these ports at either end, in order of first frame. */
  readonly connectionsOn: (ports: ReadonlySet<number>) => readonly ConnectionSummary[];
}

/** How the numbers of a part become those of the whole. */
interface Placement {
  readonly part: Part;
  readonly frame: number;
  readonly connection: (connection: number) => number;
}

export function wholeOf(shard: Shard, dialects: readonly Dialect[]): Whole {
  const { readings } = shard;
  const placements = placementsOf(shard);
  const placed = placements.flatMap((placement) => {
    return placement.part.collected.map((collected) => ({ placement, collected }));
  });
  const isAlone = shard.parts.length <= 1 && readings.length <= 1;
  let nextId = 0;
  const collected = placed.map((each) => {
    if (isAlone) return each.collected;
    const within = collectedWithin(each.collected, each.placement, nextId, dialects);
    nextId += idsOf(each.collected);
    return within;
  });
  const servers = union(collected.map((each) => each.servers));
  return {
    captures: readings.flatMap((reading) => reading.captures),
    diagnostics: readings.flatMap((reading) => reading.diagnostics),
    frames: readings.reduce((sum, reading) => sum + reading.frames, 0),
    clockSteps: clockStepsOf(readings),
    calls: collected.length === 1 ? collected[0].calls : collected.flatMap((each) => each.calls),
    triggers: TriggerList.joined(collected.map((each) => each.triggers)),
    drafts: joinDrafts(collected.filter((each) => each.drafts.length > 0).map((each) => each.drafts)),
    exchanges: new Map(collected.flatMap((each) => [...each.exchanges])),
    otherHttp: sums(collected.map((each) => each.otherHttp)),
    otherExchanges: collected.flatMap((each) => each.otherExchanges).sort(byFirstFrame),
    otherHosts: collected.reduce((sum, each) => sum + each.otherHosts, 0),
    forgotten: collected.reduce((sum, each) => sum + each.forgotten, 0),
    tlsConnections: placed
      .flatMap((each) => each.collected.tlsConnections.map((number) => summaryAt(each.placement, number)))
      .sort(byNumber),
    servers,
    ports: union(collected.map((each) => each.ports)),
    clients: union(collected.map((each) => each.clients)),
    connectionsOn: (ports) => {
      const found = placements.map((placement) => {
        const summaries = placement.part.connections.summariesOn(ports);
        return isAlone ? summaries : summaries.map((summary) => summaryWithin(summary, placement));
      });
      return found.length === 1 ? found[0] : found.flat().sort(byNumber);
    },
  };
}

/** The clock steps of all readings, with frames numbered through. */
function clockStepsOf(readings: readonly CaptureReading[]): readonly ClockStep[] {
  let offset = 0;
  return readings.flatMap(({ clockSteps, frames }) => {
    const before = offset;
    offset += frames;
    return clockSteps.map((step) => ({ ...step, frame: step.frame + before }));
  });
}

/** Connections have the numbers of the order of their first frames, over all parts (Wireshark numbers them so). */
function placementsOf({ readings, parts }: Shard): readonly Placement[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const { frames } of readings) {
    offsets.push(offset);
    offset += frames;
  }
  if (parts.length === 1) {
    const [part] = parts;
    return [{ part, frame: offsets[part.reading], connection: (connection) => connection }];
  }
  const all = parts.flatMap(({ reading, connections }, part) =>
    Array.from({ length: connections.count }, (_, connection) => {
      return { part, connection, frame: connections.summary(connection).firstFrame + offsets[reading] };
    }),
  );
  all.sort((one, other) => one.frame - other.frame);
  const numbers = parts.map(({ connections }) => new Uint32Array(connections.count));
  for (const [number, { part, connection }] of all.entries()) numbers[part][connection] = number;
  return parts.map((part, index) => {
    const ofPart = numbers[index];
    return { part, frame: offsets[part.reading], connection: (connection) => ofPart[connection] };
  });
}

function collectedWithin(
  collected: Collected,
  placement: Placement,
  id: number,
  dialects: readonly Dialect[],
): Collected {
  const { frame, connection } = placement;
  const place = callsWithin({ id, frame, connection, dialects });
  const twins = new Map<HookCall, HookCall>();
  for (const call of collected.calls) twins.set(call, call instanceof CallRow ? place(call) : call);
  const twinOf = (call: HookCall): HookCall => twins.get(call) ?? call;
  const placed = (record: DraftRecord): DraftRecord => {
    return { ...record, call: twinOf(record.call), ids: record.ids.map((own) => own + id) };
  };
  return {
    ...collected,
    calls: collected.calls.map(twinOf),
    triggers: collected.triggers.map(twinOf),
    drafts: collected.drafts.map((drafts) => ({
      ...drafts,
      single: drafts.single.map(placed),
      gathered: new Map([...drafts.gathered].map(([key, record]) => [key, placed(record)] as const)),
    })),
    otherExchanges: collected.otherExchanges.map((other) => otherWithin(other, placement, dialects)),
    exchanges: new Map(
      [...collected.exchanges].map(([own, exchange]) => [own + id, exchangeWithin(exchange, frame)] as const),
    ),
  };
}

function otherWithin(
  other: OtherExchange,
  { frame, connection }: Placement,
  dialects: readonly Dialect[],
): OtherExchange {
  const [first, last] = other.requestFrames;
  const dialect = dialects.find(({ name }) => name === other.dialect.name) ?? other.dialect;
  return {
    ...other,
    dialect,
    methodSpec: other.methodSpec === null ? null : findMethod(dialect, other.methodSpec.name),
    stream: connection(other.stream),
    requestFrames: [first + frame, last + frame],
  };
}

function byFirstFrame(one: OtherExchange, other: OtherExchange): number {
  return one.requestFrames[0] - other.requestFrames[0];
}

function exchangeWithin(exchange: Exchange, frame: number): Exchange {
  const { request, response, endFrame } = exchange;
  return {
    ...exchange,
    request: request && { ...request, ...framesWithin(request, frame) },
    response: response && { ...response, ...framesWithin(response, frame) },
    endFrame: endFrame < 0 ? endFrame : endFrame + frame,
  };
}

function framesWithin(
  message: { readonly firstFrame: number; readonly lastFrame: number },
  frame: number,
): { readonly firstFrame: number; readonly lastFrame: number } {
  return { firstFrame: message.firstFrame + frame, lastFrame: message.lastFrame + frame };
}

function idsOf({ calls }: Collected): number {
  return calls.reduce((most, { id }) => Math.max(most, id + 1), 0);
}

function summaryAt(placement: Placement, connection: number): ConnectionSummary {
  return summaryWithin(placement.part.connections.summary(connection), placement);
}

function summaryWithin(summary: ConnectionSummary, { frame, connection }: Placement): ConnectionSummary {
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

function byNumber(one: ConnectionSummary, other: ConnectionSummary): number {
  return one.connection - other.connection;
}

function union<Item>(sets: readonly ReadonlySet<Item>[]): ReadonlySet<Item> {
  return sets.length === 1 ? sets[0] : new Set(sets.flatMap((set) => [...set]));
}

function sums(counts: readonly ReadonlyMap<number, number>[]): ReadonlyMap<number, number> {
  const all = new Map<number, number>();
  for (const each of counts) for (const [port, count] of each) all.set(port, (all.get(port) ?? 0) + count);
  return all;
}
