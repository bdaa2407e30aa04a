/** Adds a value to the list that a map keeps under a key, and begins the list where there is none. */
export function appendTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/**
 * The values in lists by their keys. Keys come in the order of their first value, and each list in the order of the
 * values. A value whose key is null is left out.
 */
export function listsBy<Key, Value>(
  values: Iterable<Value>,
  keyOf: (value: Value) => Key | null,
): Map<Key, Value[]> {
  const lists = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    if (key !== null) appendTo(lists, key, value);
  }
  return lists;
}
