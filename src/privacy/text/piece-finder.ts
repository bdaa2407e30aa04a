/** Characters of ASCII. */
const CHARACTERS = 128;
/** The class of what is no letter and no digit: it neither begins, continues nor ends a piece. */
export const SEPARATOR = 0;
/** The class of digits that are in no piece: they end what was begun. */
const DIGIT = 27;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The state before anything was begun. */
export const START = 0;
/** The state in which a piece was found. */
export const FOUND = 0xffff;

/**
 * An automaton that finds pieces of letters and digits in a text in one pass (Aho and Corasick, 1975), whatever their
 * case and whatever signs separate their letters: the state after a character is `next[state + classes[character]]`.
 */
export interface PieceFinder {
  /** For each character of ASCII its class. One that is a {@link SEPARATOR} leaves the state as it is. */
  readonly classes: Uint8Array;
  readonly next: Uint16Array;
}

/** Whether any of the pieces is in a text of ASCII. */
export function finds({ classes, next }: PieceFinder, text: string): boolean {
  let state = START;
  for (let index = 0; index < text.length; index++) {
    const kind = classes[text.charCodeAt(index)];
    if (kind !== SEPARATOR) state = next[state + kind];
    if (state === FOUND) return true;
  }
  return false;
}

interface Node {
  /** By class; absent where no piece goes on so. */
  readonly below: Map<number, Node>;
  /** The number of the state. */
  readonly number: number;
  isEnd: boolean;
}

/** Makes the automaton for some pieces, in lower case. */
export function pieceFinder(pieces: readonly string[]): PieceFinder {
  const { classes, count } = classesOf(pieces);
  const nodes: Node[] = [];
  const newNode = (): Node => {
    const node = { below: new Map<number, Node>(), number: nodes.length, isEnd: false };
    nodes.push(node);
    return node;
  };
  const root = newNode();
  for (const piece of pieces) {
    let node = root;
    for (const character of piece) {
      const kind = classes[character.charCodeAt(0)];
      const below: Node = node.below.get(kind) ?? newNode();
      node.below.set(kind, below);
      node = below;
    }
    node.isEnd = true;
  }
  const next = new Uint16Array(nodes.length * count);
  // Nodes nearer to the root first: what a state falls back to is shorter than it, and is known by then.
  const queue: (readonly [node: Node, fallback: number])[] = [[root, START]];
  for (const [node, fallback] of queue) {
    const state = node.number * count;
    for (let kind = 0; kind < count; kind++) {
      const below = node.below.get(kind);
      // Where a piece does not go on, its longest end that begins a piece may.
      const otherwise = node === root ? START : next[fallback + kind];
      if (kind === SEPARATOR) next[state] = state;
      else if (below === undefined) next[state + kind] = otherwise;
      else if (below.isEnd || otherwise === FOUND) next[state + kind] = FOUND;
      else {
        next[state + kind] = below.number * count;
        queue.push([below, otherwise]);
      }
    }
  }
  return { classes, next };
}

function classesOf(pieces: readonly string[]): { readonly classes: Uint8Array; readonly count: number } {
  const classes = new Uint8Array(CHARACTERS).fill(SEPARATOR);
  for (const [index, letter] of [...LETTERS].entries()) {
    classes[letter.charCodeAt(0)] = index + 1;
    classes[letter.toUpperCase().charCodeAt(0)] = index + 1;
  }
  let count = DIGIT + 1;
  for (const digit of '0123456789') {
    const isInPiece = pieces.some((piece) => piece.includes(digit));
    classes[digit.charCodeAt(0)] = isInPiece ? count : DIGIT;
    if (isInPiece) count += 1;
  }
  return { classes, count };
}
