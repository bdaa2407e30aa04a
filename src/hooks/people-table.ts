import { Columns, placeInPage, type Rows } from '../base/columns.ts';
import { checkColumn, columns, type Packer, type Unpacker } from '../base/shape/index.ts';
import type { TextArena } from '../base/text-arena.ts';
import type { PartyRole } from '../dialects/index.ts';
import { NOBODY, type Person } from './people.ts';

/** People of the lists, one after the other: the number of the text, and of the part. */
const ENTRY = { text: 'u32', role: 'u8' } as const;
const LIST = { start: 'u32', length: 'u32', hash: 'u32' } as const;

/** All parts, by their numbers in the columns. */
const ROLES: readonly PartyRole[] = ['login', 'caller', 'callee', 'name', 'other'];
const NUMBER_OF_ROLE = Object.fromEntries(ROLES.map((role, number) => [role, number])) as Readonly<
  Record<PartyRole, number>
>;
const FIRST_SLOTS = 256;
/** Lists that were asked for last, each in the slot that its number falls on. A power of two. */
const RECENT_LISTS = 1024;
/** Lists that were found last, each in the slot that its hash falls on, as numbers side by side. A power of two. */
const REMEMBERED_LISTS = 4096;
const REMEMBERED = { firstText: 0, secondText: 1, roles: 2, number: 3 } as const;
const REMEMBERED_WORDS = 4;

/** Lists of people, to be read. */
export interface PeopleLookup {
  /** The people of a list; nobody for 0. */
  readonly get: (number: number) => readonly Person[];
  /** The tables that it is made of, to be written down. */
  readonly tables: () => PeopleTables;
}

/** A list of people by its number in tables. */
export interface PeopleKey {
  readonly lists: PeopleLookup;
  /** 0: nobody. */
  readonly number: number;
}

interface PeopleTables {
  readonly entries: Rows<typeof ENTRY>;
  readonly lists: Rows<typeof LIST>;
}

/** Lists that stand in tables. */
class PeopleLists implements PeopleLookup {
  readonly #texts: TextArena;
  readonly #tables: PeopleTables;
  readonly #recent: (readonly Person[])[] = new Array<readonly Person[]>(RECENT_LISTS).fill(NOBODY);
  readonly #recentNumbers = new Int32Array(RECENT_LISTS);

  constructor(texts: TextArena, tables: PeopleTables) {
    this.#texts = texts;
    this.#tables = tables;
  }

  tables(): PeopleTables {
    return this.#tables;
  }

  get(number: number): readonly Person[] {
    if (number === 0) return NOBODY;
    const slot = number & (RECENT_LISTS - 1);
    if (this.#recentNumbers[slot] !== number) {
      this.#recentNumbers[slot] = number;
      this.#recent[slot] = this.#read(number);
    }
    return this.#recent[slot];
  }

  #read(number: number): readonly Person[] {
    const { entries, lists } = this.#tables;
    const list = lists.page(number);
    const at = placeInPage(number);
    const people: Person[] = [];
    const end = list.start[at] + list.length[at];
    // A loop: `Array.from` takes several times as long for a few.
    for (let entry = list.start[at]; entry < end; entry++) {
      const page = entries.page(entry);
      const place = placeInPage(entry);
      people.push({ role: ROLES[page.role[place]], text: this.#texts.text(page.text[place]) ?? '' });
    }
    return people;
  }
}

/**
 * Lists of people by number: the calls of a session name the same ones again and again, so that a call keeps one number. Lists are
 * added and never taken out; 0 stands for nobody.
 */
export class PeopleTable implements PeopleLookup {
  readonly #texts: TextArena;
  readonly #entries = new Columns(ENTRY);
  readonly #lists = new Columns(LIST);
  /** Open addressing: the number of a list, 0 where there is none. */
  #slots = new Int32Array(FIRST_SLOTS);
  /** The list that is being put together: numbers of the parts and of the texts, the first `#askedLength` of them. */
  readonly #askedRoles: number[] = [];
  readonly #askedTexts: number[] = [];
  #askedLength = 0;
  readonly #made: PeopleLists;
  readonly #remembered = new Uint32Array(REMEMBERED_LISTS * REMEMBERED_WORDS);

  constructor(texts: TextArena) {
    this.#texts = texts;
    this.#made = new PeopleLists(texts, { entries: this.#entries, lists: this.#lists });
    // Number 0 is taken by nobody.
    this.#lists.add();
  }

  tables(): PeopleTables {
    return this.#made.tables();
  }

  get(number: number): readonly Person[] {
    return this.#made.get(number);
  }

  /** The number of a list; it is made where it is new. */
  numberOf(people: readonly Person[]): number {
    if (people.length === 0) return 0;
    for (const { role, text } of people) this.#push(NUMBER_OF_ROLE[role], this.#texts.numberOf(text));
    return this.end();
  }

