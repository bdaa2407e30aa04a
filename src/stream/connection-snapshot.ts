import { placeInPage } from '../base/columns.ts';
import type { List } from '../base/list.ts';
import type { AddressTable } from './address-table.ts';
import { type ConnectionPage, type ConnectionRows, MARK } from './connection-row.ts';
import {
  type ConnectionSummary,
  clientOf,
  type Handshake,
  handshakeOf,
  type SideSummary,
  sideOf,
} from './connection-summary.ts';
import { EndpointReader, type Endpoints } from './endpoints.ts';
import type { Direction } from './events.ts';
import type { TcpAnomalies } from './tcp-anomalies.ts';
import type { TcpAnomalyRows } from './tcp-anomaly-table.ts';

/** What a snapshot is made of: none of it changes any more, apart from addresses that are added. */
export interface SnapshotParts {
  readonly rows: ConnectionRows;
  readonly addresses: AddressTable;
  /** What went wrong with connections that were followed before. */
  readonly kept: TcpAnomalyRows;
  /** All that went wrong with connections that are followed at present, by the number of the connection. */
  readonly underWay: ReadonlyMap<number, TcpAnomalies>;
}

/** All connections of a capture as they were at one moment. It is a value: later reading does not change it. */
export class ConnectionSnapshot {
  readonly #rows: ConnectionRows;
  readonly #addresses: AddressTable;
  readonly #kept: TcpAnomalyRows;
  readonly #underWay: ReadonlyMap<number, TcpAnomalies>;
  readonly #endpoints: EndpointReader;

  constructor({ rows, addresses, kept, underWay }: SnapshotParts) {
    this.#addresses = addresses;
    this.#rows = rows;
    this.#kept = kept;
    this.#underWay = underWay;
    this.#endpoints = new EndpointReader(rows, addresses);
  }

  /** What it is made of, to be written down. */
  parts(): SnapshotParts {
    return { rows: this.#rows, addresses: this.#addresses, kept: this.#kept, underWay: this.#underWay };
  }

  /** How many connections there are; they are numbered from 0. */
  get count(): number {
    return this.#rows.length;
  }

  /** What is known of a connection, by its number below `count`. */
  summary(connection: number): ConnectionSummary {
    return new RowSummary(this, connection);
  }

  /** The connections with one of these ports at either end, in order of first frame. */
  summariesOn(ports: ReadonlySet<number>): List<ConnectionSummary> {
    const wanted = portTable(ports);
    const isWanted = (connection: number): boolean => {
      const both = this.page(connection).ports[placeInPage(connection)];
      return wanted[both >>> 16] === 1 || wanted[both & 0xffff] === 1;
    };
    let found = 0;
    for (let row = 0; row < this.count; row++) if (isWanted(row)) found += 1;
    const numbers = new Uint32Array(found);
    for (let row = 0, at = 0; at < found; row++) if (isWanted(row)) numbers[at++] = row;
    return new SummaryList(this, numbers);
  }

  /** The connections that were refused, not answered or reset, in order of first frame. */
  failed(): readonly ConnectionSummary[] {
    const failed: ConnectionSummary[] = [];
    for (let row = 0; row < this.count; row++) {
      const page = this.page(row);
      const at = placeInPage(row);
      const handshake = handshakeOf(page.marks[at]);
      const isFailed = page.resetFrame[at] > 0 || handshake === 'refused' || handshake === 'unanswered';
      if (isFailed) failed.push(this.summary(row));
    }
    return failed;
  }

  /** The end points of a connection: the sender of its first frame, then the other. */
  endpoints(connection: number): Endpoints {
    return this.#endpoints.of(connection);
  }

  /** What went wrong with a connection; null where nothing did, or where it was not followed. */
  anomalies(connection: number): TcpAnomalies | null {
    const underWay = this.#underWay.get(connection);
    if (underWay !== undefined) return underWay;
    const entry = this.page(connection).anomalyEntry[placeInPage(connection)];
    return entry === 0 ? null : this.#kept.entry(entry);
  }

  /** The page with a connection's row. */
  page(connection: number): ConnectionPage {
    return this.#rows.page(connection);
  }
}

/** Which ports are in a set, as a table: 1 for those that are. */
export function portTable(ports: ReadonlySet<number>): Uint8Array {
  const table = new Uint8Array(65_536);
  for (const port of ports) table[port] = 1;
  return table;
}

/** Summaries of which only the numbers are kept: of a million, each is made when it is asked for. */
class SummaryList implements List<ConnectionSummary> {
  readonly length: number;
  readonly #snapshot: ConnectionSnapshot;
  /** In ascending order. */
  readonly #numbers: Uint32Array;

