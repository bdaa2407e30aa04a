import { Buffer, isUtf8 } from 'node:buffer';
import { MAX_LANE_SHAPE_NODES, MAX_LANE_VALUES } from '../base/limits.ts';
import type { ByteRange } from './answer.ts';
import { ByteArena } from './byte-words.ts';
import { moveForward } from './move-forward.ts';
import { PersonTexts } from './person-texts.ts';
import { CLASS, CLASSES, ValueScan } from './value-scan.ts';

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

/** The members of a payload up to a value of the last one. */
interface Branch<Learned> {
  /** The members that came next, the one seen last first. */
  readonly next: ShapeNode<Learned>[];
  /** Place and length of what stood behind the last value where payloads ended here; the length is 0 where none did. */
  tailPlace: number;
  tailLength: number;
  /** What was learned of payloads that end here, by the combination of the values that decide. */
  readonly learned: Map<number, Learned[]>;
}

/** A member that follows on a branch. */
interface ShapeNode<Learned> {
  /** Place and length of the bytes from the value before to the value of this member: a comma, its name, a colon. */
  readonly keyPlace: number;
  readonly keyLength: number;
  readonly reading: MemberReading;
  /** By the class of its value; of an `exact` one all stand at {@link CLASS.nested}. */
  readonly byClass: (Branch<Learned> | null)[];
  /** The values that were seen, where their bytes decide; the one seen last first. */
  readonly values: SeenValue[];
}

interface SeenValue {
  readonly place: number;
  readonly length: number;
  readonly number: number;
}

