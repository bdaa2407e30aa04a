import type { ClockStep } from '../../base/clock-steps.ts';
import { MAX_CLOCK_STEPS, MAX_OTHER_REQUEST_KINDS, MAX_TLS_CONNECTIONS } from '../../base/limits.ts';
import {
  below,
  list,
  mapOf,
  nullable,
  record,
  type Shape,
  seconds,
  setOf,
  text,
  whole,
} from '../../base/shape/index.ts';
import { captureInfoShape, diagnosticShape, originsShape, placesShape } from '../../capture/index.ts';
import { draftsShape, otherExchangesShape, triggersShape } from '../../checks/index.ts';
import type { Dialect } from '../../dialects/index.ts';
import { callsShape, type HookCall, otherRequestsShape, type ShownCallTexts } from '../../hooks/index.ts';
import { evidenceShape } from '../../network/index.ts';
import { type ConnectionSnapshot, connectionsShape } from '../../stream/index.ts';
import { handshakeShape } from '../../tls/index.ts';
import { OriginBook } from '../origin.ts';
import type {
  CaptureReading,
  Collected,
  ConnectionShare,
  Part,
  PossibleCalls,
  Shard,
  TlsSeen,
} from '../shard.ts';
import type { SystemSeen } from '../systems.ts';

/** What a shard is read and written with. */
export interface ShardContext {
  /** Dialects are known by their names: these are those that are meant. */
  readonly dialects: readonly Dialect[];
  readonly shown: ShownCallTexts;
}

const clockStep = record<ClockStep>({
  frame: whole,
  before: seconds,
  after: seconds,
  counted: nullable(seconds),
});
const share = record<ConnectionShare>({ index: whole, of: whole });

/** Frames at the edges are pieces of the capture, so that no file has them: see `shardForFile`. */
type FiledReading = Omit<CaptureReading, 'edges'>;

/**
 * A shard of one reading. What has a part of its own is written behind what it refers to: calls behind connections, drafts behind
 * calls. Headers and bodies of exchanges are never part of it.
 */
export function shardShape(context: ShardContext): Shape<Shard> {
  const reading = record<FiledReading>({
    captures: list(captureInfoShape(context.shown.captured)),
    diagnostics: list(diagnosticShape),
    frames: whole,
    clockSteps: list(clockStep, MAX_CLOCK_STEPS),
    places: nullable(placesShape),
    origins: originsShape,
    shares: list(share),
  });
  const part = partShape(context);
  return {
    form: `${reading.form}; ${part.form}`,
    write: ({ readings: [only, ...others], parts: [own, ...rest] }, to) => {
      const isOne = others.length + rest.length === 0;
      if (only === undefined || own === undefined || !isOne || only.edges !== null) {
        throw new Error('only what one reading collected, without edges, can be written to a file');
      }
      reading.write(only, to);
      part.write(own, to);
    },
    read: (from) => ({
      readings: [{ ...reading.read(from), edges: null }],
      parts: [{ ...part.read(from), reading: 0 }],
    }),
  };
}

function partShape(context: ShardContext): Shape<Part> {
  /** What was read last: numbers behind it refer to it. */
  let connections: ConnectionSnapshot | null = null;
  const connection = below(() => connections?.count ?? 0, 'connection');
  const evidence = evidenceShape(connection);
  const tls = record<TlsSeen>({
    handshakes: mapOf(connection, handshakeShape(context.shown), MAX_TLS_CONNECTIONS),
    left: whole,
    unread: setOf(connection),
    secrets: whole,
  });
  const collected = list(collectedShape(context, connection, () => connections));
  return {
    form: [connectionsShape, evidence, tls, collected].map(({ form }) => form).join('; '),
    write: (part, to) => {
      connectionsShape.write(part.connections, to);
      evidence.write(part.network, to);
      tls.write(part.tls, to);
      collected.write(part.collected, to);
    },
    read: (from) => {
      connections = connectionsShape.read(from);
      return {
        reading: 0,
        connections,
        network: evidence.read(from),
        tls: tls.read(from),
        collected: collected.read(from),
      };
    },
  };
}

/** What was collected; calls that may be hooks are collected in the same way. */
function collectedShape(
  context: ShardContext,
  connection: Shape<number>,
  connections: () => ConnectionSnapshot | null,
): Shape<Collected> {
  const own = collectedAlone(context, connection, connections);
  const inner = collectedAlone(context, connection, connections);
  const possible = list(
    record<PossibleCalls>({ server: text, port: whole, collected: withPossible(inner, null) }),
  );
  return withPossible(own, possible);
}

type Alone = Omit<Collected, 'possible' | 'unsettled' | 'exchanges'>;

function withPossible(own: Shape<Alone>, possible: Shape<readonly PossibleCalls[]> | null): Shape<Collected> {
  return {
    form: possible === null ? own.form : `${own.form}; possible: ${possible.form}`,
    write: (collected, to) => {
      if (collected.unsettled.length > 0) throw new Error('calls that are not settled have payloads');
      own.write(collected, to);
      possible?.write(collected.possible, to);
    },
    read: (from) => ({
      ...own.read(from),
      exchanges: new Map(),
      unsettled: [],
      possible: possible?.read(from) ?? [],
    }),
  };
}

function collectedAlone(
  { dialects, shown }: ShardContext,
  connection: Shape<number>,
  connections: () => ConnectionSnapshot | null,
): Shape<Alone> {
  /** Those that were read last. */
  let calls: readonly HookCall[] = [];
  const callRows = callsShape({ dialects, shown }, () => {
    const snapshot = connections();
    if (snapshot === null) throw new Error('calls stand behind their connections');
    const origins = new OriginBook((number) => snapshot.endpoints(number));
    return { connections: snapshot.count, originOf: (number, direction) => origins.of(number, direction) };
  });
  const rest = record<Omit<Alone, 'calls'>>({
    triggers: triggersShape(dialects, () => calls),
    drafts: draftsShape(shown, () => calls),
    otherHttp: mapOf(whole, whole),
    otherExchanges: otherExchangesShape(dialects, shown, connection),
    otherHosts: whole,
    forgotten: whole,
    otherRequests: list(otherRequestsShape(shown, connection), MAX_OTHER_REQUEST_KINDS),
    otherRequestsLeft: whole,
    systems: list(record<SystemSeen>({ dialect: text, server: text, port: whole, signs: whole })),
    tlsConnections: list(connection),
    http2Connections: list(connection),
    servers: setOf(text),
    ports: setOf(whole),
    clients: setOf(text),
  });
  return {
    form: `${callRows.form}; ${rest.form}`,
    write: (collected, to) => {
      callRows.write(collected.calls, to);
      rest.write(collected, to);
    },
    read: (from) => {
      calls = callRows.read(from);
      return { calls, ...rest.read(from) };
    },
  };
}