  constructor(snapshot: ConnectionSnapshot, numbers: Uint32Array) {
    this.length = numbers.length;
    this.#snapshot = snapshot;
    this.#numbers = numbers;
  }

  at(index: number): ConnectionSummary | undefined {
    const number = this.#numbers[index];
    return number === undefined ? undefined : this.#snapshot.summary(number);
  }

  *[Symbol.iterator](): Iterator<ConnectionSummary> {
    for (const number of this.#numbers) yield this.#snapshot.summary(number);
  }
}

/** Reads the row of a connection: it is no more than a number. */
class RowSummary implements ConnectionSummary {
  readonly connection: number;
  readonly #snapshot: ConnectionSnapshot;

  constructor(snapshot: ConnectionSnapshot, connection: number) {
    this.#snapshot = snapshot;
    this.connection = connection;
  }

  get endpoints(): Endpoints {
    return this.#snapshot.endpoints(this.connection);
  }

  get client(): Direction | null {
    return clientOf(this.#marks);
  }

  get handshake(): Handshake {
    return handshakeOf(this.#marks);
  }

  get synCount(): number {
    return this.#page.synCount[this.#at];
  }

  get synAckFrame(): number {
    return this.#page.synAckFrame[this.#at];
  }

  get resetFrame(): number {
    return this.#page.resetFrame[this.#at];
  }

  get resetBy(): Direction | null {
    if (this.resetFrame === 0) return null;
    return (this.#marks & MARK.resetFromSecond) !== 0 ? 1 : 0;
  }

  get resetTtl(): number | null {
    return this.resetFrame === 0 ? null : this.#page.resetTtl[this.#at];
  }

  get ignoredResets(): number {
    return this.#page.ignoredResets[this.#at];
  }

  get ignoredResetFrame(): number {
    return this.#page.ignoredResetFrame[this.#at];
  }

  get finFrame(): number {
    return this.#page.finFrame[this.#at];
  }

  get closedBy(): Direction | null {
    if (this.finFrame === 0) return null;
    return (this.#marks & MARK.finFromSecond) !== 0 ? 1 : 0;
  }

  get sides(): readonly [SideSummary, SideSummary] {
    return [sideOf(this.#page, this.#at, 0), sideOf(this.#page, this.#at, 1)];
  }

  get firstFrame(): number {
    return this.#page.firstFrame[this.#at];
  }

  get firstSeconds(): number {
    return this.#page.firstSeconds[this.#at];
  }

  get firstNanoseconds(): number {
    return this.#page.firstNanoseconds[this.#at];
  }

  get lastFrame(): number {
    return this.#page.lastFrame[this.#at];
  }

  get lastSeconds(): number {
    return this.#page.lastSeconds[this.#at];
  }

  get lastNanoseconds(): number {
    return this.#page.lastNanoseconds[this.#at];
  }

  get anomalies(): TcpAnomalies | null {
    return this.#snapshot.anomalies(this.connection);
  }

  get #page(): ConnectionPage {
    return this.#snapshot.page(this.connection);
  }

  get #at(): number {
    return placeInPage(this.connection);
  }

  get #marks(): number {
    return this.#page.marks[this.#at];
  }
}
