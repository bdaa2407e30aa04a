import { Columns, placeInPage } from '../base/columns.ts';
import { Groups } from '../base/groups.ts';
import { atOnce, ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import type { Dialect } from '../dialects/index.ts';
import type { HookCall } from './call.ts';
import { traitsOf } from './call-glance.ts';
import { dialogNumber, NO_KEY } from './call-keys.ts';
import { KeyNumbers } from './key-numbers.ts';

/** Which dialog each call of a snapshot belongs to: those of one dialect with one kind and id, whatever their sessions. */
export interface DialogNumbers {
  /** By position of the call, numbered from 0 in order of the first call; {@link NO_KEY} for a call without a dialog. */
  readonly of: Int32Array;
  readonly count: number;
  /** Positions of calls by the number of their dialog. */
  readonly groups: Groups;
}

/** Numbers the dialogs of calls in order of request. */
export function numberDialogs(calls: readonly HookCall[]): DialogNumbers {
  return atOnce(numberingDialogs(calls));
}

/** The same in steps. */
export function* numberingDialogs(calls: readonly HookCall[]): Steps<DialogNumbers> {
  const of = new Int32Array(calls.length).fill(NO_KEY);
  const books = new Map<Dialect, DialogBook>();
  let count = 0;
  const open = (): number => count++;
  let lastDialect: Dialect | null = null;
  let book: DialogBook | undefined;
  for (let position = 0; position < calls.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const call = calls[position];
    const { dialogKind } = traitsOf(call);
    if (dialogKind === null) continue;
    const { dialect } = call;
    if (dialect !== lastDialect || book === undefined) {
      lastDialect = dialect;
      book = books.get(dialect) ?? new DialogBook(open);
      books.set(dialect, book);
    }
    of[position] = book.dialogOf(call, dialogKind);
  }
  return { of, count, groups: yield* Groups.making(of, count) };
}

/** The dialogs of one dialect, in rows. */
class DialogBook {
  readonly #open: () => number;
  readonly #ids = new KeyNumbers();
  /** By the number of an id: the dialog of its first call, and the number of the kind of that. */
  readonly #firsts = new Columns({ dialog: 'u32', kind: 'u32' });
  /** Kinds, by their numbers. A dialect has a few. */
  readonly #kinds: string[] = [];
  #lastKind = '';
  #lastKindNumber = -1;
  /** Dialogs of ids that occur with another kind before, by id and kind. */
  readonly #others = new Map<string, number>();

  constructor(open: () => number) {
    this.#open = open;
  }

  dialogOf(call: HookCall, kindName: string): number {
    const id = dialogNumber(call, this.#ids);
    if (id === NO_KEY) return NO_KEY;
    const kind = this.#kindNumber(kindName);
    if (id === this.#firsts.length) {
      this.#firsts.add();
      const row = this.#firsts.writable(id);
      row.dialog[placeInPage(id)] = this.#open();
      row.kind[placeInPage(id)] = kind;
    }
    const row = this.#firsts.page(id);
    if (row.kind[placeInPage(id)] === kind) return row.dialog[placeInPage(id)];
    const name = `${id} ${kind}`;
    const known = this.#others.get(name) ?? this.#open();
    this.#others.set(name, known);
    return known;
  }

  #kindNumber(name: string): number {
    if (name === this.#lastKind && this.#lastKindNumber >= 0) return this.#lastKindNumber;
    const known = this.#kinds.indexOf(name);
    this.#lastKind = name;
    this.#lastKindNumber = known < 0 ? this.#kinds.push(name) - 1 : known;
    return this.#lastKindNumber;
  }
}
