/**
 * Readers for JSON values of unknown shape: a reader gives the value with its type, or undefined and says why not.
 * Members are only ever reached as own members, so that `__proto__` and its like are nothing but names.
 */
import { oneOf, pointerTo } from './consistency.ts';

/** What is wrong with a dialect file, and where. */
export interface DialectProblem {
  /** JSON Pointer (RFC 6901); empty for the file as a whole. */
  readonly pointer: string;
  /** What stands there, shortened. From the file: not safe to print as it is. */
  readonly found: string;
  readonly expected: string;
}

export type Reader<T> = (value: unknown, pointer: string, problems: DialectProblem[]) => T | undefined;

interface Member<T, Needed extends boolean> {
  readonly reader: Reader<T>;
  readonly needed: Needed;
}

type Members = Readonly<Record<string, Member<unknown, boolean>>>;
type RecordOf<M extends Members> = {
  readonly [K in keyof M]: M[K] extends Member<infer T, true>
    ? T
    : M[K] extends Member<infer T, false>
      ? T | undefined
      : never;
};

const SHOWN_CHARACTERS = 40;

export const needed = <T>(reader: Reader<T>): Member<T, true> => ({ reader, needed: true });
export const maybe = <T>(reader: Reader<T>): Member<T, false> => ({ reader, needed: false });

/** Text of 1 to `longest` characters. */
export function text(
  longest: number,
  pattern?: { readonly test: RegExp; readonly words: string },
): Reader<string> {
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
export function choice<const T extends string | number>(...words: readonly T[]): Reader<T> {
  const expected = typeof words[0] === 'number' ? `one of ${words.join(', ')}` : oneOf(words.map(String));
  return (value, pointer, problems) =>
    words.find((word) => word === value) ?? fail(value, pointer, problems, expected);
}

export const flag: Reader<boolean> = (value, pointer, problems) =>
  typeof value === 'boolean' ? value : fail(value, pointer, problems, 'true or false');

/** A string, a number or a boolean. */
export const scalar: Reader<string | number | boolean> = (value, pointer, problems) =>
  typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? value
    : fail(value, pointer, problems, 'a string, a number, true or false');

/** A number from `least` to `greatest`, both included. */
export function numberWithin(least: number, greatest: number, whole = false): Reader<number> {
  const expected = `a ${whole ? 'whole ' : ''}number from ${least} to ${greatest}`;
  return (value, pointer, problems) =>
    typeof value === 'number' && value >= least && value <= greatest && (!whole || Number.isInteger(value))
      ? value
      : fail(value, pointer, problems, expected);
}

/** Either of two forms, told apart by `isFirst`. */
export function either<A, B>(
  isFirst: (value: unknown) => boolean,
  first: Reader<A>,
  second: Reader<B>,
): Reader<A | B> {
  return (value, pointer, problems) => (isFirst(value) ? first : second)(value, pointer, problems);
}

/** null as well. */
export function orNull<T>(reader: Reader<T>): Reader<T | null> {
  return (value, pointer, problems) => (value === null ? null : reader(value, pointer, problems));
}

export function list<T>(item: Reader<T>, least = 0): Reader<readonly T[]> {
  return (value, pointer, problems) => {
    if (!Array.isArray(value) || value.length < least) {
      return fail(value, pointer, problems, least === 0 ? 'a list' : `a list of at least ${least}`);
    }
    const items = value.map((each, index) => item(each, pointer + pointerTo(index), problems));
    return items.every((each) => each !== undefined) ? items : undefined;
  };
}

/** An object whose member names are the user's own. */
export function table<T>(name: Reader<string>, entry: Reader<T>): Reader<ReadonlyMap<string, T>> {
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

/** An object with these members and no others. */
export function record<M extends Members>(members: M): Reader<RecordOf<M>> {
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
  member: Member<unknown, boolean> | undefined,
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

/** A value in few words. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'string') return `"${shorten(value)}"`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function shorten(written: string): string {
  return written.length > SHOWN_CHARACTERS ? `${written.slice(0, SHOWN_CHARACTERS)}…` : written;
}
