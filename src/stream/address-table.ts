import { formatAddress } from '../packet/index.ts';

const EMPTY = -1;
const INITIAL_SLOTS = 256;
/** Addresses whose text is kept, each in the slot that its number falls on. A power of two. */
const REMEMBERED_TEXTS = 4096;

/** Spreads the bits of a 32-bit word (the finalizer of MurmurHash3), so that neighbouring addresses do not share slots. */
export function mixBits(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}

/**
 * Gives every distinct IP address a small number, so that a connection's key has the same four words for
 * IPv4 and IPv6. Open addressing over typed arrays: a look-up allocates nothing.
 */
export class AddressTable {
  #slots = new Int32Array(INITIAL_SLOTS).fill(EMPTY);
  #words = new Uint32Array(INITIAL_SLOTS * 4);
  #families = new Uint8Array(INITIAL_SLOTS);
  #count = 0;
  readonly #texts: string[] = new Array<string>(REMEMBERED_TEXTS).fill('');
  readonly #textIds = new Int32Array(REMEMBERED_TEXTS).fill(EMPTY);

  /** The number of an address given as big-endian words (IPv4: the first, the others 0); a new one where it is new. */
  identify(family: number, word0: number, word1: number, word2: number, word3: number): number {
    let hash = mixBits(word0);
    if (family === 6) hash = mixBits(hash ^ mixBits(word1 ^ mixBits(word2 ^ mixBits(word3))));
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = this.#slots[slot];
      if (id === EMPTY) break;
      const at = id * 4;
      if (
        this.#words[at] === word0 &&
        this.#families[id] === family &&
        this.#words[at + 1] === word1 &&
        this.#words[at + 2] === word2 &&
        this.#words[at + 3] === word3
      ) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, family, word0, word1, word2, word3);
  }

  /** The address of a number given out, as people write it. Few are asked for again and again. */
  text(id: number): string {
    const place = id & (REMEMBERED_TEXTS - 1);
    if (this.#textIds[place] === id) return this.#texts[place];
    const [word0, word1, word2, word3] = this.#words.subarray(id * 4, id * 4 + 4) as unknown as readonly [
      number,
      number,
      number,
      number,
    ];
    const text = formatAddress(this.#families[id], word0, word1, word2, word3);
    this.#textIds[place] = id;
    this.#texts[place] = text;
    return text;
  }

  #add(slot: number, family: number, word0: number, word1: number, word2: number, word3: number): number {
    const id = this.#count++;
    if (id * 4 >= this.#words.length) this.#widen();
    this.#families[id] = family;
    this.#words.set([word0, word1, word2, word3], id * 4);
    this.#slots[slot] = id;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #widen(): void {
    const words = new Uint32Array(this.#words.length * 2);
    words.set(this.#words);
    this.#words = words;
    const families = new Uint8Array(this.#families.length * 2);
    families.set(this.#families);
    this.#families = families;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#count; id++) {
      const at = id * 4;
      let hash = mixBits(this.#words[at]);
      if (this.#families[id] === 6) {
        const [w1, w2, w3] = [this.#words[at + 1], this.#words[at + 2], this.#words[at + 3]];
        hash = mixBits(hash ^ mixBits(w1 ^ mixBits(w2 ^ mixBits(w3))));
      }
      let slot = hash & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}
