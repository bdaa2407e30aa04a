/**
 * Rows in typed arrays. A row costs its bytes and no object, and the garbage collector does not look into it. A schema
 * names the columns and their kinds; everything else (pages, growth, size, copies) is made of it.
 */

/** What a column holds, by the array that holds it. All numbers begin as 0. */
const ARRAYS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f64: Float64Array,
} as const;

export type ColumnKind = keyof typeof ARRAYS;

/** Names of columns and what they hold. */
export type ColumnSchema = Readonly<Record<string, ColumnKind>>;

type ColumnArray<Kind extends ColumnKind> = InstanceType<(typeof ARRAYS)[Kind]>;

/** Some rows, {@link ROWS_A_PAGE} at most: each column is an array of as many numbers. */
export type Page<Schema extends ColumnSchema> = {
  readonly [Name in keyof Schema]: ColumnArray<Schema[Name]>;
};

/** Numbers that may be read and not written. */
export interface ReadonlyColumn {
  readonly length: number;
  readonly [row: number]: number;
}

/** The same for readers. */
export type ReadonlyPage<Schema extends ColumnSchema> = {
  readonly [Name in keyof Schema]: ReadonlyColumn;
};

/**
 * A power of two: the lower bits of a row's number are its place in the page, the upper ones the page. Of a million rows
 * that are asked for at random, smaller pages make too many objects for the processor's cache: with 1024 rows a look-up
 * takes half as long again. Larger ones make the copy that a write after a snapshot costs too long.
 */
export const ROWS_A_PAGE = 4096;
const PAGE_BITS = 12;
/** Rows that the first page has at first: many tables never have more. Then it becomes a page as all others are. */
const FIRST_ROWS = 64;
const PLACE_MASK = ROWS_A_PAGE - 1;

/** The place of a row within its page. */
export function placeInPage(row: number): number {
  return row & PLACE_MASK;
}

/**
 * A page of empty rows in one piece of memory. The object is made in one go: V8 keeps an object to which more than some twenty names
 * are added one by one as a hash table, which is slow to read.
 */
export function newPage<Schema extends ColumnSchema>(schema: Schema, rows = ROWS_A_PAGE): Page<Schema> {
  const memory = new ArrayBuffer(bytesOfRow(schema) * rows);
  const columns = new Map<string, ColumnArray<ColumnKind>>();
  let offset = 0;
  // The widest first: an array of 8-byte numbers must begin at a multiple of 8.
  for (const [name, kind] of Object.entries(schema).sort(
    (one, other) => widthOf(other[1]) - widthOf(one[1]),
  )) {
    columns.set(name, new ARRAYS[kind](memory, offset, rows));
    offset += widthOf(kind) * rows;
  }
  return Object.fromEntries(columns) as Page<Schema>;
}

/** Bytes of a number of a column. */
export function widthOf(kind: ColumnKind): number {
  return ARRAYS[kind].BYTES_PER_ELEMENT;
}

/** Bytes that a row costs. */
export function bytesOfRow(schema: ColumnSchema): number {
  return Object.values(schema).reduce((sum, kind) => sum + widthOf(kind), 0);
}

/** Rows that do not change. */
export interface Rows<Schema extends ColumnSchema> {
  /** How many rows there are. */
  readonly length: number;
  /** The page of a row; see {@link placeInPage}. */
  readonly page: (row: number) => ReadonlyPage<Schema>;
}

/**
 * A table that grows, row by row. Its pages are added and never moved, so growing copies nothing. A snapshot shares the
 * pages: a page is copied when it is written to after a snapshot was taken of it.
 */
export class Columns<Schema extends ColumnSchema> implements Rows<Schema> {
  readonly #schema: Schema;
  readonly #pages: Page<Schema>[] = [];
  /** Which pages a snapshot holds. */
  readonly #isShared: boolean[] = [];
  #length = 0;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes of all pages. */
  get bytes(): number {
    return this.#pages.length * ROWS_A_PAGE * bytesOfRow(this.#schema);
  }

  /** Adds a row of zeros; gives its number. */
  add(): number {
    const row = this.#length;
    this.#length += 1;
    if (row === 0) this.#addPage(FIRST_ROWS);
    else if (row === FIRST_ROWS) this.#copyPage(0);
    else if (row >>> PAGE_BITS === this.#pages.length) this.#addPage(ROWS_A_PAGE);
    return row;
  }

  /** The page of a row, to be read. */
  page(row: number): ReadonlyPage<Schema> {
    return this.#pages[row >>> PAGE_BITS];
  }

  /** The page of a row, to be written. Do not keep it: a snapshot makes it the snapshot's. */
  writable(row: number): Page<Schema> {
    const number = row >>> PAGE_BITS;
    if (this.#isShared[number]) this.#copyPage(number);
    return this.#pages[number];
  }

  /** All rows as they are now. Later writes do not change it. */
  snapshot(): Rows<Schema> {
    this.#isShared.fill(true);
    return new FixedRows(this.#pages.slice(), this.#length);
  }

  #addPage(rows: number): void {
    this.#pages.push(newPage(this.#schema, rows));
    this.#isShared.push(false);
  }

  /** Puts an own copy of full size in place of a page. */
  #copyPage(number: number): void {
    const own = newPage(this.#schema);
    for (const name of Object.keys(this.#schema)) own[name].set(this.#pages[number][name]);
    this.#pages[number] = own;
    this.#isShared[number] = false;
  }
}

class FixedRows<Schema extends ColumnSchema> implements Rows<Schema> {
  readonly length: number;
  readonly #pages: readonly ReadonlyPage<Schema>[];

  constructor(pages: readonly ReadonlyPage<Schema>[], length: number) {
    this.#pages = pages;
    this.length = length;
  }

  page(row: number): ReadonlyPage<Schema> {
    return this.#pages[row >>> PAGE_BITS];
  }
}

/** Rows that stand in pages which are full, but for the last one. */
export function rowsOf<Schema extends ColumnSchema>(
  pages: readonly ReadonlyPage<Schema>[],
  length: number,
): Rows<Schema> {
  return new FixedRows(pages, length);
}

/** The numbers of one row as an object. */
export function plainRow<Schema extends ColumnSchema>(
  rows: Rows<Schema>,
  row: number,
  schema: Schema,
): { readonly [Name in keyof Schema]: number } {
  const page = rows.page(row);
  const place = placeInPage(row);
  const plain: Record<string, number> = {};
  for (const name of Object.keys(schema)) plain[name] = page[name][place];
  return plain as { readonly [Name in keyof Schema]: number };
}

/** Names of the getters of a class and of those above, by its prototype: they do not change. */
const GETTERS = new WeakMap<object, readonly string[]>();

/**
 * A plain object with what an object tells by getters, and some of it changed. A class that reads rows has no fields of
 * its own that spreading (`{ ...row }`) would find.
 */
export function plainCopy<Kind extends object>(row: Kind, changes: Partial<Kind> = {}): Kind {
  const plain: Record<string, unknown> = {};
  for (const name of gettersOf(Object.getPrototypeOf(row))) plain[name] = row[name as keyof Kind];
  return { ...(plain as Kind), ...row, ...changes };
}

function gettersOf(prototype: object | null): readonly string[] {
  if (prototype === null || prototype === Object.prototype) return [];
  let names = GETTERS.get(prototype);
  if (names !== undefined) return names;
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  const getters = own.filter(([, property]) => property.get !== undefined).map(([name]) => name);
  names = [...getters, ...gettersOf(Object.getPrototypeOf(prototype))];
  GETTERS.set(prototype, names);
  return names;
}
