import type { List } from '../../base/list.ts';
import { ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import type { Session } from '../../hooks/index.ts';

/**
 * Finds sessions by their ids. It keeps numbers only: of a million sessions the texts of their ids would be the larger part of
 * what is kept.
 */
export class SessionIds {
  readonly #sessions: List<Session>;
  /** One more than the index of a session, at the first free place from that of its id on; 0: nothing. */
  readonly #slots: Int32Array;
  /** Of the calls that name no session; -1 where there are none. */
  #ofNone = -1;

  constructor(sessions: List<Session>) {
    this.#sessions = sessions;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * sessions.length + 2)));
  }

  /** Reads the ids; nothing is found before. */
  *read(): Steps<void> {
    let index = 0;
    for (const { id } of this.#sessions) {
      if (id === null) this.#ofNone = index;
      else this.#slots[this.#slotOf(id)] = index + 1;
      index += 1;
      if (index % ITEMS_A_STEP === 0) yield;
    }
  }

  /** The index of the last session with an id; -1 where there is none. */
  latest(id: string | null): number {
    return id === null ? this.#ofNone : this.#slots[this.#slotOf(id)] - 1;
  }

  /** Where a session with this id stands, or is to stand. */
  #slotOf(id: string): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(id) & mask; ; slot = (slot + 1) & mask) {
      const kept = this.#slots[slot];
      if (kept === 0 || this.#sessions.at(kept - 1)?.id === id) return slot;
    }
  }
}

/** Another one in each run, so that no capture can be made of ids that all fall on one place. */
const BASIS = Math.floor(Math.random() * 2 ** 32);

/** FNV-1a, of 32 bits, with a basis of our own. */
function hashOf(text: string): number {
  let hash = BASIS;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}
