import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';

/** Finds lines of a JSON text by JSON Pointers (RFC 6901), those of what is not there by what holds it. */
export function lineFinder(source: string): (pointer: string) => number {
  const root = parseTree(source, [], { allowTrailingComma: true });
  return (pointer) => {
    if (root === undefined) return 1;
    const path = pointer
      .split('/')
      .slice(1)
      .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    return source.slice(0, deepest(root, path).offset).split('\n').length;
  };
}

/** The value at a place, or the innermost one around it that is there. */
function deepest(root: Node, path: readonly string[]): Node {
  let node = root;
  for (const name of path) {
    const next = findNodeAtLocation(node, [node.type === 'array' ? Number(name) : name]);
    if (next === undefined) return node;
    node = next;
  }
  // The name of a member stands before its value, which may be pages long.
  return node.parent?.type === 'property' ? node.parent : node;
}
