import { Groups, NO_GROUP } from '../base/groups.ts';
import type { TextArena } from '../base/text-arena.ts';
import type { DialogKey, HookCall } from './call.ts';
import { NO_KEY } from './call-keys.ts';
import { CallRow } from './call-row.ts';
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
 * that name no session are one group. `numbers`: of these calls; left out: they are found.
 */
export function groupSessions(
  calls: readonly HookCall[],
  numbers: SessionNumbers = numberSessions(calls),
): readonly Session[] {
  const sessionOf = new Int32Array(calls.length);
  // Numbers in order of the first calls, with the calls without a session among them.
  const ordered = new Int32Array(numbers.count).fill(NO_GROUP);
  const lives = new Map<number, number>();
  let ofNone = NO_GROUP;
  let count = 0;
  for (let position = 0; position < calls.length; position++) {
    const number = numbers.of[position];
    if (number === NO_KEY) {
      if (ofNone === NO_GROUP) ofNone = count++;
      sessionOf[position] = ofNone;
    } else {
      if (ordered[number] === NO_GROUP) {
        const life = numbers.lives.get(number);
        if (life !== undefined) lives.set(count, life);
        ordered[number] = count++;
      }
      sessionOf[position] = ordered[number];
    }
  }
  const groups = new Groups(sessionOf, count);
  return Array.from({ length: count }, (_, number) => {
    return new GroupedSession(calls, groups, number, lives.get(number) ?? 1);
  });
}

/** By the position of each call: the index of its session. `calls`: how many there are. */
export function sessionIndexes(sessions: readonly Session[], calls: number): Int32Array {
  const indexes = new Int32Array(calls);
  for (const [index, session] of sessions.entries()) {
    for (const position of session.calls) indexes[position] = index;
  }
  return indexes;
}

/** A session of which nothing but its number is kept. Its lists are made whenever they are asked for. */
class GroupedSession implements Session {
  readonly life: number;
  readonly #calls: readonly HookCall[];
  readonly #groups: Groups;
  readonly #number: number;

  constructor(calls: readonly HookCall[], groups: Groups, number: number, life: number) {
    this.life = life;
    this.#calls = calls;
    this.#groups = groups;
    this.#number = number;
  }

  get id(): string | null {
    const first = this.#groups.first(this.#number);
    return first === undefined ? null : this.#calls[first].sessionId;
  }

  get appKey(): string | null {
    for (const position of this.#groups.positions(this.#number)) {
      const { appKey } = this.#calls[position];
      if (appKey !== null) return appKey;
    }
    return null;
  }

  get calls(): readonly number[] {
    return Array.from(this.#groups.positions(this.#number));
  }

  get dialogs(): readonly Dialog[] {
    return dialogsOf(this.#groups.positions(this.#number), this.#calls);
  }
}

interface GrowingDialog extends Dialog {
  readonly calls: number[];
}

function dialogsOf(positions: Iterable<number>, calls: readonly HookCall[]): readonly Dialog[] {
  const book = new DialogBook();
  for (const position of positions) book.dialogOf(calls[position])?.calls.push(position);
  return book.dialogs;
}

/**
 * The dialogs of a session. Most sessions have their ids in one arena: those are told apart by their numbers there, so
 * that the text of an id is made once for each dialog and not for each call.
 */
class DialogBook {
  readonly dialogs: GrowingDialog[] = [];
  #texts: TextArena | null = null;
  /** By the number of the id in that arena: the dialogs with this id, which differ in their kinds. */
  readonly #byNumber = new Map<number, GrowingDialog[]>();
  /** By kind and id; null as long as one arena has all ids. */
  #byText: Map<string, GrowingDialog> | null = null;

  /** null for a call without a dialog. */
  dialogOf(call: HookCall): GrowingDialog | null {
    if (!(call instanceof CallRow)) return call.dialog === null ? null : this.#named(call.dialog);
    const { texts, number } = call.dialogKey();
    if (number === 0) return null;
    const kind = call.methodSpec?.dialog?.kind ?? '';
    this.#texts ??= texts;
    if (texts !== this.#texts) return this.#named({ kind, id: texts.text(number) ?? '' });
    const known = this.#byNumber.get(number);
    const found = known?.find((each) => each.kind === kind);
    if (found !== undefined) return found;
    const key = { kind, id: texts.text(number) ?? '' };
    const dialog = this.#byText === null ? this.#begin(key) : this.#named(key);
    if (known === undefined) this.#byNumber.set(number, [dialog]);
    else known.push(dialog);
    return dialog;
  }

  #named(key: DialogKey): GrowingDialog {
    this.#byText ??= new Map(this.dialogs.map((dialog) => [nameOf(dialog), dialog]));
    const name = nameOf(key);
    const known = this.#byText.get(name);
    if (known !== undefined) return known;
    const dialog = this.#begin(key);
    this.#byText.set(name, dialog);
    return dialog;
  }

  #begin({ kind, id }: DialogKey): GrowingDialog {
    const dialog: GrowingDialog = { kind, id, calls: [] };
    this.dialogs.push(dialog);
    return dialog;
  }
}

function nameOf({ kind, id }: DialogKey): string {
  return `${kind}\n${id}`;
}
