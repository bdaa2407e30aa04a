import { CLASSES } from './value-scan.ts';

/** Stands where a record names no other one. */
export const NONE = 0;

/** What follows a value: the members that come next, and what is learned of payloads that end here. Places within its record. */
export const BRANCH = {
  /** The member that came next last. */
  first: 0,
  /** Place and length of what stood behind the last value where payloads ended here; the length is 0 where none did. */
  tailPlace: 1,
  tailLength: 2,
  /** The list of what was learned that was asked for last, and the combination of values with which it was. */
  list: 3,
  combination: 4,
} as const;
const BRANCH_WORDS = 5;

/** A member that follows on a branch. */
export const NODE = {
  /** Place and length of the bytes from the value before to the value of this member: a comma, its name, a colon. */
  keyPlace: 0,
  keyLength: 1,
  /** How it is read, as one number. */
  reading: 2,
  /** The next member on the same branch. */
  next: 3,
  /** The value that was seen last, where the bytes of values decide. */
  values: 4,
  /** From here on, by the class of its value, the branch that follows; of an `exact` member all stand with the last class. */
  byClass: 5,
} as const;
const NODE_WORDS = NODE.byClass + CLASSES;

/** A value whose bytes decide. */
export const VALUE = {
  place: 0,
  length: 1,
  /** Tells it from the other values of its member. */
  number: 2,
  /** Another value of the same member. */
  next: 3,
  /** The combination of values before it that was met last, and the one that came of both. */
  before: 4,
  after: 5,
} as const;
const VALUE_WORDS = 6;
/** No combination has this number. */
const NEVER = -1;

const FIRST_WORDS = 16_384;

/**
 * The records of a tree of members: numbers side by side in one piece of memory, in the order in which they were learned, which is
 * mostly that in which they are met again. A walk over objects would wait for memory at each of them.
 */
export class ShapeTree {
  words = new Int32Array(FIRST_WORDS);
  #length = 1;

  addBranch(): number {
    return this.#add(BRANCH_WORDS);
  }

  /** Adds a member to the beginning of a branch. */
  addNode(branch: number, keyPlace: number, keyLength: number, reading: number): number {
    const node = this.#add(NODE_WORDS);
    const { words } = this;
    words[node + NODE.keyPlace] = keyPlace;
    words[node + NODE.keyLength] = keyLength;
    words[node + NODE.reading] = reading;
    this.#putFirst(branch + BRANCH.first, NODE.next, node);
    return node;
  }

  /** Adds a value to the beginning of those of a member. */
  addValue(node: number, place: number, length: number, number: number): number {
    const value = this.#add(VALUE_WORDS);
    const { words } = this;
    words[value + VALUE.place] = place;
    words[value + VALUE.length] = length;
    words[value + VALUE.number] = number;
    words[value + VALUE.before] = NEVER;
    this.#putFirst(node + NODE.values, VALUE.next, value);
    return value;
  }

  /** Moves a record to the beginning of its chain. `head`: the word that names the first one; `next`: where each names the next one. */
  moveToFront(head: number, next: number, before: number, record: number): void {
    const { words } = this;
    words[before + next] = words[record + next];
    this.#putFirst(head, next, record);
  }

  #putFirst(head: number, next: number, record: number): void {
    const { words } = this;
    words[record + next] = words[head];
    words[head] = record;
  }

  /** How many records a chain has. */
  lengthOf(head: number, next: number): number {
    let length = 0;
    for (let at = this.words[head]; at !== NONE; at = this.words[at + next]) length += 1;
    return length;
  }

  clear(): void {
    this.words = new Int32Array(FIRST_WORDS);
    this.#length = 1;
  }

  #add(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.words.length) {
      const grown = new Int32Array(this.words.length * 2);
      grown.set(this.words);
      this.words = grown;
    }
    return at;
  }
}
