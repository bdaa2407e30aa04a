import { Buffer, isUtf8 } from 'node:buffer';
import { MAX_LANE_SHAPE_NODES, MAX_LANE_VALUES } from '../base/limits.ts';
import type { ByteRange } from './answer.ts';
import { ByteArena } from './byte-words.ts';
import { PersonTexts } from './person-texts.ts';
import { BRANCH, NODE, NONE, ShapeTree, VALUE } from './shape-tree.ts';
import { CLASS, ValueScan } from './value-scan.ts';

/**
 * What of a member's value decides what is found in a payload. `plain`: its type, and whether it is empty. `exact`: all of it.
 * The others are as `plain`, and the value is the id of the call's session or dialog.
 */
export type MemberRole = 'plain' | 'exact' | 'session' | 'dialog' | 'session-and-dialog';

/** How a member of a payload is read. `person`: the number of the row by which its text names somebody; -1 for most. */
export interface MemberReading {
  readonly role: MemberRole;
  readonly person: number;
}

/** How a member of a payload is read, by its name. */
export type ReadingOf = (name: string) => MemberReading;

/** Where a text stands in the bytes of a payload. `start` -1: there is none. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface WrittenRange {
  start: number;
  end: number;
}

/** No value that decides was met. */
const NO_COMBINATION = 0;
/** A combination is told by its last value and the combination before that: so many values of a member are told apart. */
const VALUES_A_MEMBER = 128;
/** More than there are combinations: a list is found by its branch and the combination. */
const COMBINATIONS = 2 ** 24;

/** Numbers of the roles. A reading as a number is that of its role, and above it one more than the row of the person. */
const ROLE: Readonly<Record<MemberRole, number>> = {
  plain: 0,
  exact: 1,
  session: 2,
  dialog: 3,
  'session-and-dialog': 4,
};
const ROLE_BITS = 3;
const ROLE_MASK = (1 << ROLE_BITS) - 1;
const { plain: PLAIN, exact: EXACT, session: SESSION, dialog: DIALOG } = ROLE;

/**
 * The shapes of payloads, as a tree of members for each kind of request. A walk over a payload tells whether it has a shape
 * that is known, and where its ids stand.
 */
export class PayloadShapes<Learned> {
  readonly #session: WrittenRange = { start: -1, end: -1 };
  readonly #dialog: WrittenRange = { start: -1, end: -1 };
  readonly #scan = new ValueScan();
  /** The texts of the payload that was walked last that name people, by the numbers of their rows. */
  readonly people = new PersonTexts();
  /** Branches by kind. */
  #roots = new Map<number, number>();
  readonly #tree = new ShapeTree();
  /** What was learned of payloads that end at a branch with a combination; the first one stands for none. */
  #lists: Learned[][] = [[]];
  /** Numbers of these, by branch and combination. */
  #listNumbers = new Map<number, number>();
  /** The bytes of all keys, tails and values that payloads are compared with. */
  readonly #texts = new ByteArena();
  #combinations = new Map<number, number>();
  #nodes = 0;

  /** Where the id of the session stands in the payload that was walked last, without quotation marks. */
  get session(): TextRange {
    return this.#session;
  }

  /** The same of the dialog's id. */
  get dialog(): TextRange {
    return this.#dialog;
  }

  /**
   * What was learned of bodies like this one; null where nothing was, or where what it is cannot be told in the short way.
   * `kind`: number of the kind of request.
   */
  find(kind: number, body: ByteRange): Learned[] | null {
    const root = this.#roots.get(kind);
    return root === undefined ? null : this.#walk(root, body, null);
  }

  /**
   * Makes the shape of a body known, and gives the list of what is learned of such bodies. The body must have been read as a JSON
   * object without a fault in its syntax. null where it has something that the lane leaves to the general way.
   */
  learn(kind: number, body: ByteRange, readingOf: ReadingOf): Learned[] | null {
    if (this.#nodes >= MAX_LANE_SHAPE_NODES) this.#beginAnew();
    let root = this.#roots.get(kind);
    if (root === undefined) {
      root = this.#tree.addBranch();
      this.#roots.set(kind, root);
    }
    return this.#walk(root, body, readingOf);
  }

  #beginAnew(): void {
    this.#roots = new Map();
    this.#combinations = new Map();
    this.#lists = [[]];
    this.#listNumbers = new Map();
    this.#tree.clear();
    this.#nodes = 0;
    this.#texts.cutTo(0);
  }

