/**
 * The circles of a graph, given as the targets of each node. A circle lists the nodes it goes through, beginning with
 * the first by name. Circles that share nodes are told as one. (Tarjan's strongly connected components, and in each the
 * shortest way from its first node back to itself.)
 */
export function circlesOf(targets: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = [];
  for (const component of components(targets)) {
    const [first] = component;
    if (first === undefined) continue;
    const within = new Set(component);
    const way = shortestWayBack(first, (node) =>
      (targets.get(node) ?? []).filter((each) => within.has(each)),
    );
    if (way !== null) circles.push(way);
  }
  return circles.sort((one, other) => ((one[0] ?? '') < (other[0] ?? '') ? -1 : 1));
}

/** Sets of nodes in which each node leads to every other, ordered by name. */
function components(targets: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: (readonly string[])[] = [];
  const visit = (node: string): number => {
    const position = order.size;
    order.set(node, position);
    stack.push(node);
    onStack.add(node);
    let low = position;
    for (const target of targets.get(node) ?? []) {
      const known = order.get(target);
      if (known === undefined) low = Math.min(low, visit(target));
      else if (onStack.has(target)) low = Math.min(low, known);
    }
    lowest.set(node, low);
    if (low === position) {
      const component = stack.splice(stack.indexOf(node));
      for (const each of component) onStack.delete(each);
      found.push(component.sort());
    }
    return low;
  };
  for (const node of targets.keys()) if (!order.has(node)) visit(node);
  return found;
}

/** The shortest way from a node back to itself, without the node at its end; null where there is none. */
function shortestWayBack(first: string, next: (node: string) => readonly string[]): readonly string[] | null {
  const waiting: (readonly string[])[] = [[first]];
  const seen = new Set<string>();
  for (let way = waiting.shift(); way !== undefined; way = waiting.shift()) {
    for (const target of next(way.at(-1) ?? first)) {
      if (target === first) return way;
      if (seen.has(target)) continue;
      seen.add(target);
      waiting.push([...way, target]);
    }
  }
  return null;
}
