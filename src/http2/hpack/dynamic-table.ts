import { MAX_HPACK_TABLE_BYTES } from '../../base/limits.ts';

/** What each entry counts besides its texts (RFC 7541 §4.1). */
const ENTRY_OVERHEAD = 32;
/** The size that a table may have before anything was said of it (RFC 9113 §6.5.2). */
export const DEFAULT_TABLE_BYTES = 4096;
/** Entries that are gone are cut off the list once there are so many. */
const GONE_BEFORE_CUT = 64;

/** An entry of the table. `name` is null where it was given by an entry that is not known. */
export interface TableEntry {
  readonly name: string | null;
  readonly value: string;
}

/**
 * The dynamic table of one direction (RFC 7541 §2.3.2), as far as it is known. Entries are counted from the newest one, so those
 * that came since the beginning that is known keep their index, whatever lies behind them: an index beyond them is unknown,
 * and no fault, until it is sure that nothing lies there.
 */
export class DynamicTable {
  /** Nothing lies behind the entries that are known. */
  isWhole: boolean;
  /** Bytes that the encoder lets the table have; null where it said nothing of it since the beginning that is known. */
  maxBytes: number | null;
  /** The oldest first; those before `#gone` were evicted. */
  #entries: TableEntry[] = [];
  #gone = 0;
  #bytes = 0;

  /** `isFresh`: the connection begins here, with an empty table. */
  constructor(isFresh: boolean) {
    this.isWhole = isFresh;
    this.maxBytes = isFresh ? DEFAULT_TABLE_BYTES : null;
  }

  /** Entries that are known. */
  get length(): number {
    return this.#entries.length - this.#gone;
  }

  /** The entry at an index from 0, the newest; null where it is not known, undefined where there is none. */
  at(index: number): TableEntry | null | undefined {
    if (index < this.length) return this.#entries[this.#entries.length - 1 - index];
    return this.isWhole ? undefined : null;
  }

  /** Adds an entry, and evicts what has no room beside it (RFC 7541 §4.4). */
  add(entry: TableEntry): void {
    this.#entries.push(entry);
    this.#bytes += bytesOf(entry);
    this.#evict();
  }

  /** The encoder changes the size of its table (RFC 7541 §4.3). */
  resize(bytes: number): void {
    this.maxBytes = bytes;
    this.#evict();
    // An entry takes 32 bytes at least: without room for one, nothing is left of what was not known.
    if (bytes < ENTRY_OVERHEAD) this.isWhole = true;
  }

  /** What was sent is not known from here on. */
  lose(): void {
    this.#entries = [];
    this.#gone = 0;
    this.#bytes = 0;
    this.isWhole = false;
  }

  #evict(): void {
    const allowed = this.maxBytes ?? Number.POSITIVE_INFINITY;
    while (this.length > 0 && this.#bytes > Math.min(allowed, MAX_HPACK_TABLE_BYTES)) {
      // What is older than an entry that the encoder evicted is gone as well; what only the bound takes away is unknown.
      this.isWhole = this.#bytes > allowed;
      this.#bytes -= bytesOf(this.#entries[this.#gone]);
      this.#gone += 1;
    }
    if (this.#gone < GONE_BEFORE_CUT || this.#gone < this.#entries.length / 2) return;
    this.#entries = this.#entries.slice(this.#gone);
    this.#gone = 0;
  }
}

/** Of an entry without a known name this is less than it takes, never more. */
function bytesOf({ name, value }: TableEntry): number {
  return (name?.length ?? 0) + value.length + ENTRY_OVERHEAD;
}
