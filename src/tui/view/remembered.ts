/** A pure function that keeps what it made last, and gives it again as long as nothing it depends on is another. */
export function remembered<Arguments extends readonly unknown[], Result>(
  keyOf: (...given: Arguments) => readonly unknown[],
  make: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  let latest: { readonly key: readonly unknown[]; readonly result: Result } | null = null;
  return (...given) => {
    const key = keyOf(...given);
    if (latest?.key.every((part, index) => Object.is(part, key[index]))) return latest.result;
    const result = make(...given);
    latest = { key, result };
    return result;
  };
}
