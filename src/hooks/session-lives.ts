import type { Dialect } from '../dialects/index.ts';
import { roleOf } from './acceptance.ts';
import { type HookCall, timeOf } from './call.ts';
import { NO_KEY, sessionNumber } from './call-keys.ts';
import { KeyNumbers } from './key-numbers.ts';
import { isStatus } from './status.ts';

/**
 * Which session each call of a snapshot belongs to. A session is one life of a session id at one node (design §2): ids are
 * told apart within a node only, and are used again.
 */
export interface SessionNumbers {
  /** By position of the call, numbered from 0 in the order in which they began; {@link NO_KEY} for a call that names no session. */
  readonly of: Int32Array;
  readonly count: number;
  /** Of sessions whose id another one had before: which one with this id it is, from 2. */
  readonly lives: ReadonlyMap<number, number>;
}

/** Numbers the sessions of calls in order of request. */
export function numberSessions(calls: readonly HookCall[]): SessionNumbers {
  const of = new Int32Array(calls.length).fill(NO_KEY);
  const books = new Map<Dialect, LifeBook>();
  const lives = new Map<number, number>();
  let count = 0;
  const open = (life: number): number => {
    if (life > 1) lives.set(count, life);
    return count++;
  };
  let lastDialect: Dialect | null = null;
  let book: LifeBook | undefined;
  for (let position = 0; position < calls.length; position++) {
    const call = calls[position];
    if (call.dialect !== lastDialect) {
      lastDialect = call.dialect;
      book = books.get(call.dialect);
      if (book === undefined) {
        book = new LifeBook(calls, of, open);
        books.set(call.dialect, book);
      }
    }
    book?.add(call, position);
  }
  return { of, count, lives };
}

/** True for a call that says that its session is over. */
export function hasEnded(call: HookCall): boolean {
  const { status } = call;
  if (status === null) return false;
  return call.dialect.endings.some(
    ({ kind, method, ends }) =>
      kind === 'session' && method === call.method && ends.some((end) => isStatus(end.status, status)),
  );
}

/** No position. */
const NONE = -1;
const OPENED = 1;
const ENDED = 2;

/**
 * The lives of the session ids of one dialect. A place is an id at a node; what is known of it stands in lists of numbers,
 * because there may be a million.
 */
class LifeBook {
  readonly #calls: readonly HookCall[];
  readonly #sessionOf: Int32Array;
  readonly #open: (life: number) => number;
  readonly #numbers = new KeyNumbers();
  /** By the number of a session id: the place of its last call. */
  readonly #lastPlaces: number[] = [];
  /** By the number of a session id that had several sessions: how many. */
  readonly #lifeCounts = new Map<number, number>();
  /** Places of ids that occur at several nodes, by id and node. */
  readonly #otherPlaces = new Map<string, number>();
  /** By place: its node (null: not told so far), the session of its present life, its state, its opener. */
  readonly #nodes: (string | null)[] = [];
  readonly #sessions: number[] = [];
  readonly #states: number[] = [];
  readonly #openers: number[] = [];
  /** By place: the position of its first call. */
  readonly #firsts: number[] = [];
  readonly #numberOf: number[] = [];
  /** Positions of calls that came after the end of the present life, by place. */
  readonly #afterEnd = new Map<number, number[]>();

  constructor(calls: readonly HookCall[], sessionOf: Int32Array, open: (life: number) => number) {
    this.#calls = calls;
    this.#sessionOf = sessionOf;
    this.#open = open;
  }

  add(call: HookCall, position: number): void {
    const number = sessionNumber(call, this.#numbers);
    if (number === NO_KEY) return;
    const place = this.#placeOf(number, call.nodeId, position);
    const isOpener = roleOf(call) === 'opener';
    if (isOpener && this.#beginsAnew(place, call)) this.#begin(place, call);
    this.#sessionOf[position] = this.#sessions[place];
    if (isOpener) {
      this.#states[place] |= OPENED;
      this.#openers[place] = position;
    } else if (hasEnded(call)) {
      this.#states[place] |= ENDED;
    } else if ((this.#states[place] & ENDED) !== 0) {
      const after = this.#afterEnd.get(place);
      if (after === undefined) this.#afterEnd.set(place, [position]);
      else after.push(position);
    }
  }

  #placeOf(number: number, node: string | null, position: number): number {
    const last = this.#lastPlaces[number];
    if (last === undefined) return this.#newPlace(number, node, position);
    const known = this.#nodes[last];
    if (node === null || known === node) return last;
    if (known === null) {
      this.#nodes[last] = node;
      return last;
    }
    this.#otherPlaces.set(nameOf(number, known), last);
    const other = this.#otherPlaces.get(nameOf(number, node)) ?? this.#newPlace(number, node, position);
    this.#lastPlaces[number] = other;
    return other;
  }

  #newPlace(number: number, node: string | null, position: number): number {
    const isFirst = this.#lastPlaces[number] === undefined;
    const place = this.#sessions.push(this.#open(isFirst ? 1 : this.#nextLife(number))) - 1;
    this.#numberOf.push(number);
    this.#nodes.push(node);
    this.#states.push(0);
    this.#openers.push(NONE);
    this.#firsts.push(position);
    this.#lastPlaces[number] = place;
    return place;
  }

  #nextLife(number: number): number {
    const life = (this.#lifeCounts.get(number) ?? 1) + 1;
    this.#lifeCounts.set(number, life);
    return life;
  }

  /** An id that is opened again after its end, or for another client, stands for a new session: a client connects once. */
  #beginsAnew(place: number, call: HookCall): boolean {
    const isEnded = (this.#states[place] & ENDED) !== 0;
    const opener = this.#openers[place];
    // An end before which there was nothing else overtook the call that opens its session.
    if (opener === NONE) return isEnded && !this.#isOvertaken(this.#firsts[place], call);
    if (isEnded) return true;
    const before = this.#calls[opener];
    if (before.appKey !== call.appKey) return true;
    // Of bodies that are cut, the same one may be cut at another place.
    return !before.cut && !call.cut && before.fingerprint !== call.fingerprint;
  }

  /** True where the call at a position came before another by so little that they may have changed places. */
  #isOvertaken(position: number, by: HookCall): boolean {
    return timeOf(this.#calls[position]) >= timeOf(by) - by.dialect.toleranceSeconds;
  }

  #begin(place: number, call: HookCall): void {
    this.#sessions[place] = this.#open(this.#nextLife(this.#numberOf[place]));
    this.#states[place] = 0;
    this.#openers[place] = NONE;
    // What came shortly before belongs to the new session: it overtook the call that opens it.
    for (const position of this.#afterEnd.get(place) ?? []) {
      if (!this.#isOvertaken(position, call)) continue;
      this.#sessionOf[position] = this.#sessions[place];
    }
    this.#afterEnd.delete(place);
  }
}

function nameOf(number: number, node: string): string {
  return `${number}\n${node}`;
}
