import type { Packer } from './packer.ts';
import { Malformed, Unpacker } from './unpacker.ts';

/** How values of a kind stand as bytes: one description from which they are written, read and checked. */
export interface Shape<Value> {
  /** What stands there, in words: files whose forms differ cannot be read with each other's shapes. */
  readonly form: string;
  readonly write: (value: Value, to: Packer) => void;
  readonly read: (from: Unpacker) => Value;
}

/** The value of a shape. */
export type ValueOf<Any> = Any extends Shape<infer Value> ? Value : never;

export type Unpacked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string };

/** Reads all bytes from a place on as one value of a shape. Whatever the bytes are, it ends well. */
export function unpack<Value>({ read }: Shape<Value>, bytes: Buffer, from = 0): Unpacked<Value> {
  const unpacker = new Unpacker(bytes, from);
  try {
    const value = read(unpacker);
    if (unpacker.left > 0) unpacker.fail('more data follow');
    return { ok: true, value };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, message: error.message };
    throw error;
  }
}

/** An integer from 0 on. */
export const whole: Shape<number> = {
  form: 'whole',
  write: (value, to) => to.whole(value),
  read: (from) => from.whole(),
};

/** An integer from -1 on: -1 stands for "none". */
export const wholeOrNone: Shape<number> = {
  form: 'whole or none',
  write: (value, to) => to.whole(value + 1),
  read: (from) => from.whole() - 1,
};

/** An integer below a bound. `what` names it in the message about one that is not. */
export function below(bound: () => number, what: string): Shape<number> {
  return {
    form: `number of ${what}`,
    write: (value, to) => to.whole(value),
    read: (from) => {
      const value = from.whole();
      return value < bound() ? value : from.fail(`there is no ${what} ${value}`);
    },
  };
}

export const float: Shape<number> = {
  form: 'float',
  write: (value, to) => to.float(value),
  read: (from) => from.float(),
};

/** The last second that a date can tell (ECMA-262 §21.4.1.1). */
const LAST_SECOND = 8.64e12;

/** Seconds since 1970, or NaN for none. */
export const seconds: Shape<number> = {
  form: 'seconds',
  write: (value, to) => to.float(value),
  read: (from) => {
    const value = from.float();
    return Math.abs(value) > LAST_SECOND ? from.fail('a time that no date can tell') : value;
  },
};

export const flag: Shape<boolean> = {
  form: 'flag',
  write: (value, to) => to.byte(value ? 1 : 0),
  read: (from) => from.byte() === 1,
};

export const text: Shape<string> = {
  form: 'text',
  write: (value, to) => to.text(value),
  read: (from) => from.text(),
};

/** One of some words or numbers, each of which has to be named, so that the compiler tells of one that was added. */
export function oneOf<Word extends string | number>(words: Readonly<Record<Word, true>>): Shape<Word> {
  const known = Object.keys(words);
  const values = known.map((word) => (isNumeric(word) ? Number(word) : word) as Word);
  return {
    form: `one of ${known.join()}`,
    write: (value, to) => {
      const number = values.indexOf(value);
      if (number < 0) throw new Error(`${value} is none of ${known.join()}`);
      to.byte(number);
    },
    read: (from) => values[from.byte()] ?? from.fail('an unknown word'),
  };
}

function isNumeric(word: string): boolean {
  return /^\d+$/.test(word);
}

/** A side or direction: 0 or 1. */
export const zeroOrOne: Shape<0 | 1> = oneOf<0 | 1>({ 0: true, 1: true });

export function nullable<Value>(shape: Shape<Value>): Shape<Value | null> {
  return {
    form: `${shape.form} or null`,
    write: (value, to) => {
      to.byte(value === null ? 0 : 1);
      if (value !== null) shape.write(value, to);
    },
    read: (from) => (from.byte() === 0 ? null : shape.read(from)),
  };
}

/** The same value, held in another way. */
export function converted<Value, Stored>(
  shape: Shape<Stored>,
  { stored, value }: { readonly stored: (value: Value) => Stored; readonly value: (stored: Stored) => Value },
): Shape<Value> {
  return {
    form: shape.form,
    write: (each, to) => shape.write(stored(each), to),
    read: (from) => value(shape.read(from)),
  };
}

/** An object that several values have in common: it is written once, and is one object again. */
export function shared<Value extends object>(shape: Shape<Value>): Shape<Value> {
  const sharing: Shape<Value> = {
    form: `shared ${shape.form}`,
    write: (value, to) => {
      const number = to.sharedNumber(sharing, value);
      to.whole(number === null ? 0 : number + 1);
      if (number === null) shape.write(value, to);
    },
    read: (from) => {
      const known = from.sharedOf(sharing);
      const number = from.whole();
      if (number > 0) return (known[number - 1] as Value | undefined) ?? from.fail('an object is absent');
      const value = shape.read(from);
      known.push(value);
      return value;
    },
  };
  return sharing;
}
