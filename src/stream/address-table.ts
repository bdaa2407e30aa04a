import { Columns, placeInPage, type Rows } from '../base/columns.ts';
import { formatAddress } from '../packet/index.ts';

const EMPTY = -1;
const INITIAL_SLOTS = 256;
/** Addresses whose text is kept, each in the slot that its number falls on. A power of two. */
const REMEMBERED_TEXTS = 4096;

/** An IP address: its version (4 or 6), and its big-endian words. IPv4 has only the first; the others are 0. */
export const ADDRESS = { family: 'u8', word0: 'u32', word1: 'u32', word2: 'u32', word3: 'u32' } as const;

/** Spreads the bits of a 32-bit word (the finalizer of MurmurHash3), so that neighbouring addresses do not share slots. */
export function mixBits(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}

/**
 * Gives every distinct IP address a small number, so that a connection's key has the same size for IPv4 and IPv6.
 * Addresses are added and never changed or removed: a number once given stands for the same address ever after.
 * Open addressing: a look-up allocates nothing.
 */
export class AddressTable {
  #slots = new Int32Array(INITIAL_SLOTS).fill(EMPTY);
  readonly #rows = new Columns(ADDRESS);
  /** Texts that were asked for, and the numbers that they are of. They grow up to a bound: many readings are short and have a table of their own. */
  readonly #texts: string[] = [];
  readonly #textIds: number[] = [];

  /** A table of these addresses, in their order. */
  static of(rows: Rows<typeof ADDRESS>): AddressTable {
    const table = new AddressTable();
    for (let row = 0; row < rows.length; row++) {
      const page = rows.page(row);
      const at = placeInPage(row);
      table.#append(page.family[at], page.word0[at], page.word1[at], page.word2[at], page.word3[at]);
    }
    return table;
  }

  /** How many addresses there are. */
  get count(): number {
    return this.#rows.length;
  }

  /** The addresses, to be written down. */
  rows(): Rows<typeof ADDRESS> {
    return this.#rows.snapshot();
  }

  /** The number of an address given as big-endian words (IPv4: the first, the others 0); a new one where it is new. */
  identify(family: number, word0: number, word1: number, word2: number, word3: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashOf(family, word0, word1, word2, word3) & mask;
    for (;;) {
      const id = slots[slot];
      if (id === EMPTY) break;
      const page = this.#rows.page(id);
      const at = placeInPage(id);
      if (
        page.word0[at] === word0 &&
        page.family[at] === family &&
        page.word1[at] === word1 &&
        page.word2[at] === word2 &&
        page.word3[at] === word3
      ) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, family, word0, word1, word2, word3);
  }

  /** The address of a number given out, as people write it. The texts of those asked for last are remembered. */
  text(id: number): string {
    const slot = id & (REMEMBERED_TEXTS - 1);
    for (let next = this.#texts.length; next <= slot; next++) {
      this.#texts.push('');
      this.#textIds.push(EMPTY);
    }
    if (this.#textIds[slot] === id) return this.#texts[slot];
    const page = this.#rows.page(id);
    const at = placeInPage(id);
    const text = formatAddress(
      page.family[at],
      page.word0[at],
      page.word1[at],
      page.word2[at],
      page.word3[at],
    );
    this.#textIds[slot] = id;
    this.#texts[slot] = text;
    return text;
  }

  /** Adds an address under the next number, also where it is there already. */
  #append(family: number, word0: number, word1: number, word2: number, word3: number): void {
    const mask = this.#slots.length - 1;
    let slot = hashOf(family, word0, word1, word2, word3) & mask;
    while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask;
    this.#add(slot, family, word0, word1, word2, word3);
  }

  #add(slot: number, family: number, word0: number, word1: number, word2: number, word3: number): number {
    const id = this.#rows.add();
    const page = this.#rows.writable(id);
    const at = placeInPage(id);
    page.family[at] = family;
    page.word0[at] = word0;
    page.word1[at] = word1;
    page.word2[at] = word2;
    page.word3[at] = word3;
    this.#slots[slot] = id;
    if (this.#rows.length * 2 > this.#slots.length) this.#doubleSlots();
    return id;
  }

  #doubleSlots(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#rows.length; id++) {
      const page = this.#rows.page(id);
      const at = placeInPage(id);
      const hash = hashOf(page.family[at], page.word0[at], page.word1[at], page.word2[at], page.word3[at]);
      let slot = hash & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

function hashOf(family: number, word0: number, word1: number, word2: number, word3: number): number {
  const hash = mixBits(word0);
  return family === 6 ? mixBits(hash ^ mixBits(word1 ^ mixBits(word2 ^ mixBits(word3)))) : hash;
}
