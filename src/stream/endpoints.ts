import { placeInPage } from '../base/columns.ts';
import type { AddressTable } from './address-table.ts';
import { type ConnectionRows, MARK } from './connection-row.ts';

/** One end of a connection. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Both ends of a connection: the sender of its first frame, then the other. */
export type Endpoints = readonly [Endpoint, Endpoint];

/**
 * Reads the end points of connections from their rows. Those asked for last are remembered: exchanges of one connection
 * come in runs, and share one object.
 */
export class EndpointReader {
  readonly #rows: ConnectionRows;
  readonly #addresses: AddressTable;
  #last: Endpoints | null = null;
  #lastConnection = -1;

  constructor(rows: ConnectionRows, addresses: AddressTable) {
    this.#rows = rows;
    this.#addresses = addresses;
  }

  of(connection: number): Endpoints {
    if (this.#last !== null && connection === this.#lastConnection) return this.#last;
    const page = this.#rows.page(connection);
    const at = placeInPage(connection);
    const ports = page.ports[at];
    const low = { address: this.#addresses.text(page.lowAddress[at]), port: ports >>> 16 };
    const high = { address: this.#addresses.text(page.highAddress[at]), port: ports & 0xffff };
    this.#last = (page.marks[at] & MARK.swapped) !== 0 ? [high, low] : [low, high];
    this.#lastConnection = connection;
    return this.#last;
  }
}
