/** The group of what is in none. */
export const NO_GROUP = -1;

/**
 * Positions sorted by their groups (0 to `count` - 1, or {@link NO_GROUP}), within a group in ascending order, and where
 * each group begins among them: one place more than there are groups. A few bytes a position, however many groups there are.
 */
export function inGroups(
  groupOf: Int32Array,
  count: number,
): readonly [ordered: Int32Array, starts: Int32Array] {
  const starts = new Int32Array(count + 1);
  for (const group of groupOf) {
    if (group !== NO_GROUP) starts[group + 1] = starts[group + 1] + 1;
  }
  for (let group = 0; group < count; group++) {
    starts[group + 1] = starts[group + 1] + starts[group];
  }
  const next = starts.slice(0, count);
  const ordered = new Int32Array(starts[count]);
  for (const [position, group] of groupOf.entries()) {
    if (group === NO_GROUP) continue;
    const place = next[group];
    ordered[place] = position;
    next[group] = place + 1;
  }
  return [ordered, starts];
}
