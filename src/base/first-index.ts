/** The first of so many indexes for which a test holds, as it does for all after it; `length` where it holds for none. */
export function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index of the first of ascending numbers that is at least `sought`. */
export function firstAtLeast(numbers: readonly number[], sought: number): number {
  return firstIndex(numbers.length, (index) => (numbers[index] ?? 0) >= sought);
}
