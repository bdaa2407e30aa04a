/** How values of a dialect file are joined to those of the base. */
import { pointerTo } from '../json-pointer.ts';
import type { DialectProblem } from './shape.ts';

/** The members of a type without undefined. */
export type Given<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The members that the file gives. */
export function given<T extends object>(fields: T): Given<T> {
  // Object.entries loses the types of the members; none is changed here.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** A member that a new row must have is not there. */
export function noMember(pointer: string, member: string): DialectProblem {
  return { pointer, found: `no member "${member}"`, expected: `a member "${member}", for it is new` };
}

export function nothingToRemove(pointer: string, what: string): DialectProblem {
  return { pointer, found: 'null', expected: `${what}, which null takes away` };
}

/**
 * The rows of the base with those of the file: null removes a row, another value changes or adds one. A row that `join`
 * cannot make is left out; it has then added the reasons to the problems.
 */
export function joinRows<Row, Custom>(
  base: ReadonlyMap<string, Row>,
  customs: ReadonlyMap<string, Custom | null> | undefined,
  pointer: string,
  what: string,
  problems: DialectProblem[],
  join: (name: string, known: Row | undefined, custom: Custom, pointer: string) => Row | null,
): readonly Row[] {
  const joined = new Map(base);
  for (const [name, custom] of customs ?? []) {
    const at = pointer + pointerTo(name);
    if (custom === null) {
      if (!joined.delete(name)) problems.push(nothingToRemove(at, what));
      continue;
    }
    const row = join(name, joined.get(name), custom, at);
    if (row !== null) joined.set(name, row);
  }
  return [...joined.values()];
}
