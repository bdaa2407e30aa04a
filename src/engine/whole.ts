import type { ClockStep } from '../base/clock-steps.ts';
import type { List } from '../base/list.ts';
import { FrameOrigins } from '../capture/index.ts';
import { type DraftRecord, joinDrafts, type OtherExchange, TriggerList } from '../checks/index.ts';
import { type Dialect, findMethod } from '../dialects/index.ts';
import { CallRow, callsWithin, type HookCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import type { ConnectionSummary } from '../stream/index.ts';
import { NumberedConnections, type Placement, placementsOf, summaryAt, summaryWithin } from './placement.ts';
import type { CaptureReading, Collected, Shard } from './shard.ts';
import { type WholeNetwork, wholeNetworkOf } from './whole-network.ts';

/** A shard as if it had been one reading of one capture: frames, connections and ids are numbered through. */
export interface Whole
  extends Pick<CaptureReading, 'captures' | 'diagnostics' | 'frames' | 'clockSteps'>,
    WholeNetwork,
    Omit<Collected, 'tlsConnections' | 'http2Connections' | 'unsettled' | 'possible'> {
  /** Which frame of which file each frame is. */
  readonly frameOrigins: FrameOrigins;
  /** Connections on which TLS was found, in order of first frame. */
  readonly tlsConnections: readonly ConnectionSummary[];
  /** The same for HTTP/2 in clear. */
  readonly http2Connections: readonly ConnectionSummary[];
  /** Connections that were refused, not answered or reset, in order of first frame. */
  readonly failedConnections: () => readonly ConnectionSummary[];
  /** A connection by its number. */
  readonly connection: (number: number) => ConnectionSummary | null;
  /** Connections with one of these ports at either end, in order of first frame. */
  readonly connectionsOn: (ports: ReadonlySet<number>) => List<ConnectionSummary>;
}

export function wholeOf(shard: Shard, dialects: readonly Dialect[]): Whole {
  const { readings } = shard;
  const { placements, summary } = placementsOf(shard);
  const placed = placements.flatMap((placement, index) => {
    return shard.parts[index].collected.map((collected) => ({ placement, collected }));
  });
  const withCalls = placed.filter((each) => each.collected.calls.length > 0).length;
  const isAlone = shard.parts.length <= 1 && readings.length <= 1 && withCalls <= 1;
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
    frameOrigins: FrameOrigins.joined(
      readings.map(({ origins, frames, captures }) => ({ origins, frames, files: captures.length })),
    ),
    calls: joined(collected.map((each) => each.calls)),
    triggers: TriggerList.joined(collected.map((each) => each.triggers)),
    drafts: joinDrafts(collected.filter((each) => each.drafts.length > 0).map((each) => each.drafts)),
    exchanges: new Map(joined(collected.map((each) => [...each.exchanges]))),
    otherHttp: sums(collected.map((each) => each.otherHttp)),
    otherExchanges: collected.flatMap((each) => each.otherExchanges).sort(byFirstFrame),
    otherHosts: collected.reduce((sum, each) => sum + each.otherHosts, 0),
    forgotten: collected.reduce((sum, each) => sum + each.forgotten, 0),
    ...wholeNetworkOf(placements, placed),
    tlsConnections: placed
      .flatMap((each) => each.collected.tlsConnections.map((number) => summaryAt(each.placement, number)))
      .sort(byNumber),
    http2Connections: placed
      .flatMap((each) => each.collected.http2Connections.map((number) => summaryAt(each.placement, number)))
      .sort(byNumber),
    connection: summary,
    failedConnections: () =>
      placements
        .flatMap((placement) =>
          placement.part.connections.failed().map((failed) => summaryWithin(failed, placement)),
        )
        .sort(byNumber),
    systems: joined(collected.map((each) => each.systems)),
    servers,
    ports: union(collected.map((each) => each.ports)),
    clients: union(collected.map((each) => each.clients)),
    connectionsOn: (ports) => {
      const [only] = placements;
      if (isAlone && only !== undefined) return only.part.connections.summariesOn(ports);
      const numbers = placements.map(({ part, connection }) =>
        Uint32Array.from(part.connections.summariesOn(ports), (own) => connection(own.connection)),
      );
      return new NumberedConnections(sortedNumbers(numbers), summary);
    },
  };
}

/** Lists one after the other. `flatMap` takes ten times as long for a million calls. */
function joined<Item>(lists: readonly (readonly Item[])[]): readonly Item[] {
  const filled = lists.filter(({ length }) => length > 0);
  return filled.length === 1 ? filled[0] : ([] as Item[]).concat(...filled);
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
    return { ...record, call: twinOf(record.call), ids: Int32Array.from(record.ids, (own) => own + id) };
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

/** An exchange of a part with the numbers that its frames have in the whole. */
export function exchangeWithin(exchange: Exchange, frame: number): Exchange {
  const { request, response, interim, problems, end, endFrame, endSeconds, requestDirection, streamEnd } =
    exchange;
  return {
    interim,
    problems,
    end,
    endSeconds,
    requestDirection,
    ...(streamEnd !== undefined && { streamEnd }),
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

function byNumber(one: ConnectionSummary, other: ConnectionSummary): number {
  return one.connection - other.connection;
}

/** All numbers in ascending order. */
function sortedNumbers(lists: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all.sort();
}

function union<Item>(sets: readonly ReadonlySet<Item>[]): ReadonlySet<Item> {
  return sets.length === 1 ? sets[0] : new Set(sets.flatMap((set) => [...set]));
}

function sums(counts: readonly ReadonlyMap<number, number>[]): ReadonlyMap<number, number> {
  const all = new Map<number, number>();
  for (const each of counts) for (const [port, count] of each) all.set(port, (all.get(port) ?? 0) + count);
  return all;
}
