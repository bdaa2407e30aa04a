/** Moves an item one place towards the beginning, so that what comes often is found soon. */
export function moveForward<Item>(list: Item[], index: number): void {
  if (index === 0) return;
  const item = list[index];
  list[index] = list[index - 1];
  list[index - 1] = item;
}