  #walk(root: number, { bytes, view, start, end }: ByteRange, readingOf: ReadingOf | null): Learned[] | null {
    const scan = this.#scan;
    const tree = this.#tree;
    const isLearning = readingOf !== null;
    scan.hasHighBytes = false;
    this.#session.start = -1;
    this.#dialog.start = -1;
    this.people.clear();
    let combination = NO_COMBINATION;
    let branch = root;
    let at = start;
    for (;;) {
      let node = this.#nextNode(branch, view, at, end);
      if (node === NONE) {
        if (this.#isEnd(branch, bytes, view, at, end, isLearning)) {
          // Bytes that are no UTF-8 are another rule's business (RFC 8259 §8.1).
          if (scan.hasHighBytes && !isUtf8(bytes.subarray(start, end))) return null;
          return this.#listAt(branch, combination, isLearning);
        }
        if (readingOf !== null) node = this.#extend(branch, bytes, at, end, readingOf);
        if (node === NONE) return null;
      }
      at += tree.words[node + NODE.keyLength];
      const to = scan.value(view, at, end);
      if (to < 0) return null;
      const reading = tree.words[node + NODE.reading];
      const role = reading & ROLE_MASK;
      const person = (reading >> ROLE_BITS) - 1;
      if (person >= 0 && !this.people.note(person, scan, bytes, at, to)) return null;
      const isExact = role === EXACT || scan.class === CLASS.nested;
      if (isExact) {
        combination = this.#combinationWith(combination, node, bytes, view, at, to, isLearning);
        if (combination < 0) return null;
      } else if (scan.class === CLASS.text && role !== PLAIN) {
        // An id is compared by its bytes: one that can be written in several ways is left to the general way.
        if (scan.isOdd || !this.#noteId(role, at + 1, to - 1)) return null;
      }
      const place = node + NODE.byClass + (isExact ? CLASS.nested : scan.class);
      let next = tree.words[place];
      if (next === NONE) {
        if (!isLearning) return null;
        next = tree.addBranch();
        tree.words[place] = next;
      }
      branch = next;
      at = to;
    }
  }

