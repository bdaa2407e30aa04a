import { bytesOf } from '../../base/byte-writer.ts';
import type { Dialect, Method } from '../../dialects/index.ts';
import { type Masker, type MemberPlace, type MemberTreatment, pathBelow } from '../../privacy/index.ts';

/** Members that are remembered in a report, each at every place where it came. */
const MAX_MEMBERS = 8192;
/** Members that are remembered at one place. */
const MAX_MEMBERS_OF_PLACE = 64;
/** Names of which `JSON.parse` and `JSON.stringify` may make another order. */
const UNUSUAL_NAME = /^(?:\d*|__proto__)$/;

/** A place within an object where a member begins: after certain other members, in a certain object. */
export interface ShapePlace extends Omit<MemberPlace, 'name'> {
  /** The member before; null at the beginning of the object. */
  readonly after: ShapeMember | null;
  /** The members that began here. */
  readonly members: ShapeMember[];
}

/** A value that is known by the names before it: that of a member, or an item of a list that is the value of a member. */
export class ShapeMember implements MemberPlace {
  readonly dialect: Dialect;
  readonly method: Method | null;
  readonly path: string;
  readonly name: string;
  readonly treatment: MemberTreatment;
  /** Where it begins. */
  readonly place: ShapePlace;
  /** Its name in quotation marks and the colon after it. */
  readonly written: Uint8Array;
  /** Where the next member begins. */
  readonly next: ShapePlace;
  /** Where the first member begins of an object that is its value. */
  readonly inner: ShapePlace;
  /** The items of a list that is its value; null: none came yet. */
  items: ShapeMember | null = null;

  constructor(place: ShapePlace, path: string, name: string, treatment: MemberTreatment) {
    this.dialect = place.dialect;
    this.method = place.method;
    this.path = path;
    this.name = name;
    this.treatment = treatment;
    this.place = place;
    this.written = bytesOf(`"${name}":`);
    this.next = { ...place, after: this, members: [] };
    this.inner = { ...place, path, after: null, members: [] };
  }
}

/**
 * The members that payloads have, in the order in which they have them. What depends on names is decided once for each place
 * in this order: payloads of a method are alike.
 */
export class PayloadShapes {
  readonly #masker: Masker;
  readonly #roots = new Map<Method | Dialect, ShapePlace>();
  #count = 0;

  constructor(masker: Masker) {
    this.#masker = masker;
  }

  /** Where the payloads of a method begin; null stands for a method that the dialect does not know. */
  rootOf(dialect: Dialect, method: Method | null): ShapePlace {
    const key = method ?? dialect;
    let root = this.#roots.get(key);
    if (root === undefined) {
      root = { dialect, method, path: '', after: null, members: [] };
      this.#roots.set(key, root);
    }
    return root;
  }

  /**
   * Remembers a member at a place where it did not begin before. null where a payload with it has to be parsed, or where too
   * many are remembered.
   */
  newMember(place: ShapePlace, name: string): ShapeMember | null {
    if (this.#count >= MAX_MEMBERS || place.members.length >= MAX_MEMBERS_OF_PLACE) return null;
    if (UNUSUAL_NAME.test(name) || hasName(place, name)) return null;
    const member = this.#newValue(place, pathBelow(place.path, name), name);
    if (member !== null) place.members.push(member);
    return member;
  }

  /** The items of a list that is the value of a member; null as above. */
  itemsOf(member: ShapeMember): ShapeMember | null {
    member.items ??= this.#newValue(member.place, pathBelow(member.path, '*'), member.name);
    return member.items;
  }

  #newValue(place: ShapePlace, path: string, name: string): ShapeMember | null {
    const { dialect, method } = place;
    const treatment = this.#masker.treatment({ dialect, method, path, name });
    if (treatment === 'compare') return null;
    this.#count += 1;
    return new ShapeMember(place, path, name, treatment);
  }
}

/** Whether a member of this name began at an earlier place of the same object. */
function hasName(place: ShapePlace, name: string): boolean {
  for (let before = place.after; before !== null; before = before.place.after) {
    if (before.name === name) return true;
  }
  return false;
}
