import { Buffer } from 'node:buffer';
import { type Endpoint, hostOf } from '../base/endpoint.ts';
import { MAX_KEPT_EXCHANGE_BYTES } from '../base/limits.ts';
import { CallInspector, type InspectionOptions, TriggerBook } from '../checks/index.ts';
import type { Dialect } from '../dialects/index.ts';
import {
  CallStore,
  type HookCall,
  keptReading,
  OtherRequestBook,
  type ReadCall,
  readCall,
} from '../hooks/index.ts';
import type { Exchange, LateProblem, Protocol } from '../http/index.ts';
import type { ExchangeRecord, LaneBook, LaneCall, Learned, TakenCall } from '../lane/index.ts';
import { amongIds, type Forgettable } from './forgetting.ts';
import { LastCalls } from './last-calls.ts';
import type { KeptExchanges } from './options.ts';
import { OriginBook } from './origin.ts';
import { isNoHook, OtherExchanges } from './other-exchanges.ts';
import type { WaitingExchange } from './pipeline.ts';
import { RecordedExchange } from './recorded-exchange.ts';
import { type Collected, NOTHING_COLLECTED } from './shard.ts';
import { bodyBytesOf, costOf } from './sought-calls.ts';
import { SystemBook } from './systems.ts';
import { UnsettledCalls } from './unsettled-calls.ts';

export interface CollectorOptions {
  readonly dialects: readonly Dialect[];
  /** Ports given by the user; empty: they are found. */
  readonly pinned: ReadonlySet<number>;
  /** Only conversations with this address. */
  readonly host: string | null;
  readonly inspection: InspectionOptions;
  readonly keepExchanges: KeptExchanges;
  /** Calls may be forgotten. */
  readonly forgets?: boolean;
  readonly endpointsOf: (stream: number) => Endpoints;
  /** Sees every call once it counts as one. */
  readonly onCall: ((read: ReadCall) => void) | null;
}

type Endpoints = readonly [Endpoint, Endpoint];

/**
 * Collects hook calls, with what the checks find in them, from exchanges while these come by, and counts other HTTP.
 * A request whose name alone says that it is a hook waits until its server is known as a backend.
 */
export class CallCollector implements LaneBook {
  #calls: HookCall[] = [];
  readonly #triggers = new TriggerBook();
  readonly #inspector: CallInspector;
  readonly #exchanges = new Map<number, Exchange>();
  #forgotten = 0;
  #forgottenExchanges = 0;
  readonly #otherHttp = new Map<number, number>();
  readonly #otherRequests = new OtherRequestBook();
  readonly #tlsConnections: number[] = [];
  readonly #http2Connections: number[] = [];
  readonly #servers = new Set<string>();
  readonly #ports = new Set<number>();
  readonly #clients = new Set<string>();
  readonly #systems = new SystemBook();
  readonly #unsettled = new UnsettledCalls();
  readonly #otherExchanges = new OtherExchanges();
  readonly #lastCalls = new LastCalls();
  #otherHosts = 0;
  #keptBytes = 0;
  #hasRoom = true;
  #lastClient = '';
  readonly #origins: OriginBook;
  readonly #store: CallStore;
  readonly #options: CollectorOptions;

