/**
 * Readers for JSON values of unknown shape. A reader returns the value with its type; where the value is not of that
 * type it returns undefined and adds the reasons to the problems. Only own members are looked up, so that `__proto__`
 * and similar names are ordinary names.
 */
import { oneOf, pointerTo } from '../json-pointer.ts';

/** What is wrong with a dialect file, and where. */
export interface DialectProblem {
  /** JSON Pointer (RFC 6901); empty for the file as a whole. */
  readonly pointer: string;
  /** What is there, shortened. Text of the file: it must be escaped before it is printed. */
  readonly found: string;
  readonly expected: string;
}

export type ShapeReader<T> = (value: unknown, pointer: string, problems: DialectProblem[]) => T | undefined;

/** The type of what a reader returns. */
export type ReadBy<R> = R extends ShapeReader<infer T> ? T : never;

interface ShapeMember<T, Needed extends boolean> {
  readonly reader: ShapeReader<T>;
  readonly needed: Needed;
}

type Members = Readonly<Record<string, ShapeMember<unknown, boolean>>>;
type RecordOf<M extends Members> = {
  readonly [K in keyof M]: M[K] extends ShapeMember<infer T, true>
    ? T
    : M[K] extends ShapeMember<infer T, false>
      ? T | undefined
      : never;
};

const SHOWN_CHARACTERS = 40;

/** A member that must be there. */
export const needed = <T>(reader: ShapeReader<T>): ShapeMember<T, true> => ({ reader, needed: true });
/** A member that may be left out. */
export const maybe = <T>(reader: ShapeReader<T>): ShapeMember<T, false> => ({ reader, needed: false });

/** Text of 1 to `longest` characters. */
export function text(
  longest: number,
  pattern?: { readonly test: RegExp; readonly words: string },
): ShapeReader<string> {
  const expected = pattern?.words ?? `text of 1 to ${longest} characters`;
  return (value, pointer, problems) =>
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= longest &&
    (pattern === undefined || pattern.test.test(value))
      ? value
      : fail(value, pointer, problems, expected);
}

/** One of these strings or numbers. */
export function choice<const T extends string | number>(...words: readonly T[]): ShapeReader<T> {
  const expected = typeof words[0] === 'number' ? `one of ${words.join(', ')}` : oneOf(words.map(String));
  return (value, pointer, problems) =>
    words.find((word) => word === value) ?? fail(value, pointer, problems, expected);
}

export const flag: ShapeReader<boolean> = (value, pointer, problems) =>
  typeof value === 'boolean' ? value : fail(value, pointer, problems, 'true or false');

/** A string, a number or a boolean. */
export const scalar: ShapeReader<string | number | boolean> = (value, pointer, problems) =>
  typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? value
    : fail(value, pointer, problems, 'a string, a number, true or false');

/** A number from `least` to `greatest`, both included. */
export function numberWithin(least: number, greatest: number, whole = false): ShapeReader<number> {
  const expected = `a ${whole ? 'whole ' : ''}number from ${least} to ${greatest}`;
  return (value, pointer, problems) =>
    typeof value === 'number' && value >= least && value <= greatest && (!whole || Number.isInteger(value))
      ? value
      : fail(value, pointer, problems, expected);
}

/** Either of two forms; `isFirst` decides which. */
export function either<A, B>(
  isFirst: (value: unknown) => boolean,
  first: ShapeReader<A>,
  second: ShapeReader<B>,
): ShapeReader<A | B> {
  return (value, pointer, problems) => (isFirst(value) ? first : second)(value, pointer, problems);
}

/** null, or what the reader accepts. */
export function orNull<T>(reader: ShapeReader<T>): ShapeReader<T | null> {
  return (value, pointer, problems) => (value === null ? null : reader(value, pointer, problems));
}

export function list<T>(item: ShapeReader<T>, least = 0): ShapeReader<readonly T[]> {
  return (value, pointer, problems) => {
    if (!Array.isArray(value) || value.length < least) {
      return fail(value, pointer, problems, least === 0 ? 'a list' : `a list of at least ${least}`);
    }
    const items = value.map((each, index) => item(each, pointer + pointerTo(index), problems));
    return items.every((each) => each !== undefined) ? items : undefined;
  };
}

/** An object whose member names the user chooses. */
export function table<T>(
  name: ShapeReader<string>,
  entry: ShapeReader<T>,
): ShapeReader<ReadonlyMap<string, T>> {
  return (value, pointer, problems) => {
    if (!isRecord(value)) return fail(value, pointer, problems, 'an object');
    const entries = new Map<string, T>();
    for (const [key, each] of Object.entries(value)) {
      const at = pointer + pointerTo(key);
      if (name(key, at, problems) === undefined) continue;
      const read = entry(each, at, problems);
      if (read !== undefined) entries.set(key, read);
    }
    return entries;
  };
}

/** One of several forms of an object; the text in its member `tag` says which. */
export function variant<V extends Readonly<Record<string, ShapeReader<unknown>>>>(
  tag: string,
  forms: V,
): ShapeReader<ReadBy<V[keyof V]>> {
  const readTag = choice(...Object.keys(forms));
  return (value, pointer, problems) => {
    if (!isRecord(value)) return fail(value, pointer, problems, 'an object');
    if (!Object.hasOwn(value, tag)) {
      problems.push({ pointer, found: `no member "${tag}"`, expected: `a member "${tag}"` });
      return undefined;
    }
    const form = readTag(value[tag], pointer + pointerTo(tag), problems);
    // The reader of a form gives the type of that form.
    return form === undefined ? undefined : (forms[form]?.(value, pointer, problems) as ReadBy<V[keyof V]>);
  };
}

/** An object with these members and no others. */
export function record<M extends Members>(members: M): ShapeReader<RecordOf<M>> {
  const names = Object.keys(members);
  return (value, pointer, problems) => {
    if (!isRecord(value)) return fail(value, pointer, problems, 'an object');
    const before = problems.length;
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(members, key)) {
        problems.push({
          pointer: pointer + pointerTo(key),
          found: `a member "${shorten(key)}"`,
          expected: oneOf(names),
        });
      }
    }
    const read = names.map((key) => [key, readMember(value, key, members[key], pointer, problems)] as const);
    if (problems.length > before) return undefined;
    // Every member was read by the reader that its type comes from.
    return Object.fromEntries(read) as RecordOf<M>;
  };
}

function readMember(
  value: Readonly<Record<string, unknown>>,
  key: string,
  member: ShapeMember<unknown, boolean> | undefined,
  pointer: string,
  problems: DialectProblem[],
): unknown {
  if (member === undefined) return undefined;
  if (Object.hasOwn(value, key)) return member.reader(value[key], pointer + pointerTo(key), problems);
  if (member.needed) problems.push({ pointer, found: `no member "${key}"`, expected: `a member "${key}"` });
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fail(value: unknown, pointer: string, problems: DialectProblem[], expected: string): undefined {
  problems.push({ pointer, found: shown(value), expected });
  return undefined;
}

/** A value in a few words. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'string') return `"${shorten(value)}"`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function shorten(written: string): string {
  return written.length > SHOWN_CHARACTERS ? `${written.slice(0, SHOWN_CHARACTERS)}…` : written;
}
