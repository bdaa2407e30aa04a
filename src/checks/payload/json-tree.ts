import { type Node, parseTree } from 'jsonc-parser';
import { escapePointer } from '../../hooks/index.ts';

/** A value of a JSON text, with its place in the text. */
interface TextNode {
  readonly pointer: string;
  readonly node: Node;
}

/** A member name that an object has more than once. */
interface RepeatedMember {
  readonly name: string;
  readonly pointer: string;
  /** How often it is there. */
  readonly times: number;
}

/**
 * Number of member names in a sound JSON text, repeated ones counted each time: strings with a colon behind. Goes from
 * one quotation mark to the next, which costs a fraction of parsing.
 */
export function countMemberNames(text: string): number {
  let names = 0;
  let open = text.indexOf('"');
  while (open >= 0) {
    let close = text.indexOf('"', open + 1);
    while (close > 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
    if (close < 0) return names;
    let after = close + 1;
    while (isSpace(text.charCodeAt(after))) after += 1;
    if (text.charCodeAt(after) === COLON) names += 1;
    open = text.indexOf('"', after);
  }
  return names;
}

/** Members that stand more than once in an object of a sound JSON text that is not nested deeply, in order. */
export function repeatedMembers(text: string): readonly RepeatedMember[] {
  const found: RepeatedMember[] = [];
  for (const { node, pointer } of nodesOf(text)) {
    if (node.type !== 'object' || node.children === undefined) continue;
    const times = new Map<string, number>();
    for (const property of node.children) {
      const name = nameOf(property);
      times.set(name, (times.get(name) ?? 0) + 1);
    }
    for (const [name, count] of times) {
      if (count > 1) found.push({ name, pointer: `${pointer}/${escapePointer(name)}`, times: count });
    }
  }
  return found;
}

/** An integer of a JSON text beyond what every reader keeps exactly, with all its digits. */
export interface LargeInteger {
  readonly pointer: string;
  readonly digits: string;
}

/** Integers beyond ±(2^53 - 1), written without fraction and exponent (RFC 8259 §6), in order. */
export function largeIntegers(text: string): readonly LargeInteger[] {
  const found: LargeInteger[] = [];
  for (const { node, pointer } of nodesOf(text)) {
    if (node.type !== 'number' || Number.isSafeInteger(node.value)) continue;
    const digits = text.slice(node.offset, node.offset + node.length);
    if (/^-?\d+$/.test(digits)) found.push({ pointer, digits });
  }
  return found;
}

const COLON = 0x3a;
const BACKSLASH = 0x5c;

function isEscaped(text: string, index: number): boolean {
  let start = index;
  while (text.charCodeAt(start - 1) === BACKSLASH) start -= 1;
  return (index - start) % 2 === 1;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function* nodesOf(text: string): Generator<TextNode> {
  const root = parseTree(text);
  if (root !== undefined) yield* within(root, '');
}

function* within(node: Node, pointer: string): Generator<TextNode> {
  yield { node, pointer };
  for (const [index, child] of (node.children ?? []).entries()) {
    const value = node.type === 'object' ? child.children?.[1] : child;
    const step = node.type === 'object' ? nameOf(child) : String(index);
    if (value !== undefined) yield* within(value, `${pointer}/${escapePointer(step)}`);
  }
}

function nameOf(property: Node): string {
  return String(property.children?.[0]?.value);
}