/** No value that decides was met. */
const NO_COMBINATION = 0;
/** A combination is told by its last value and the combination before that: so many values of a member are told apart. */
const VALUES_A_MEMBER = 128;

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
  #roots = new Map<number, Branch<Learned>>();
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
      root = newBranch();
      this.#roots.set(kind, root);
    }
    return this.#walk(root, body, readingOf);
  }

  #beginAnew(): void {
    this.#roots = new Map();
    this.#combinations = new Map();
    this.#nodes = 0;
    this.#texts.cutTo(0);
  }

  #walk(
    root: Branch<Learned>,
    { bytes, view, start, end }: ByteRange,
    readingOf: ReadingOf | null,
  ): Learned[] | null {
    const scan = this.#scan;
    scan.hasHighBytes = false;
    this.#session.start = -1;
    this.#dialog.start = -1;
    this.people.clear();
    let combination = NO_COMBINATION;
    let branch = root;
    let at = start;
    for (;;) {
      let node = this.#nextNode(branch, view, at, end);
      if (node === null) {
        if (this.#isEnd(branch, bytes, view, at, end, readingOf !== null)) {
          // Bytes that are no UTF-8 are another rule's business (RFC 8259 §8.1).
          if (scan.hasHighBytes && !isUtf8(bytes.subarray(start, end))) return null;
          return listAt(branch.learned, combination, readingOf !== null);
        }
        node = readingOf === null ? null : this.#extend(branch, bytes, at, end, readingOf);
        if (node === null) return null;
      }
      at += node.keyLength;
      const to = scan.value(view, at, end);
      if (to < 0) return null;
      const { role, person } = node.reading;
      if (person >= 0 && !this.people.note(person, scan, bytes, at, to)) return null;
      const isExact = role === 'exact' || scan.class === CLASS.nested;
      if (isExact) {
        const number = this.#valueNumber(node, bytes, view, at, to, readingOf !== null);
        combination = number < 0 ? -1 : this.#combine(combination, number, readingOf !== null);
        if (combination < 0) return null;
      } else if (scan.class === CLASS.text && role !== 'plain') {
        // An id is compared by its bytes: one that can be written in several ways is left to the general way.
        if (scan.isOdd || !this.#noteId(role, at + 1, to - 1)) return null;
      }
      const kind = isExact ? CLASS.nested : scan.class;
      let next = node.byClass[kind];
      if (next === null) {
        if (readingOf === null) return null;
        next = newBranch<Learned>();
        node.byClass[kind] = next;
      }
      branch = next;
      at = to;
    }
  }

  /** Whether payloads that came so far end here. */
  #isEnd(
    branch: Branch<Learned>,
    bytes: Buffer,
    view: DataView,
    at: number,
    end: number,
    isLearning: boolean,
  ): boolean {
    const { tailPlace, tailLength } = branch;
    if (tailLength > 0) return at + tailLength === end && this.#texts.isAt(tailPlace, tailLength, view, at);
    if (!isLearning || !END_OF_OBJECT.test(bytes.toString('latin1', at, end))) return false;
    branch.tailPlace = this.#texts.add(bytes, at, end);
    branch.tailLength = end - at;
    return true;
  }

  /** False where another member has told the id: which of them counts, the general way decides. */
  #noteId(role: MemberRole, start: number, end: number): boolean {
    if (role !== 'dialog' && !noteRange(this.#session, start, end)) return false;
    return role === 'session' || noteRange(this.#dialog, start, end);
  }

  /** The number of a value whose bytes decide; -1 where it is not known. */
  #valueNumber(
    { values }: ShapeNode<Learned>,
    bytes: Buffer,
    view: DataView,
    start: number,
    end: number,
    isLearning: boolean,
  ): number {
    const length = end - start;
    for (let index = 0; index < values.length; index++) {
      const each = values[index];
      if (each.length !== length || !this.#texts.isAt(each.place, length, view, start)) continue;
      moveForward(values, index);
      return each.number;
    }
    if (!isLearning || values.length >= MAX_LANE_VALUES) return -1;
    const number = values.length;
    values.unshift({ place: this.#texts.add(bytes, start, end), length, number });
    this.#nodes += 1;
    return number;
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

  #nextNode({ next }: Branch<Learned>, view: DataView, at: number, end: number): ShapeNode<Learned> | null {
    const texts = this.#texts;
    for (let index = 0; index < next.length; index++) {
      const node = next[index];
      const { keyPlace, keyLength } = node;
      if (at + keyLength > end || !texts.isAt(keyPlace, keyLength, view, at)) continue;
      moveForward(next, index);
      return node;
    }
    return null;
  }

  /** Adds the member that stands at `at`; null where none does. */
  #extend(
    branch: Branch<Learned>,
    bytes: Buffer,
    at: number,
    end: number,
    readingOf: ReadingOf,
  ): ShapeNode<Learned> | null {
    const [key = '', quoted = ''] = MEMBER.exec(bytes.toString('latin1', at, end)) ?? [];
    if (key === '' || branch.next.length >= MAX_LANE_VALUES) return null;
    const name: unknown = JSON.parse(Buffer.from(quoted, 'latin1').toString('utf8'));
    if (typeof name !== 'string') return null;
    const made: ShapeNode<Learned> = {
      keyPlace: this.#texts.add(bytes, at, at + key.length),
      keyLength: key.length,
      reading: readingOf(name),
      byClass: new Array<Branch<Learned> | null>(CLASSES).fill(null),
      values: [],
    };
    branch.next.unshift(made);
    this.#nodes += 1;
    return made;
  }
}

/** What stands between two values of an object, or before its first one; the name with its quotation marks. */
const MEMBER = /^\s*[{,]\s*("(?:[^"\\]|\\.)*")\s*:\s*/;
const END_OF_OBJECT = /^\s*\}\s*$/;

function newBranch<Learned>(): Branch<Learned> {
  return { next: [], tailPlace: 0, tailLength: 0, learned: new Map() };
}

function listAt<Learned>(
  learned: Map<number, Learned[]>,
  combination: number,
  isLearning: boolean,
): Learned[] | null {
  const known = learned.get(combination);
  if (known !== undefined || !isLearning) return known ?? null;
  const made: Learned[] = [];
  learned.set(combination, made);
  return made;
}

function noteRange(range: WrittenRange, start: number, end: number): boolean {
  if (range.start >= 0) return false;
  range.start = start;
  range.end = end;
  return true;
}
