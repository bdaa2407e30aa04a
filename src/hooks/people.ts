import type { Method, Parameter, PartyRole } from '../dialects/index.ts';
import { asKey, memberNames, placesOf } from './parameter.ts';
import type { JsonObject, JsonValue } from './payload.ts';

/** Somebody whom a call names, as the payload writes it: a number, a name, a SIP URI. */
export interface Person {
  readonly role: PartyRole;
  readonly text: string;
}

/** The rows of a method's table that name people, in the order in which they are read. */
export interface PeopleRows {
  /** Each value has the same part. */
  readonly plain: readonly PersonRow[];
  /** The parts of the values follow from their order. */
  readonly ordered: readonly (readonly [row: Parameter, roles: readonly PartyRole[]])[];
  /** The part of each value is `other`. */
  readonly others: readonly PersonRow[];
  /** The parts of `plain` and `others`, one after the other. */
  readonly roles: readonly PartyRole[];
}

/** A row whose values all have one part. */
export interface PersonRow {
  readonly row: Parameter;
  readonly role: PartyRole;
}

/** Nobody is named. */
export const NOBODY: readonly Person[] = [];

const NO_ROWS: PeopleRows = { plain: [], ordered: [], others: [], roles: [] };
const rowsOfMethod = new WeakMap<Method, PeopleRows>();

/** The rows that name people. An unknown method has none: nobody knows what its members mean. */
export function peopleRows(method: Method | null): PeopleRows {
  if (method === null) return NO_ROWS;
  let rows = rowsOfMethod.get(method);
  if (rows === undefined) {
    rows = rowsIn(method);
    rowsOfMethod.set(method, rows);
  }
  return rows;
}

function rowsIn({ parameters }: Method): PeopleRows {
  const rows: PersonRow[] = [];
  const ordered: (readonly [Parameter, readonly PartyRole[]])[] = [];
  for (const row of parameters) {
    if (typeof row.party === 'string') rows.push({ row, role: row.party });
    else if (row.party !== undefined) ordered.push([row, row.party]);
  }
  if (rows.length === 0 && ordered.length === 0) return NO_ROWS;
  const plain = rows.filter(({ role }) => role !== 'other');
  const others = rows.filter(({ role }) => role === 'other');
  return { plain, ordered, others, roles: [...plain, ...others].map(({ role }) => role) };
}

/** The people that a payload names, each once in a part; as `other` only who has no part before. */
export function readPeople(method: Method | null, members: JsonObject): readonly Person[] {
  const rows = peopleRows(method);
  if (rows === NO_ROWS) return NOBODY;
  const people: Person[] = [];
  const add = (role: PartyRole, text: string): void => {
    const isKnown = people.some((person) => isNamed(person, role, text));
    if (!isKnown) people.push({ role, text });
  };
  for (const { row, role } of rows.plain) for (const text of textsOf(members, row)) add(role, text);
  for (const [row, roles] of rows.ordered) {
    const taken = new Set(people.map(({ role }) => role));
    for (const [index, text] of textsOf(members, row).entries()) {
      const role = roles[index] ?? 'other';
      add(taken.has(role) ? 'other' : role, text);
    }
  }
  for (const { row, role } of rows.others) for (const text of textsOf(members, row)) add(role, text);
  return people.length === 0 ? NOBODY : people;
}

/** Whether somebody who was named makes it needless to name a text in a part. */
export function isNamed<Text>(
  person: { readonly role: PartyRole; readonly text: Text },
  role: PartyRole,
  text: Text,
): boolean {
  return person.text === text && (role === 'other' || person.role === role);
}

/** The texts at all places of a row; of lists their items. What is neither a text nor a number names nobody. */
function textsOf(members: JsonObject, row: Parameter): readonly string[] {
  return placesOf(members, row).flatMap(({ value }) =>
    (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]).flatMap((each) => asKey(each) ?? []),
  );
}

/**
 * The members by whose texts alone the people of a method's payloads are told, by name: each with the place of its row in `roles`.
 * None where lists or members at other places tell of them as well.
 */
export function personMembers(method: Method | null): ReadonlyMap<string, number> {
  const { plain, ordered, others } = peopleRows(method);
  const rows = [...plain, ...others].map(({ row }) => row);
  if (ordered.length > 0 || rows.some(({ paths }) => paths !== undefined)) return NO_MEMBERS;
  return new Map(rows.flatMap((row, place) => memberNames(row).map((name) => [name, place] as const)));
}

const NO_MEMBERS: ReadonlyMap<string, number> = new Map();

/** The user part of a SIP URI, without a password; also within angle brackets (RFC 3261 §25.1). */
const SIP_USER = /(?:^|<)\s*(?:sips?|tel):([^@;:>\s]+)/i;

/** Somebody in as few characters as tell who it is: the number or user of a URI, any other text as it is. */
export function personText(text: string): string {
  if (!text.includes(':')) return text;
  return SIP_USER.exec(text)?.[1] ?? text;
}
