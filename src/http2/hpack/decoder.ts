import type { Buffer } from 'node:buffer';
import { MAX_HEADER_BYTES, MAX_HEADER_FIELDS } from '../../base/limits.ts';
import { DEFAULT_TABLE_BYTES, DynamicTable, type TableEntry } from './dynamic-table.ts';
import { FieldReader, type ReadingFault } from './field-reader.ts';
import { STATIC_TABLE } from './static-table.ts';

/** A header block, as far as it can be read. */
export interface FieldBlock {
  /** Name and value in turn, as `HeaderList`; fields whose name is not known are not part of it. */
  readonly list: readonly string[];
  /** Fields that refer to an entry of the dynamic table that is not known. */
  readonly unknown: number;
  /** There were more fields, or more bytes of them, than are kept: the rest was left out. */
  readonly tooLarge: boolean;
  /** Why it ends here; null where it was read to its end. The table is not known after that. */
  readonly fault: ReadingFault | null;
}

/**
 * Reads the header blocks of one direction (HPACK, RFC 7541). No library is used: those of npm throw at broken input, bound
 * nothing, and cannot tell an entry that they do not know from one that is wrong, which is what a capture that begins within a
 * connection needs.
 */
export class HpackDecoder {
  readonly #table: DynamicTable;
  /** The size that the other side allows, by what this direction acknowledged; null where that is not known. */
  #limit: number | null;
  /** The limit fell below the size of the table: the next block has to say so at once (RFC 9113 §4.3.1). */
  #owesUpdate = false;

  /** `isFresh`: the connection begins here. */
  constructor(isFresh: boolean) {
    this.#table = new DynamicTable(isFresh);
    this.#limit = isFresh ? DEFAULT_TABLE_BYTES : null;
  }

  /** The other side lets the table have so many bytes, as the sender of this direction has acknowledged; null: nobody knows. */
  allow(bytes: number | null): void {
    this.#limit = bytes;
    const { maxBytes } = this.#table;
    if (bytes === null) this.#owesUpdate = false;
    else if (maxBytes !== null && bytes < maxBytes) this.#owesUpdate = true;
  }

  /** Blocks may have been lost: what the table holds is not known from here on. */
  lose(): void {
    this.#table.lose();
  }

  /** Reads a block. `announced`: the largest size of the table that was announced and not acknowledged yet. */
  read(bytes: Buffer, start: number, end: number, announced = 0): FieldBlock {
    const reader = new FieldReader(bytes, start, end);
    const list: string[] = [];
    let unknown = 0;
    let size = 0;
    let tooLarge = false;
    let isFirst = true;
    while (!reader.isOver) {
      const lead = reader.next;
      if (lead >> 5 === 1) {
        // A change of size stands before the fields (RFC 7541 §4.2).
        if (!isFirst || !this.#resize(reader.integer(5), announced)) reader.fault ??= 'broken';
        if (reader.fault !== null) break;
        continue;
      }
      isFirst = false;
      if (this.#owesUpdate) {
        reader.fault = 'broken';
        break;
      }
      const field = this.#field(reader, lead);
      if (reader.fault !== null || field === undefined) {
        reader.fault ??= 'broken';
        break;
      }
      if (field === null || field.name === null) {
        unknown += 1;
        continue;
      }
      size += field.name.length + field.value.length;
      if (size > MAX_HEADER_BYTES || list.length >= 2 * MAX_HEADER_FIELDS) tooLarge = true;
      else list.push(field.name, field.value);
    }
    if (reader.fault !== null) this.#table.lose();
    this.#owesUpdate = false;
    return { list, unknown, tooLarge, fault: reader.fault };
  }

  /** The next field (RFC 7541 §6); null where it is not known, undefined where there is none of its index. */
  #field(reader: FieldReader, lead: number): TableEntry | null | undefined {
    if (lead >= 0x80) return this.#entry(reader.integer(7));
    const isAdded = lead >= 0x40;
    const index = reader.integer(isAdded ? 6 : 4);
    let name: string | null;
    if (index === 0) {
      name = reader.text();
    } else {
      const entry = this.#entry(index);
      if (entry === undefined) return undefined;
      name = entry?.name ?? null;
    }
    const field = { name, value: reader.text() };
    if (isAdded && reader.fault === null) this.#table.add(field);
    return field;
  }

  #entry(index: number): TableEntry | null | undefined {
    if (index <= 0) return undefined;
    if (index > STATIC_TABLE.length) return this.#table.at(index - STATIC_TABLE.length - 1);
    const [name, value] = STATIC_TABLE[index - 1];
    return { name, value };
  }

  /** False where the table may not have that size. */
  #resize(bytes: number, announced: number): boolean {
    if (bytes < 0) return false;
    if (this.#limit !== null && bytes > Math.max(this.#limit, announced)) return false;
    this.#table.resize(bytes);
    this.#owesUpdate = false;
    return true;
  }
}
