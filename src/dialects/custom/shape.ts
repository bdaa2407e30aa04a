/**
 * Readers for JSON values of unknown shape. A reader returns the value with its type; where the value is not of that
 * type it returns undefined and adds the reasons to the problems. Only own members are looked up, so that `__proto__`
 * and similar names are ordinary names.
 */
import { oneOf, pointerTo } from '../json-pointer.ts';
import { type FormSchema, recordForm } from './forms.ts';

/** What is wrong with a dialect file, and where. */
export interface DialectProblem {
  /** JSON Pointer (RFC 6901); empty for the file as a whole. */
  readonly pointer: string;
  /** What is there, shortened. Text of the file: it must be escaped before it is printed. */
  readonly found: string;
  readonly expected: string;
}

type Read<T> = (value: unknown, pointer: string, problems: DialectProblem[]) => T | undefined;

export interface ShapeReader<T> {
  (value: unknown, pointer: string, problems: DialectProblem[]): T | undefined;
  /** The same as JSON Schema. Made when it is asked for: a run that only reads a file needs none. */
  readonly form: () => FormSchema;
}

/** The type of what a reader returns. */
export type ReadBy<R> = R extends ShapeReader<infer T> ? T : never;

interface ShapeMember<T, Needed extends boolean> {
  readonly reader: ShapeReader<T>;
  readonly needed: Needed;
  /** What the member is for, as an editor shows it. */
  readonly text: string | undefined;
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
export const needed = <T>(reader: ShapeReader<T>, text?: string): ShapeMember<T, true> => ({
  reader,
  needed: true,
  text,
});
/** A member that may be left out. */
export const maybe = <T>(reader: ShapeReader<T>, text?: string): ShapeMember<T, false> => ({
  reader,
  needed: false,
  text,
});

function reader<T>(read: Read<T>, form: () => FormSchema): ShapeReader<T> {
  return Object.assign(read, { form });
}

/** Text of `least` to `longest` characters. */
export function text(
  longest: number,
  pattern?: { readonly test: RegExp; readonly words: string },
  least = 1,
): ShapeReader<string> {
  const expected = pattern?.words ?? `text of ${least} to ${longest} characters`;
  return reader(
    (value, pointer, problems) =>
      typeof value === 'string' &&
      value.length >= least &&
      value.length <= longest &&
      (pattern === undefined || pattern.test.test(value))
        ? value
        : fail(value, pointer, problems, expected),
    () => ({
      type: 'string',
      minLength: least,
      maxLength: longest,
      ...(pattern !== undefined && { pattern: pattern.test.source }),
    }),
  );
}

/** One of these strings or numbers. */
export function choice<const T extends string | number>(...words: readonly T[]): ShapeReader<T> {
  const expected = typeof words[0] === 'number' ? `one of ${words.join(', ')}` : oneOf(words.map(String));
  return reader(
    (value, pointer, problems) =>
      words.find((word) => word === value) ?? fail(value, pointer, problems, expected),
    () => ({ enum: words }),
  );
}

export const flag: ShapeReader<boolean> = reader(
  (value, pointer, problems) =>
    typeof value === 'boolean' ? value : fail(value, pointer, problems, 'true or false'),
  () => ({ type: 'boolean' }),
);

/** A string, a number or a boolean. */
export const scalar: ShapeReader<string | number | boolean> = reader(
  (value, pointer, problems) =>
    typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
      ? value
      : fail(value, pointer, problems, 'a string, a number, true or false'),
  () => ({ type: ['string', 'number', 'boolean'] }),
);

/** A number from `least` to `greatest`, both included. */
export function numberWithin(least: number, greatest: number, whole = false): ShapeReader<number> {
  const expected = `a ${whole ? 'whole ' : ''}number from ${least} to ${greatest}`;
  return reader(
    (value, pointer, problems) =>
      typeof value === 'number' && value >= least && value <= greatest && (!whole || Number.isInteger(value))
        ? value
        : fail(value, pointer, problems, expected),
    () => ({ type: whole ? 'integer' : 'number', minimum: least, maximum: greatest }),
  );
}

/** Either of two forms; `isFirst` decides which. */
export function either<A, B>(
  isFirst: (value: unknown) => boolean,
  first: ShapeReader<A>,
  second: ShapeReader<B>,
): ShapeReader<A | B> {
  return reader<A | B>(
    (value, pointer, problems) => (isFirst(value) ? first : second)(value, pointer, problems),
    () => ({ anyOf: [first.form(), second.form()] }),
  );
}

/** null, or what the reader accepts. */
export function orNull<T>(inner: ShapeReader<T>): ShapeReader<T | null> {
  return reader<T | null>(
    (value, pointer, problems) => (value === null ? null : inner(value, pointer, problems)),
    () => ({ anyOf: [{ type: 'null' }, inner.form()] }),
  );
}

/** A reader that is used within itself. Its schema is under `name` in the `$defs` of the whole. */
export function within<T>(name: string, find: () => ShapeReader<T>): ShapeReader<T> {
  return reader(
    (value, pointer, problems) => find()(value, pointer, problems),
    () => ({ $ref: `#/$defs/${name}` }),
  );
}

export function list<T>(item: ShapeReader<T>, least = 0): ShapeReader<readonly T[]> {
  return reader<readonly T[]>(
    (value, pointer, problems) => {
      if (!Array.isArray(value) || value.length < least) {
        return fail(value, pointer, problems, least === 0 ? 'a list' : `a list of at least ${least}`);
      }
      const items = value.map((each, index) => item(each, pointer + pointerTo(index), problems));
      return items.every((each) => each !== undefined) ? items : undefined;
    },
    () => ({ type: 'array', items: item.form(), ...(least > 0 && { minItems: least }) }),
  );
}

/** An object whose member names the user chooses. */
export function table<N extends string, T>(
  name: ShapeReader<N>,
  entry: ShapeReader<T>,
): ShapeReader<ReadonlyMap<N, T>> {
  return reader<ReadonlyMap<N, T>>(
    (value, pointer, problems) => {
      if (!isRecord(value)) return fail(value, pointer, problems, 'an object');
      const entries = new Map<N, T>();
      for (const [key, each] of Object.entries(value)) {
        const at = pointer + pointerTo(key);
        const known = name(key, at, problems);
        if (known === undefined) continue;
        const read = entry(each, at, problems);
        if (read !== undefined) entries.set(known, read);
      }
      return entries;
    },
    () => ({ type: 'object', propertyNames: name.form(), additionalProperties: entry.form() }),
  );
}

/** One of several forms of an object; the text in its member `tag` says which, or `otherwise` where it is left out. */
export function variant<V extends Readonly<Record<string, ShapeReader<unknown>>>>(
  tag: string,
  forms: V,
  otherwise?: keyof V & string,
): ShapeReader<ReadBy<V[keyof V]>> {
  const readTag = choice(...Object.keys(forms));
  return reader(
    (value, pointer, problems) => {
      if (!isRecord(value)) return fail(value, pointer, problems, 'an object');
      if (!Object.hasOwn(value, tag) && otherwise === undefined) {
        problems.push({ pointer, found: `no member "${tag}"`, expected: `a member "${tag}"` });
        return undefined;
      }
      const form = Object.hasOwn(value, tag)
        ? readTag(value[tag], pointer + pointerTo(tag), problems)
        : otherwise;
      // The reader of a form gives the type of that form.
      return form === undefined
        ? undefined
        : (forms[form]?.(value, pointer, problems) as ReadBy<V[keyof V]> | undefined);
    },
    () => ({ anyOf: Object.values(forms).map((each) => each.form()) }),
  );
}

/** One of several forms of an object, told apart by a member that each has and the others have not. */
export function formByMember<V extends Readonly<Record<string, ShapeReader<unknown>>>>(
  forms: V,
): ShapeReader<ReadBy<V[keyof V]>> {
  const names = Object.keys(forms);
  return reader(
    (value, pointer, problems) => {
      if (!isRecord(value)) return fail(value, pointer, problems, 'an object');
      const [first, second] = names.filter((name) => Object.hasOwn(value, name));
      if (first === undefined || second !== undefined) {
        const found = first === undefined ? 'none of these members' : `both "${first}" and "${second}"`;
        problems.push({
          pointer,
          found,
          expected: `exactly ${oneOf(names).replace('one of', 'one of the members')}`,
        });
        return undefined;
      }
      return forms[first]?.(value, pointer, problems) as ReadBy<V[keyof V]> | undefined;
    },
    () => ({ anyOf: Object.values(forms).map((each) => each.form()) }),
  );
}

/** An object with these members and no others. */
export function record<M extends Members>(members: M): ShapeReader<RecordOf<M>> {
  const names = Object.keys(members);
  return reader(
    (value, pointer, problems) => {
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
      const read = names.map(
        (key) => [key, readMember(value, key, members[key], pointer, problems)] as const,
      );
      if (problems.length > before) return undefined;
      // Every member was read by the reader that its type comes from.
      return Object.fromEntries(read) as RecordOf<M>;
    },
    () =>
      recordForm(
        Object.entries(members).map(([name, member]) => ({
          name,
          form: member.reader.form(),
          needed: member.needed,
          text: member.text,
        })),
      ),
  );
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
