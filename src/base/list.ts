/**
 * Things in an order. An array is such a list; others have a million things and make each only when it is asked for, so
 * that the same place may give another object each time.
 */
export interface List<Item> extends Iterable<Item> {
  readonly length: number;
  /** The thing at an index from 0; undefined behind the last. */
  readonly at: (index: number) => Item | undefined;
}

/** The things that fit, made once. */
export function matching<Item>(list: List<Item>, fits: (item: Item) => boolean): readonly Item[] {
  const found: Item[] = [];
  for (const item of list) if (fits(item)) found.push(item);
  return found;
}

/** The first thing that fits; undefined where none does. */
export function firstMatching<Item>(list: List<Item>, fits: (item: Item) => boolean): Item | undefined {
  for (const item of list) if (fits(item)) return item;
  return undefined;
}
