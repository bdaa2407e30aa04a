import type { List } from './list.ts';
import { ITEMS_A_STEP, type Steps } from './steps.ts';

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