  /** Whether payloads that came so far end here. */
  #isEnd(
    branch: number,
    bytes: Buffer,
    view: DataView,
    at: number,
    end: number,
    isLearning: boolean,
  ): boolean {
    const { words } = this.#tree;
    const length = words[branch + BRANCH.tailLength];
    if (length > 0) {
      return at + length === end && this.#texts.isAt(words[branch + BRANCH.tailPlace], length, view, at);
    }
    if (!isLearning || !END_OF_OBJECT.test(bytes.toString('latin1', at, end))) return false;
    words[branch + BRANCH.tailPlace] = this.#texts.add(bytes, at, end);
    words[branch + BRANCH.tailLength] = end - at;
    return true;
  }

  #listAt(branch: number, combination: number, isLearning: boolean): Learned[] | null {
    const { words } = this.#tree;
    const last = words[branch + BRANCH.list];
    if (last !== NONE && words[branch + BRANCH.combination] === combination) return this.#lists[last];
    const key = branch * COMBINATIONS + combination;
    let number = this.#listNumbers.get(key);
    if (number === undefined) {
      if (!isLearning) return null;
      number = this.#lists.length;
      this.#lists.push([]);
      this.#listNumbers.set(key, number);
    }
    words[branch + BRANCH.list] = number;
    words[branch + BRANCH.combination] = combination;
    return this.#lists[number];
  }

  /** False where another member has told the id: which of them counts, the general way decides. */
  #noteId(role: number, start: number, end: number): boolean {
    if (role !== DIALOG && !noteRange(this.#session, start, end)) return false;
    return role === SESSION || noteRange(this.#dialog, start, end);
  }

  /** The number of a combination with the value of a member more; -1 where the value is not known, or not with this combination. */
  #combinationWith(
    combination: number,
    node: number,
    bytes: Buffer,
    view: DataView,
    start: number,
    end: number,
    isLearning: boolean,
  ): number {
    const value = this.#valueAt(node, bytes, view, start, end, isLearning);
    if (value === NONE) return -1;
    const { words } = this.#tree;
    if (words[value + VALUE.before] === combination) return words[value + VALUE.after];
    const after = this.#combine(combination, words[value + VALUE.number], isLearning);
    if (after >= 0) {
      words[value + VALUE.before] = combination;
      words[value + VALUE.after] = after;
    }
    return after;
  }

  /** The record of a value whose bytes decide; none where it is not known. */
  #valueAt(
    node: number,
    bytes: Buffer,
    view: DataView,
    start: number,
    end: number,
    isLearning: boolean,
  ): number {
    const tree = this.#tree;
    const { words } = tree;
    const head = node + NODE.values;
    const length = end - start;
    let before = NONE;
    for (let value = words[head]; value !== NONE; before = value, value = words[value + VALUE.next]) {
      if (words[value + VALUE.length] !== length) continue;
      if (!this.#texts.isAt(words[value + VALUE.place], length, view, start)) continue;
      if (before !== NONE) tree.moveToFront(head, VALUE.next, before, value);
      return value;
    }
    const known = isLearning ? tree.lengthOf(head, VALUE.next) : MAX_LANE_VALUES;
    if (known >= MAX_LANE_VALUES) return NONE;
    this.#nodes += 1;
    return tree.addValue(node, this.#texts.add(bytes, start, end), length, known);
  }

  /** The number of a combination with one value more; -1 where it is not known. */
  #combine(combination: number, value: number, isLearning: boolean): number {
    const key = combination * VALUES_A_MEMBER + value;
    const known = this.#combinations.get(key);
    if (known !== undefined) return known;
    if (!isLearning) return -1;
    const made = this.#combinations.size + 1;
    this.#combinations.set(key, made);
    this.#nodes += 1;
    return made;
  }

  #nextNode(branch: number, view: DataView, at: number, end: number): number {
    const tree = this.#tree;
    const { words } = tree;
    const head = branch + BRANCH.first;
    let before = NONE;
    for (let node = words[head]; node !== NONE; before = node, node = words[node + NODE.next]) {
      const length = words[node + NODE.keyLength];
      if (at + length > end || !this.#texts.isAt(words[node + NODE.keyPlace], length, view, at)) continue;
      if (before !== NONE) tree.moveToFront(head, NODE.next, before, node);
      return node;
    }
    return NONE;
  }

  /** Adds the member that stands at `at`; none where none does. */
  #extend(branch: number, bytes: Buffer, at: number, end: number, readingOf: ReadingOf): number {
    const [key = '', quoted = ''] = MEMBER.exec(bytes.toString('latin1', at, end)) ?? [];
    if (key === '' || this.#tree.lengthOf(branch + BRANCH.first, NODE.next) >= MAX_LANE_VALUES) return NONE;
    const name: unknown = JSON.parse(Buffer.from(quoted, 'latin1').toString('utf8'));
    if (typeof name !== 'string') return NONE;
    const { role, person } = readingOf(name);
    this.#nodes += 1;
    const place = this.#texts.add(bytes, at, at + key.length);
    return this.#tree.addNode(branch, place, key.length, ROLE[role] | ((person + 1) << ROLE_BITS));
  }
}

/** What stands between two values of an object, or before its first one; the name with its quotation marks. */
const MEMBER = /^\s*[{,]\s*("(?:[^"\\]|\\.)*")\s*:\s*/;
const END_OF_OBJECT = /^\s*\}\s*$/;

function noteRange(range: WrittenRange, start: number, end: number): boolean {
  if (range.start >= 0) return false;
  range.start = start;
  range.end = end;
  return true;
}
