import { setFlagsFromString } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesOfRow,
  type ColumnKind,
  Columns,
  newPage,
  placeInPage,
  plainCopy,
  plainRow,
  ROWS_A_PAGE,
  type Rows,
} from '../../src/base/columns.ts';

const SCHEMA = { flags: 'u8', frame: 'u32', seconds: 'f64', port: 'u16', change: 'i32' } as const;
type Row = Readonly<Record<keyof typeof SCHEMA, number>>;

function put(columns: Columns<typeof SCHEMA>, row: number, values: Row): void {
  const page = columns.writable(row);
  for (const name of Object.keys(SCHEMA) as (keyof Row)[]) page[name][placeInPage(row)] = values[name];
}

function rowsOf(rows: Rows<typeof SCHEMA>): readonly Row[] {
  return Array.from({ length: rows.length }, (_, row) => plainRow(rows, row, SCHEMA));
}

const anyRow: fc.Arbitrary<Row> = fc.record({
  flags: fc.nat(255),
  frame: fc.nat(0xffffffff),
  seconds: fc.double({ noNaN: true }),
  port: fc.nat(0xffff),
  change: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
});

describe('columns', () => {
  it('keep numbers of all kinds over the borders of pages', () => {
    const columns = new Columns(SCHEMA);
    const values = Array.from({ length: ROWS_A_PAGE * 2 + 3 }, (_, row): Row => {
      return { flags: row & 255, frame: row * 3, seconds: row / 7, port: row & 0xffff, change: 5 - row };
    });
    for (const row of values) put(columns, columns.add(), row);
    expect(rowsOf(columns)).toEqual(values);
    expect(columns.bytes).toBe(3 * ROWS_A_PAGE * bytesOfRow(SCHEMA));
    expect(bytesOfRow(SCHEMA)).toBe(1 + 4 + 8 + 2 + 4);
  });

  it('a snapshot stays as it was, whatever is written later', () => {
    const change = fc.record({ row: fc.nat(), values: anyRow });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), values: anyRow }),
      fc.record({ kind: fc.constant('change' as const), change }),
      fc.record({ kind: fc.constant('snapshot' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const columns = new Columns(SCHEMA);
        const model: Row[] = [];
        const kept: (readonly [Rows<typeof SCHEMA>, readonly Row[]])[] = [];
        for (const each of steps) {
          if (each.kind === 'snapshot') kept.push([columns.snapshot(), [...model]]);
          else if (each.kind === 'add') {
            put(columns, columns.add(), each.values);
            model.push(each.values);
          } else if (model.length > 0) {
            const row = each.change.row % model.length;
            put(columns, row, each.change.values);
            model[row] = each.change.values;
          }
        }
        expect(rowsOf(columns)).toEqual(model);
        for (const [snapshot, rows] of kept) expect(rowsOf(snapshot)).toEqual(rows);
      }),
    );
  });

  it('of many names are still fast to read: V8 keeps no hash table of them', () => {
    setFlagsFromString('--allow-natives-syntax');
    const isFast = new Function('page', 'return %HasFastProperties(page)') as (page: object) => boolean;
    const names = Array.from(
      { length: 80 },
      (_, number) => [`column${number}`, 'u32' as ColumnKind] as const,
    );
    expect(isFast(newPage(Object.fromEntries(names)))).toBe(true);
    const oneByOne: Record<string, number> = {};
    for (const [name] of names) oneByOne[`own ${name}`] = 1;
    expect(isFast(oneByOne)).toBe(false);
  });

  it('a plain copy has what an object tells by getters, of its class and of those above', () => {
    class Named {
      get name(): string {
        return 'a';
      }
    }
    class Counted extends Named {
      readonly id: number = 3;
      readonly #hidden = 4;
      get count(): number {
        return this.#hidden;
      }
    }
    expect(plainCopy(new Counted(), { id: 5 })).toEqual({ name: 'a', id: 5, count: 4 });
  });
});
