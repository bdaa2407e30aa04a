import { ITEMS_A_STEP, type Steps } from './steps.ts';

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

/** The things that fit as a list that keeps their places only; in steps. */
export function* picking<Item>(list: List<Item>, fits: (item: Item) => boolean): Steps<List<Item>> {
  const places = new Uint32Array(list.length);
  let found = 0;
  for (let index = 0; index < list.length; index++) {
    const item = list.at(index);
    if (item !== undefined && fits(item)) places[found++] = index;
    if (index % ITEMS_A_STEP === 0) yield;
  }
  return found === list.length ? list : new PickedList(list, places.slice(0, found));
}

class PickedList<Item> implements List<Item> {
  readonly length: number;
  readonly #list: List<Item>;
  readonly #places: Uint32Array;

  constructor(list: List<Item>, places: Uint32Array) {
    this.length = places.length;
    this.#list = list;
    this.#places = places;
  }

  at(index: number): Item | undefined {
    const place = this.#places[index];
    return place === undefined ? undefined : this.#list.at(place);
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (const place of this.#places) {
      const item = this.#list.at(place);
      if (item !== undefined) yield item;
    }
  }
}
