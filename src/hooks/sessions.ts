import { inGroups } from '../base/groups.ts';
import type { HookCall } from './call.ts';

/** Calls of a session that share a dialog key, by their indexes in order of request. */
export interface Dialog {
  readonly kind: string;
  readonly id: string;
  readonly calls: readonly number[];
}

/** All hook calls with one session id. `id` is null for the calls that name none. */
export interface Session {
  readonly id: string | null;
  readonly appKey: string | null;
  readonly calls: readonly number[];
  readonly dialogs: readonly Dialog[];
}

/** Groups calls (in order of request, indexes set) into sessions and dialogs, each in order of its first call. */
export function groupSessions(calls: readonly HookCall[]): readonly Session[] {
  const book = new SessionBook(calls);
  return Array.from({ length: book.count }, (_, number) => new BookedSession(book, number));
}

/** Which calls are of which session, in a few bytes a call. */
class SessionBook {
  readonly calls: readonly HookCall[];
  /** Positions of calls, by session. */
  readonly #ordered: Int32Array;
  /** Where those of a session begin; one more than there are sessions. */
  readonly #starts: Int32Array;

  constructor(calls: readonly HookCall[]) {
    this.calls = calls;
    const numbers = new Map<string | null, number>();
    const sessionOf = new Int32Array(calls.length);
    for (const [position, { sessionId }] of calls.entries()) {
      let number = numbers.get(sessionId);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(sessionId, number);
      }
      sessionOf[position] = number;
    }
    [this.#ordered, this.#starts] = inGroups(sessionOf, numbers.size);
  }

  get count(): number {
    return this.#starts.length - 1;
  }

  /** Calls of a session, in order of request. */
  *callsOf(session: number): Iterable<HookCall> {
    const end = this.#starts[session + 1];
    for (let at = this.#starts[session]; at < end; at++) {
      yield this.calls[this.#ordered[at]];
    }
  }

  first(session: number): HookCall {
    return this.calls[this.#ordered[this.#starts[session]]];
  }
}

/** A session of which nothing but its number is kept. Its lists are made whenever they are asked for. */
class BookedSession implements Session {
  readonly #book: SessionBook;
  readonly #number: number;

  constructor(book: SessionBook, number: number) {
    this.#book = book;
    this.#number = number;
  }

  get id(): string | null {
    return this.#book.first(this.#number).sessionId;
  }

  get appKey(): string | null {
    for (const { appKey } of this.#calls()) if (appKey !== null) return appKey;
    return null;
  }

  get calls(): readonly number[] {
    return Array.from(this.#calls(), (call) => call.index);
  }

  get dialogs(): readonly Dialog[] {
    return dialogsOf(this.#calls());
  }

  #calls(): Iterable<HookCall> {
    return this.#book.callsOf(this.#number);
  }
}

interface GrowingDialog extends Dialog {
  readonly calls: number[];
}

function dialogsOf(calls: Iterable<HookCall>): readonly Dialog[] {
  const byKind = new Map<string, Map<string, GrowingDialog>>();
  const dialogs: GrowingDialog[] = [];
  for (const { dialog: key, index } of calls) {
    if (key === null) continue;
    let ofKind = byKind.get(key.kind);
    if (ofKind === undefined) {
      ofKind = new Map();
      byKind.set(key.kind, ofKind);
    }
    let dialog = ofKind.get(key.id);
    if (dialog === undefined) {
      dialog = { kind: key.kind, id: key.id, calls: [] };
      ofKind.set(key.id, dialog);
      dialogs.push(dialog);
    }
    dialog.calls.push(index);
  }
  return dialogs;
}