  /**
   * Adds somebody to the list that is being put together, as `readPeople` does: whom `isNamed` knows is there already, which is asked
   * by numbers here, without an object. `text`: its number in the arena.
   */
  add(role: PartyRole, text: number): void {
    const number = NUMBER_OF_ROLE[role];
    for (let index = 0; index < this.#askedLength; index++) {
      const isOfPart = role === 'other' || this.#askedRoles[index] === number;
      if (isOfPart && this.#askedTexts[index] === text) return;
    }
    this.#push(number, text);
  }

  #push(role: number, text: number): void {
    this.#askedRoles[this.#askedLength] = role;
    this.#askedTexts[this.#askedLength] = text;
    this.#askedLength += 1;
  }

  /** The number of the list that was put together; the next one begins. */
  end(): number {
    if (this.#askedLength === 0) return 0;
    const number = this.#askedLength <= 2 ? this.#findShort() : this.#find(this.#hash());
    this.#askedLength = 0;
    return number;
  }

  /** Finds a list of one or two: mostly it came before, and nothing of it is looked up. */
  #findShort(): number {
    const hasSecond = this.#askedLength === 2;
    const first = this.#askedTexts[0];
    const second = hasSecond ? this.#askedTexts[1] : 0;
    const roles = this.#askedRoles[0] + (hasSecond ? ROLES.length * (this.#askedRoles[1] + 1) : 0);
    const hash = this.#hash();
    const at = (hash & (REMEMBERED_LISTS - 1)) * REMEMBERED_WORDS;
    const remembered = this.#remembered;
    const isIt =
      remembered[at + REMEMBERED.firstText] === first &&
      remembered[at + REMEMBERED.secondText] === second &&
      remembered[at + REMEMBERED.roles] === roles;
    if (isIt) return remembered[at + REMEMBERED.number];
    const number = this.#find(hash);
    remembered[at + REMEMBERED.firstText] = first;
    remembered[at + REMEMBERED.secondText] = second;
    remembered[at + REMEMBERED.roles] = roles;
    remembered[at + REMEMBERED.number] = number;
    return number;
  }

  #find(hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot];
      if (number === 0) return this.#add(hash, slot);
      if (this.#isAsked(number, hash)) return number;
    }
  }

  /** FNV-1a over the numbers, as a number of 32 bits with a sign. */
  #hash(): number {
    let hash = 0x811c9dc5;
    for (let index = 0; index < this.#askedLength; index++) {
      hash = Math.imul(hash ^ this.#askedTexts[index], 0x01000193);
      hash = Math.imul(hash ^ this.#askedRoles[index], 0x01000193);
    }
    return hash ^ (hash >>> 15);
  }

  #isAsked(number: number, hash: number): boolean {
    const list = this.#lists.page(number);
    const at = placeInPage(number);
    if ((list.hash[at] | 0) !== hash || list.length[at] !== this.#askedLength) return false;
    const start = list.start[at];
    for (let index = 0; index < this.#askedLength; index++) {
      const page = this.#entries.page(start + index);
      const place = placeInPage(start + index);
      if (page.text[place] !== this.#askedTexts[index] || page.role[place] !== this.#askedRoles[index])
        return false;
    }
    return true;
  }

  #add(hash: number, slot: number): number {
    const number = this.#lists.add();
    const list = this.#lists.writable(number);
    const at = placeInPage(number);
    list.start[at] = this.#entries.length;
    list.length[at] = this.#askedLength;
    list.hash[at] = hash;
    for (let index = 0; index < this.#askedLength; index++) {
      const entry = this.#entries.add();
      const page = this.#entries.writable(entry);
      page.text[placeInPage(entry)] = this.#askedTexts[index];
      page.role[placeInPage(entry)] = this.#askedRoles[index];
    }
    this.#slots[slot] = number;
    if (number * 2 > this.#slots.length) this.#grow();
    return number;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let number = 1; number < this.#lists.length; number++) {
      let slot = this.#lists.page(number).hash[placeInPage(number)] & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number;
    }
  }
}

const entryRows = columns(ENTRY);
const listRows = columns(LIST);

/** Lists of people as bytes; their texts are those of an arena. */
export const peopleForm = `people: ${entryRows.form}; ${listRows.form}`;

export function writePeople(people: PeopleLookup, to: Packer): void {
  const { entries, lists } = people.tables();
  entryRows.write(entries, to);
  listRows.write(lists, to);
}

/** Lists of people, and how many there are. */
export function readPeopleLists(
  texts: TextArena,
  from: Unpacker,
): { readonly people: PeopleLookup; readonly count: number } {
  const entries = entryRows.read(from);
  const lists = listRows.read(from);
  checkColumn(entries, 'text', texts.count, from);
  checkColumn(entries, 'role', ROLES.length, from);
  let next = 0;
  // Lists stand one after the other, the first one empty: so all of them together are no longer than what was read.
  for (let row = 0; row < lists.length; row++) {
    const page = lists.page(row);
    const at = placeInPage(row);
    if (page.length[at] > 0 && page.start[at] !== next) from.fail(`list ${row} of people begins elsewhere`);
    next += page.length[at];
  }
  if (next !== entries.length) from.fail('lists of people have other lengths');
  return { people: new PeopleLists(texts, { entries, lists }), count: lists.length };
}
