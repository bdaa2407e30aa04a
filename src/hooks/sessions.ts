import { Groups } from '../base/groups.ts';
import type { HookCall } from './call.ts';

/** Calls of a session that share a dialog key, by their positions in order of request. */
export interface Dialog {
  readonly kind: string;
  readonly id: string;
  readonly calls: readonly number[];
}

/** All hook calls with one session id, by their positions. `id` is null for the calls that name none. */
export interface Session {
  readonly id: string | null;
  readonly appKey: string | null;
  readonly calls: readonly number[];
  readonly dialogs: readonly Dialog[];
}

/** Groups the calls of a snapshot, in order of request, into sessions and dialogs, each in order of its first call. */
export function groupSessions(calls: readonly HookCall[]): readonly Session[] {
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
  const groups = new Groups(sessionOf, numbers.size);
  return Array.from({ length: groups.count }, (_, number) => new GroupedSession(calls, groups, number));
}

/** A session of which nothing but its number is kept. Its lists are made whenever they are asked for. */
class GroupedSession implements Session {
  readonly #calls: readonly HookCall[];
  readonly #groups: Groups;
  readonly #number: number;

  constructor(calls: readonly HookCall[], groups: Groups, number: number) {
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
  const byKind = new Map<string, Map<string, GrowingDialog>>();
  const dialogs: GrowingDialog[] = [];
  for (const position of positions) {
    const { dialog: key } = calls[position];
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
    dialog.calls.push(position);
  }
  return dialogs;
}
