/** No position. */
export const NO_POSITION = -1;

const FIRST_SLOTS = 256;
/** The slot has a key whose chain has become empty. */
const EMPTIED = -1;

/**
 * Positions by a key of 32 bits, each in the chain of its key with the newest first: some twenty bytes a key, and four for each
 * position that there may be.
 */
export class PositionChains {
  /** Open addressing: a key, and one more than the newest position of its chain; 0 where the slot is free. */
  #keys = new Int32Array(FIRST_SLOTS);
  #heads = new Int32Array(FIRST_SLOTS);
  #count = 0;
  /** By position: one more than the position before it in its chain, 0 where there is none. Made with the first position. */
  #before: Int32Array | null = null;
  readonly #positions: number;

  /** `positions`: how many there may be. */
  constructor(positions: number) {
    this.#positions = positions;
  }

  /** How many keys have a place in the table. */
  get keys(): number {
    return this.#count;
  }

  /** The newest position of a key; {@link NO_POSITION} where there is none. */
  newest(key: number): number {
    if (this.#count === 0) return NO_POSITION;
    return Math.max(NO_POSITION, this.#heads[this.#slotOf(key)] - 1);
  }

  /** The position that is next in a chain, an older one; {@link NO_POSITION} behind the last. */
  before(position: number): number {
    return this.#before === null ? NO_POSITION : this.#before[position] - 1;
  }

  /** Puts a position at the head of the chain of its key. A position is in one chain at most. */
  add(key: number, position: number): void {
    this.#before ??= new Int32Array(this.#positions);
    let slot = this.#slotOf(key);
    if (this.#heads[slot] === 0) {
      if ((this.#count + 1) * 2 > this.#heads.length) {
        this.#rebuild(this.#heads.length * 2, () => true);
        slot = this.#slotOf(key);
      }
      this.#keys[slot] = key;
      this.#count += 1;
    }
    this.#before[position] = Math.max(0, this.#heads[slot]);
    this.#heads[slot] = position + 1;
  }

  /** Cuts a chain off behind a position. */
  cutBehind(position: number): void {
    if (this.#before !== null) this.#before[position] = 0;
  }

  /** Takes a position out of a chain. `newer`: that before it there, or {@link NO_POSITION} where it is the newest. */
  remove(key: number, position: number, newer: number): void {
    if (this.#before === null) return;
    const older = this.#before[position];
    if (newer !== NO_POSITION) this.#before[newer] = older;
    else this.#heads[this.#slotOf(key)] = older === 0 ? EMPTIED : older;
    this.#before[position] = 0;
  }

  /** Drops the chains of which no position is wanted. */
  sweep(isWanted: (position: number) => boolean): void {
    this.#rebuild(this.#heads.length, (head) => {
      for (let at = head; at !== NO_POSITION; at = this.before(at)) if (isWanted(at)) return true;
      return false;
    });
  }

  /** The slot of a key, or the free one where it belongs. */
  #slotOf(key: number): number {
    const mask = this.#heads.length - 1;
    let slot = mixed(key) & mask;
    while (this.#heads[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #rebuild(slots: number, isKept: (head: number) => boolean): void {
    const [keys, heads] = [this.#keys, this.#heads];
    this.#keys = new Int32Array(slots);
    this.#heads = new Int32Array(slots);
    this.#count = 0;
    for (let at = 0; at < heads.length; at++) {
      if (heads[at] <= 0 || !isKept(heads[at] - 1)) continue;
      const slot = this.#slotOf(keys[at]);
      this.#keys[slot] = keys[at];
      this.#heads[slot] = heads[at];
      this.#count += 1;
    }
  }
}

/** Spreads the bits of a key, so that neighbours do not share slots. */
function mixed(key: number): number {
  const spread = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  return spread ^ (spread >>> 13);
}