  constructor(options: CollectorOptions) {
    this.#options = options;
    this.#inspector = new CallInspector(options.inspection);
    this.#origins = new OriginBook(options.endpointsOf);
    this.#store = new CallStore(
      (stream, direction) => this.#origins.of(stream, direction),
      options.forgets === true,
    );
  }

  /** Exchanges so far that were recognised, those that were forgotten included. */
  get count(): number {
    return this.#calls.length + this.#forgottenExchanges;
  }

  /** Takes the next complete exchange. null where it is no call, or not known to be one yet. */
  exchange(stream: number, exchange: Exchange): TakenCall | null {
    if (this.#isOfOtherHosts(stream)) {
      this.#otherHosts += 1;
      return null;
    }
    const read = this.#read({ stream, exchange });
    if (read !== null) {
      this.#noteOther(read);
      return this.take(read);
    }
    if (this.#servers.size === 0) {
      this.#otherRequests.takeResponse(this.#origins.of(stream, exchange.requestDirection), exchange);
    }
    return null;
  }

  /** The same for an exchange that was read before. */
  take(read: ReadCall): TakenCall | null {
    if (isNoHook(read)) {
      this.#countOther(read.call.serverPort, 1);
      this.#otherExchanges.add(read, this.#isBackend(read.call));
      return null;
    }
    if (read.certainty === 'certain') this.#settleServer(read);
    if (read.certainty === 'certain' || this.#isBackend(read.call)) return this.#enter(read);
    this.#countOther(read.call.serverPort, 1);
    this.#unsettled.postpone(read);
    return null;
  }

  /** Whether calls of a connection may be repeated: it is one with a backend, and of the host that was asked for. */
  isRead(stream: number, requestDirection: 0 | 1): boolean {
    return (
      !this.#isOfOtherHosts(stream) && this.#servers.has(this.#origins.of(stream, requestDirection).server)
    );
  }

  /** The port of the server of a connection. */
  serverPort(stream: number, requestDirection: 0 | 1): number {
    return this.#origins.of(stream, requestDirection).serverPort;
  }

  /**
   * Takes a call that shows what another one showed; its ids stand in the bytes of `view`. `record`: what its connection was told of it.
   * False where the call has to be read the general way.
   */
  repeat(learned: Learned, repeated: LaneCall, view: DataView, record: ExchangeRecord): boolean {
    // The exchanges of the first calls are kept as they were read.
    if (this.#options.keepExchanges === 'first' && this.#hasRoom) return false;
    const { common, isUnkeyed, opened, inspected } = learned;
    const call = this.#store.keepRepeated(common, isUnkeyed, repeated, view);
    // All calls of a connection that the lane repeats have one client.
    if (repeated.isFirst) {
      this.#noteClient(this.#origins.of(repeated.stream, repeated.requestDirection).client);
    }
    this.#calls.push(call);
    this.#lastCalls.note(call);
    this.#triggers.repeat(call, opened);
    if (!this.#inspector.repeat(inspected, call) || this.#options.keepExchanges === 'none') return true;
    if (!this.#takeRoom(costOf(repeated.bodyBytes))) return true;
    const { bodyStart, bodyEnd } = repeated;
    const copy = record.copy();
    // A body that came in chunks was put together elsewhere, where the next one will be.
    const body =
      view === record.view
        ? copy.bytes.subarray(bodyStart, bodyEnd)
        : Buffer.from(new Uint8Array(view.buffer, view.byteOffset + bodyStart, bodyEnd - bodyStart));
    this.#exchanges.set(call.id, new RecordedExchange(copy, body));
    return true;
  }

  #isOfOtherHosts(stream: number): boolean {
    const { host, endpointsOf } = this.#options;
    return host !== null && !endpointsOf(stream).some((endpoint) => endpoint.address === host);
  }

  /** Takes what came to light about an exchange after it was complete. */
  late(stream: number, late: LateProblem): void {
    const call = this.#lastCalls.get(stream);
    if (call?.requestFrames[0] === late.requestFrame) {
      this.#inspector.inspectLate(call, late.problem);
      return;
    }
    for (const direction of [0, 1] as const) {
      if (this.#unsettled.late(this.#origins.of(stream, direction).server, stream, late)) return;
    }
  }

  /** Notes what a connection carries. */
  protocol(stream: number, protocol: Protocol): void {
    if (protocol === 'tls') this.#tlsConnections.push(stream);
    else if (protocol === 'http2') this.#http2Connections.push(stream);
  }

  /** A server is known to be a backend from elsewhere; so may be the dialect of its hooks. */
  learnServer(server: string, dialect: Dialect | null): void {
    this.#servers.add(server);
    if (dialect !== null) this.#systems.learn(server, dialect);
  }

  /** What was collected so far. Later exchanges change nothing of it; `isOver`: there are none. */
  collected(isOver = false): Collected {
    return {
      // Of two million calls a second list is as large as a tenth of their rows.
      calls: isOver ? this.#calls : this.#calls.slice(),
      triggers: this.#triggers.triggers(),
      drafts: this.#inspector.drafts(),
      exchanges: new Map(this.#exchanges),
      otherHttp: new Map(this.#otherHttp),
      otherExchanges: this.#otherExchanges.list(),
      otherHosts: this.#otherHosts,
      forgotten: this.#forgotten,
      otherRequests: this.#otherRequests.kinds(),
      otherRequestsLeft: this.#otherRequests.left,
      tlsConnections: this.#tlsConnections.slice(),
      http2Connections: this.#http2Connections.slice(),
      systems: this.#systems.list(),
      servers: new Set(this.#servers),
      ports: new Set(this.#ports),
      clients: new Set(this.#clients),
      unsettled: this.#unsettled.list(),
      possible: [],
    };
  }

  /** The calls from an id on, in the order in which they were complete, and what was kept of them. */
  since(id: number): Pick<Collected, 'calls' | 'exchanges'> {
    let from = this.#calls.length;
    while (from > 0 && this.#calls[from - 1].id >= id) from -= 1;
    const calls = this.#calls.slice(from);
    const kept = calls.flatMap((call) => {
      const exchange = this.#exchanges.get(call.id);
      return exchange === undefined ? [] : [[call.id, exchange] as const];
    });
    return { calls, exchanges: new Map(kept) };
  }

  /**
   * Requests that wait for their responses at present, as calls that have none so far; nothing of them is kept. What was
   * collected besides is not part of it.
   */
  waiting(exchanges: readonly WaitingExchange[]): Collected {
    const calls: HookCall[] = [];
    const triggers = new TriggerBook();
    const kept = new Map<number, Exchange>();
    for (const waiting of exchanges) {
      const read = this.#read(waiting);
      if (read === null || isNoHook(read) || (read.certainty !== 'certain' && !this.#isBackend(read.call)))
        continue;
      const call = { ...read.call, id: -1 - calls.length };
      calls.push(call);
      kept.set(call.id, waiting.exchange);
      triggers.note(keptReading(read, call));
    }
    return { ...NOTHING_COLLECTED, calls, triggers: triggers.triggers(), exchanges: kept };
  }

  /** Forgets calls, with their attempts and legs; findings about them are expected to be none. */
  forget({ calls, folded }: Forgettable): void {
    if (calls.size === 0) return;
    const before = this.#calls.length;
    const isGone = amongIds(this.#calls, [calls, folded]);
    this.#calls = this.#calls.filter((call) => !isGone(call));
    this.#triggers.forget(isGone);
    this.#inspector.forget(folded);
    for (const set of [calls, folded]) for (const { id } of set) this.#exchanges.delete(id);
    this.#lastCalls.forget(isGone);
    this.#forgotten += calls.size;
    this.#forgottenExchanges += before - this.#calls.length;
  }

  #read({ stream, exchange }: WaitingExchange): ReadCall | null {
    return readCall(this.#options.dialects, this.#origins.of(stream, exchange.requestDirection), exchange);
  }

  #isBackend(call: HookCall): boolean {
    return this.#options.pinned.has(call.serverPort) || this.#servers.has(call.server);
  }

  /** Other requests explain why there is no hook: once there is one, they need not be told apart. */
  #noteOther(read: ReadCall): void {
    if (read.certainty === 'certain' || this.#servers.size > 0) return;
    const { dialects, inspection } = this.#options;
    this.#otherRequests.take(read, inspection.masker.target(read.call.target, read.call.dialect), dialects);
  }

  /** The server of a hook is a backend: what waited for that is a call as well. */
  #settleServer({ call }: ReadCall): void {
    if (this.#servers.has(call.server)) return;
    this.#servers.add(call.server);
    this.#ports.add(call.serverPort);
    this.#noteClient(call.client);
    for (const read of this.#unsettled.take(call.server)) {
      this.#countOther(read.call.serverPort, -1);
      this.#enter(read);
    }
  }

  /** `client`: address and port. Calls of one connection share the text. */
  #noteClient(client: string): void {
    if (client === this.#lastClient) return;
    this.#lastClient = client;
    this.#clients.add(hostOf(client));
  }

  #enter(found: ReadCall): TakenCall {
    const asRead = this.#asOfServer(found);
    this.#systems.note(asRead);
    const { exchange } = asRead;
    const call = this.#store.keep(asRead.call, exchange.requestDirection);
    const read = keptReading(asRead, call);
    this.#noteClient(call.client);
    this.#ports.add(call.serverPort);
    this.#calls.push(call);
    this.#lastCalls.note(call);
    const opened = this.#triggers.note(read);
    this.#options.inspection.masker.learn(read);
    const inspected = this.#inspector.inspect(read);
    this.#options.onCall?.(read);
    const { keepExchanges } = this.#options;
    // That a call has no response is told by rules about the whole capture.
    const mayBeShown = inspected.mayBeShown || exchange.response === null;
    if (keepExchanges !== 'none' && (keepExchanges !== 'faulty' || mayBeShown)) {
      if (this.#takeRoom(costOf(bodyBytesOf(exchange)))) this.#exchanges.set(call.id, exchange);
    }
    return { read, opened, inspected };
  }

  /** A request that no dialect knows is one of the system whose hooks its server takes. */
  #asOfServer(read: ReadCall): ReadCall {
    const { call, exchange, certainty } = read;
    if (certainty !== 'other' || call.methodSpec !== null) return read;
    const dialect = this.#systems.dialectOf(call.server);
    if (dialect === null || dialect === call.dialect) return read;
    return readCall([dialect], call, exchange) ?? read;
  }

  /** Whether there is room for an exchange that costs so many bytes. Once one was left out, all are. */
  #takeRoom(bytes: number): boolean {
    if (this.#options.keepExchanges === 'every') return true;
    this.#keptBytes += bytes;
    this.#hasRoom = this.#hasRoom && this.#keptBytes <= MAX_KEPT_EXCHANGE_BYTES;
    return this.#hasRoom;
  }

  #countOther(port: number, by: number): void {
    const count = (this.#otherHttp.get(port) ?? 0) + by;
    if (count === 0) this.#otherHttp.delete(port);
    else this.#otherHttp.set(port, count);
  }
}
