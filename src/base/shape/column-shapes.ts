import {
  type ColumnSchema,
  newPage,
  type Page,
  ROWS_A_PAGE,
  type Rows,
  rowsOf,
  widthOf,
} from '../columns.ts';
import type { Packer } from './packer.ts';
import type { Shape } from './shape.ts';
import type { Unpacker } from './unpacker.ts';

/** Numbers stand in files as they stand in memory: a machine of the other order refuses the file by its form. */
const BYTE_ORDER = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'little-endian' : 'big-endian';

/** Rows of a schema, whatever its columns are: page after page, column after column. */
export function columns<Schema extends ColumnSchema>(schema: Schema): Shape<Rows<Schema>> {
  const names = Object.keys(schema).sort();
  return {
    form: `${BYTE_ORDER} rows of ${names.map((name) => `${name} ${schema[name]}`).join()}`,
    write: (rows, to) => {
      to.whole(rows.length);
      for (let row = 0; row < rows.length; row += ROWS_A_PAGE) {
        const page = rows.page(row);
        const count = Math.min(ROWS_A_PAGE, rows.length - row);
        for (const name of names) writeNumbers(page[name], count, to);
      }
    },
    read: (from) => {
      const length = from.count();
      const pages: Page<Schema>[] = [];
      for (let row = 0; row < length; row += ROWS_A_PAGE) {
        const count = Math.min(ROWS_A_PAGE, length - row);
        // No row is added to what was read: of many short readings, pages of full size would fill the memory.
        const page = newPage(schema, count);
        for (const name of names) readNumbers(page[name], widthOf(schema[name]), count, from);
        pages.push(page);
      }
      return rowsOf(pages, length);
    },
  };
}

/** Integers of 32 bits. */
export const numbers32: Shape<Int32Array> = {
  form: `${BYTE_ORDER} i32 list`,
  write: (numbers, to) => {
    to.whole(numbers.length);
    to.bytes(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  },
  read: (from) => {
    const length = from.count();
    const bytes = from.bytes(length * 4);
    const numbers = new Int32Array(length);
    new Uint8Array(numbers.buffer).set(bytes);
    return numbers;
  },
};

/** Checks that the numbers of a column are below a bound: they are looked up in a table. `what` names what they stand for. */
export function checkColumn<Schema extends ColumnSchema>(
  rows: Rows<Schema>,
  name: keyof Schema & string,
  bound: number,
  from: Unpacker,
): void {
  for (let row = 0; row < rows.length; row += ROWS_A_PAGE) {
    const column = rows.page(row)[name];
    const count = Math.min(ROWS_A_PAGE, rows.length - row);
    for (let at = 0; at < count; at++) {
      if (column[at] >= bound) from.fail(`row ${row + at}: ${name} is ${column[at]}, not below ${bound}`);
    }
  }
}

function writeNumbers(column: unknown, count: number, to: Packer): void {
  // Every page is made of typed arrays (`newPage`); readers see them as lists of numbers.
  const { buffer, byteOffset, BYTES_PER_ELEMENT } = column as Uint8Array;
  to.bytes(new Uint8Array(buffer, byteOffset, count * BYTES_PER_ELEMENT));
}

function readNumbers(column: unknown, width: number, count: number, from: Unpacker): void {
  const { buffer, byteOffset } = column as Uint8Array;
  new Uint8Array(buffer, byteOffset, count * width).set(from.bytes(count * width));
}
