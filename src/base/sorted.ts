import { atOnce, ITEMS_A_STEP, type Steps } from './steps.ts';

/** Moves a value, on average, up to which a list counts as nearly sorted. */
const MOVES_A_VALUE = 16;

/**
 * The values in an order, equal ones as they came; the list itself where they are in it. What is nearly sorted, as calls are that come
 * in the order in which they were complete, takes little more than a look at each.
 */
export function sorted<Value>(
  values: readonly Value[],
  order: (one: Value, other: Value) => number,
): readonly Value[] {
  return atOnce(sorting(values, order));
}

/** The same in steps; what is far from sorted takes one long one. */
export function* sorting<Value>(
  values: readonly Value[],
  order: (one: Value, other: Value) => number,
): Steps<readonly Value[]> {
  const first = yield* firstOutOfOrder(values, order);
  if (first === values.length) return values;
  const result = values.slice();
  let moves = MOVES_A_VALUE * values.length;
  for (let index = first; index < result.length; index++) {
    const value = result[index];
    let place = index;
    for (; place > 0 && order(result[place - 1], value) > 0; place--) result[place] = result[place - 1];
    result[place] = value;
    moves -= index - place;
    if (moves < 0) return result.sort(order);
    if (index % ITEMS_A_STEP === 0) yield;
  }
  return result;
}

function* firstOutOfOrder<Value>(
  values: readonly Value[],
  order: (one: Value, other: Value) => number,
): Steps<number> {
  for (let index = 1; index < values.length; index++) {
    if (order(values[index - 1], values[index]) > 0) return index;
    if (index % ITEMS_A_STEP === 0) yield;
  }
  return values.length;
}
