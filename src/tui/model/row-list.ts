import { isFault, isSameRow, type Row } from './row.ts';

/** Rows in the order of time, with what moving among them needs. Made once for each snapshot. */
export interface RowList {
  readonly rows: readonly Row[];
  /** Positions of the rows with an error or a warning. */
  readonly faults: readonly number[];
}

export const NO_ROWS: RowList = { rows: [], faults: [] };

export function rowList(rows: readonly Row[]): RowList {
  const faults: number[] = [];
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row !== undefined && isFault(row)) faults.push(index);
  }
  return { rows, faults };
}

/** Position of a row in the list; -1 where it is not in it. The row may come from an earlier snapshot. */
export function positionOf({ rows }: RowList, row: Row): number {
  for (let index = firstFrom(rows, row.offset); index < rows.length; index++) {
    const each = rows[index];
    if (each === undefined || each.offset > row.offset) break;
    if (isSameRow(each, row)) return index;
  }
  return -1;
}

/** Position of the first row at or after an offset. */
export function firstFrom(rows: readonly Row[], offset: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.offset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first of ascending numbers that is at least `sought`. */
export function firstAtLeast(numbers: readonly number[], sought: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < sought) low = middle + 1;
    else high = middle;
  }
  return low;
}
