import type { List } from '../base/list.ts';
import { listsBy } from '../base/multimap.ts';
import type { HookCall } from './call.ts';
import { traitsOf } from './call-glance.ts';
import { NO_KEY } from './call-keys.ts';
import { type DialogNumbers, numberDialogs } from './dialog-numbers.ts';
import { numberSessions, type SessionNumbers } from './session-lives.ts';

/** Calls of a session that share a dialog key, by their positions in order of request. */
export interface Dialog {
  readonly kind: string;
  readonly id: string;
  readonly calls: readonly number[];
}

/** All hook calls of one session, by their positions. `id` is null for the calls that name none. */
export interface Session {
  readonly id: string | null;
  /** Which session with this id it is, from 1: an id is used again, and is told apart within a node only. */
  readonly life: number;
  readonly appKey: string | null;
  readonly calls: readonly number[];
  readonly dialogs: readonly Dialog[];
}

/**
 * Groups the calls of a snapshot, in order of request, into sessions and dialogs, each in order of its first call. The calls
 * that name no session are one group. `numbers`, `dialogs`: of these calls; left out: they are found.
 */
export function groupSessions(
  calls: readonly HookCall[],
  numbers: SessionNumbers = numberSessions(calls),
  dialogs: DialogNumbers = numberDialogs(calls),
): List<Session> {
  return new SessionList(calls, numbers, dialogs);
}

/** By the position of each call: the index of its session. `calls`: how many there are. */
export function sessionIndexes(sessions: List<Session>, calls: number): Int32Array {
  const indexes = new Int32Array(calls);
  let index = 0;
  for (const session of sessions) {
    for (const position of session.calls) indexes[position] = index;
    index += 1;
  }
  return indexes;
}

/** Sessions of which nothing but numbers is kept: of a million, each is made when it is asked for. */
class SessionList implements List<Session> {
  readonly length: number;
  readonly #calls: readonly HookCall[];
  readonly #numbers: SessionNumbers;
  readonly #dialogs: DialogNumbers;
  /** The number of each session, in order of the first calls; {@link NO_KEY} for the group of calls without a session. */
  readonly #order: Int32Array;
  /** Positions of the calls without a session. */
  readonly #unnamed: Int32Array;
  /** Lists of dialogs made so far; by dialog the number of the last of these that it is in, and its place there. */
  #lists = 0;
  #listOf: Uint32Array | null = null;
  #places: Uint32Array | null = null;

  constructor(calls: readonly HookCall[], numbers: SessionNumbers, dialogs: DialogNumbers) {
    this.#calls = calls;
    this.#numbers = numbers;
    this.#dialogs = dialogs;
    this.#unnamed = unnamedIn(numbers.of);
    this.#order = orderOf(numbers, this.#unnamed.length > 0);
    this.length = this.#order.length;
  }

  at(index: number): Session | undefined {
    return index >= 0 && index < this.length ? new GroupedSession(this, index) : undefined;
  }

  *[Symbol.iterator](): Iterator<Session> {
    for (let index = 0; index < this.length; index++) yield new GroupedSession(this, index);
  }

  life(index: number): number {
    return this.#numbers.lives.get(this.#order[index]) ?? 1;
  }

  id(index: number): string | null {
    return this.#calls[this.#ordered(index)[this.#start(index)]].sessionId;
  }

  appKey(index: number): string | null {
    const ordered = this.#ordered(index);
    const end = this.#end(index);
    for (let at = this.#start(index); at < end; at++) {
      const { appKey } = this.#calls[ordered[at]];
      if (appKey !== null) return appKey;
    }
    return null;
  }

