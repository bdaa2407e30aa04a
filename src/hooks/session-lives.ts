import { Columns, placeInPage } from '../base/columns.ts';
import { hostOf } from '../base/endpoint.ts';
import { Groups } from '../base/groups.ts';
import { atOnce, ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import type { Dialect } from '../dialects/index.ts';
import { type HookCall, timeOf } from './call.ts';
import { traitsOf } from './call-glance.ts';
import { NO_KEY, sessionNumber } from './call-keys.ts';
import { KeyNumbers } from './key-numbers.ts';

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
  /** Positions of calls by the number of their session. */
  readonly groups: Groups;
}

/** Numbers the sessions of calls in order of request. */
export function numberSessions(calls: readonly HookCall[]): SessionNumbers {
  return atOnce(numberingSessions(calls));
}

/** The same in steps. */
export function* numberingSessions(calls: readonly HookCall[]): Steps<SessionNumbers> {
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
    if (position % ITEMS_A_STEP === 0) yield;
  }
  return { of, count, lives, groups: yield* Groups.making(of, count) };
}

/** True for a call that says that its session is over. */
export function hasEnded(call: HookCall): boolean {
  return traitsOf(call).endsSession;
}

const OPENED = 1;
const ENDED = 2;

/**
 * What is known of a place, which is an id at a node. `node`: the number of the node, 0 where it was not told so far. `session`, `state`:
 * of its present life. `opener`: one more than the position of the call that opened it, 0 where there is none. `first`: the
 * position of its first call. `id`: the number of the session id.
 */
const PLACE = { node: 'u32', session: 'u32', opener: 'u32', first: 'u32', id: 'u32', state: 'u8' } as const;

/** What tells the servers of sessions apart; null: nothing does. */
function nodeOfSession({ dialect, nodeId, client }: HookCall): string | null {
  return dialect.context?.perHost === true ? hostOf(client) : nodeId;
}

/** The lives of the session ids of one dialect, in rows: there may be a million places. */
class LifeBook {
  readonly #calls: readonly HookCall[];
  readonly #sessionOf: Int32Array;
  readonly #open: (life: number) => number;
  readonly #ids = new KeyNumbers();
  /** By the number of a session id: the place of its last call. */
  readonly #lastPlaces = new Columns({ place: 'u32' });
  /** By the number of a session id that had several sessions: how many. */
  readonly #lifeCounts = new Map<number, number>();
  /** Places of ids that occur at several nodes, by id and node. */
  readonly #otherPlaces = new Map<string, number>();
  readonly #places = new Columns(PLACE);
  /** Numbers of nodes, from 1. */
  readonly #nodes = new Map<string, number>();
  #lastNode: string | null = null;
  #lastNodeNumber = 0;
  /** Positions of calls that came after the end of the present life, by place. */
  readonly #afterEnd = new Map<number, number[]>();

  constructor(calls: readonly HookCall[], sessionOf: Int32Array, open: (life: number) => number) {
    this.#calls = calls;
    this.#sessionOf = sessionOf;
    this.#open = open;
  }

  add(call: HookCall, position: number): void {
    const id = sessionNumber(call, this.#ids);
    if (id === NO_KEY) return;
    const place = this.#placeOf(id, this.#nodeNumber(nodeOfSession(call)), position);
    const row = this.#places.writable(place);
    const at = placeInPage(place);
    const { role, endsSession } = traitsOf(call);
    const isOpener = role === 'opener';
    if (isOpener && this.#beginsAnew(place, call)) this.#begin(place, call);
    this.#sessionOf[position] = row.session[at];
    if (isOpener) {
      row.state[at] |= OPENED;
      row.opener[at] = position + 1;
    } else if (endsSession) {
      row.state[at] |= ENDED;
    } else if ((row.state[at] & ENDED) !== 0) {
      const after = this.#afterEnd.get(place);
      if (after === undefined) this.#afterEnd.set(place, [position]);
      else after.push(position);
    }
  }

  #nodeNumber(node: string | null): number {
    if (node === null) return 0;
    if (node === this.#lastNode) return this.#lastNodeNumber;
    const number = this.#nodes.get(node) ?? this.#nodes.size + 1;
    this.#nodes.set(node, number);
    this.#lastNode = node;
    this.#lastNodeNumber = number;
    return number;
  }

  #placeOf(id: number, node: number, position: number): number {
    if (id === this.#lastPlaces.length) {
      this.#lastPlaces.add();
      return this.#newPlace(id, node, position, 1);
    }
    const last = this.#lastPlaces.page(id).place[placeInPage(id)];
    const known = this.#places.page(last).node[placeInPage(last)];
    if (node === 0 || known === node) return last;
    if (known === 0) {
      this.#places.writable(last).node[placeInPage(last)] = node;
      return last;
    }
    this.#otherPlaces.set(nameOf(id, known), last);
    const other = this.#otherPlaces.get(nameOf(id, node));
    if (other === undefined) return this.#newPlace(id, node, position, this.#nextLife(id));
    this.#lastPlaces.writable(id).place[placeInPage(id)] = other;
    return other;
  }

  #newPlace(id: number, node: number, position: number, life: number): number {
    const place = this.#places.add();
    const row = this.#places.writable(place);
    const at = placeInPage(place);
    row.session[at] = this.#open(life);
    row.id[at] = id;
    row.node[at] = node;
    row.first[at] = position;
    this.#lastPlaces.writable(id).place[placeInPage(id)] = place;
    return place;
  }

  #nextLife(id: number): number {
    const life = (this.#lifeCounts.get(id) ?? 1) + 1;
    this.#lifeCounts.set(id, life);
    return life;
  }

  /** An id that is opened again after its end, or for another client, stands for a new session: a client connects once. */
  #beginsAnew(place: number, call: HookCall): boolean {
    const row = this.#places.page(place);
    const at = placeInPage(place);
    const isEnded = (row.state[at] & ENDED) !== 0;
    const opener = row.opener[at];
    // An end before which there was nothing else overtook the call that opens its session.
    if (opener === 0) return isEnded && !this.#isOvertaken(row.first[at], call);
    if (isEnded) return true;
    const before = this.#calls[opener - 1];
    if (before.appKey !== call.appKey) return true;
    // Of bodies that are cut, the same one may be cut at another place.
    return !before.cut && !call.cut && before.fingerprint !== call.fingerprint;
  }

  /** True where the call at a position came before another by so little that they may have changed places. */
  #isOvertaken(position: number, by: HookCall): boolean {
    return timeOf(this.#calls[position]) >= timeOf(by) - by.dialect.toleranceSeconds;
  }

  #begin(place: number, call: HookCall): void {
    const row = this.#places.writable(place);
    const at = placeInPage(place);
    row.session[at] = this.#open(this.#nextLife(row.id[at]));
    row.state[at] = 0;
    row.opener[at] = 0;
    // What came shortly before belongs to the new session: it overtook the call that opens it.
    for (const position of this.#afterEnd.get(place) ?? []) {
      if (!this.#isOvertaken(position, call)) continue;
      this.#sessionOf[position] = row.session[at];
    }
    this.#afterEnd.delete(place);
  }
}

function nameOf(id: number, node: number): string {
  return `${id} ${node}`;
}