  calls(index: number): readonly number[] {
    return arrayOf(this.#ordered(index), this.#start(index), this.#end(index));
  }

  dialogs(index: number): readonly Dialog[] {
    const dialogs: GrowingDialog[] = [];
    const ordered = this.#ordered(index);
    const end = this.#end(index);
    this.#listOf ??= new Uint32Array(this.#dialogs.count);
    this.#places ??= new Uint32Array(this.#dialogs.count);
    const [listOf, places] = [this.#listOf, this.#places];
    this.#lists += 1;
    for (let at = this.#start(index); at < end; at++) {
      const position = ordered[at];
      const number = this.#dialogs.of[position];
      if (number === NO_KEY) continue;
      if (listOf[number] !== this.#lists) {
        listOf[number] = this.#lists;
        places[number] = dialogs.push(new GrowingDialog(this.#calls[position])) - 1;
      }
      dialogs[places[number]].calls.push(position);
    }
    if (dialogs.length === 0) return NO_DIALOGS;
    return this.#order[index] === NO_KEY ? mergedByName(dialogs) : dialogs;
  }

  // Positions of the calls of a session are those in an array from a start to before an end: a view of it would be an object
  // for each session that is looked at.

  #ordered(index: number): Int32Array {
    return this.#order[index] === NO_KEY ? this.#unnamed : this.#numbers.groups.ordered;
  }

  #start(index: number): number {
    const number = this.#order[index];
    return number === NO_KEY ? 0 : this.#numbers.groups.starts[number];
  }

  #end(index: number): number {
    const number = this.#order[index];
    return number === NO_KEY ? this.#unnamed.length : this.#numbers.groups.starts[number + 1];
  }
}

const NO_DIALOGS: readonly Dialog[] = [];

/** A dialog to which calls are added. The text of its id is made when it is asked for: spreading it finds no kind and no id. */
class GrowingDialog implements Dialog {
  readonly calls: number[] = [];
  readonly #first: HookCall;

  constructor(first: HookCall) {
    this.#first = first;
  }

  get kind(): string {
    return traitsOf(this.#first).dialogKind ?? '';
  }

  get id(): string {
    return this.#first.dialog?.id ?? '';
  }
}

function unnamedIn(of: Int32Array): Int32Array {
  let count = 0;
  for (const number of of) if (number === NO_KEY) count += 1;
  const positions = new Int32Array(count);
  let at = 0;
  for (let position = 0; at < count; position++) if (of[position] === NO_KEY) positions[at++] = position;
  return positions;
}

/** Numbers of sessions in the order of their first calls, with the group of calls without a session among them where there is one. */
function orderOf({ of, count }: SessionNumbers, hasUnnamed: boolean): Int32Array {
  const order = new Int32Array(count + Number(hasUnnamed));
  // The last place stands for NO_KEY.
  const isPlaced = new Uint8Array(count + 1);
  let placed = 0;
  for (let position = 0; position < of.length && placed < order.length; position++) {
    const number = of[position];
    const place = number === NO_KEY ? count : number;
    if (isPlaced[place] === 1) continue;
    isPlaced[place] = 1;
    order[placed++] = number;
  }
  return order.subarray(0, placed);
}

/** Some of these positions as an array. A loop: `Array.from` takes ten times as long for a few. */
function arrayOf(positions: Int32Array, start: number, end: number): readonly number[] {
  const array = new Array<number>(end - start);
  for (let at = start; at < end; at++) array[at - start] = positions[at];
  return array;
}

/** Calls without a session may be of several dialects, whose dialogs are told apart by kind and id alone. */
function mergedByName(dialogs: readonly GrowingDialog[]): readonly Dialog[] {
  const byName = listsBy(dialogs, ({ kind, id }) => `${kind}\n${id}`);
  if (byName.size === dialogs.length) return dialogs;
  return [...byName.values()].map((same) => ({
    kind: same[0].kind,
    id: same[0].id,
    calls: same.flatMap(({ calls }) => calls).sort((one, other) => one - other),
  }));
}

/** A session of a list. Its members are made whenever they are asked for. */
class GroupedSession implements Session {
  readonly #list: SessionList;
  readonly #index: number;

  constructor(list: SessionList, index: number) {
    this.#list = list;
    this.#index = index;
  }

  get id(): string | null {
    return this.#list.id(this.#index);
  }

  get life(): number {
    return this.#list.life(this.#index);
  }

  get appKey(): string | null {
    return this.#list.appKey(this.#index);
  }

  get calls(): readonly number[] {
    return this.#list.calls(this.#index);
  }

  get dialogs(): readonly Dialog[] {
    return this.#list.dialogs(this.#index);
  }
}
