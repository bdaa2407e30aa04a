import {
  acceptedTypes,
  type JsonType,
  type Method,
  type Parameter,
  type TextForm,
} from '../../dialects/index.ts';

/** One bit for each JSON type, so that a set of types is a number. */
export const TYPE_BITS = {
  string: 1,
  integer: 2,
  number: 4,
  boolean: 8,
  object: 16,
  array: 32,
  null: 64,
} as const satisfies Readonly<Record<JsonType, number>>;

/** A row of a parameter table, prepared for checking many values. */
export interface ParameterCheck {
  readonly parameter: Parameter;
  /** A bit of its own for a row without which the call is of no use; 0 for others. */
  readonly neededBit: number;
  /** Bits of the types the value may have. */
  readonly accepts: number;
  /** What a string must be written as; null where any will do. */
  readonly text: TextForm | null;
  /** Bits of the types an item of an array may have; 0 where any will do. */
  readonly acceptsItems: number;
  /** What the table says of the types of the value and of its items. */
  readonly documented: readonly JsonType[];
  readonly documentedItems: readonly JsonType[];
  readonly knownValues: readonly string[];
  /** No other values than the known ones may be. */
  readonly isClosed: boolean;
  /** Known values as written, where others are worth a note; null where any will do. */
  readonly known: ReadonlySet<string> | null;
  /** The same in lower case, where case makes no difference. */
  readonly knownLower: ReadonlySet<string> | null;
}

/** A method's table, prepared once. */
export interface MethodTable {
  /**
   * The check of a member by its name or alias; null for a name that is known only as the beginning of a row's path,
   * undefined for an unknown one. `position`: which member of the payload it is, counted from 0. Servers write the
   * members of a method in the same order each time, so the one that stood there before is looked at first.
   */
  readonly checkOf: (name: string, position: number) => ParameterCheck | null | undefined;
  /** Rows whose values lie deeper in the payload. */
  readonly nested: readonly ParameterCheck[];
  /** Rows without which the call is of no use. */
  readonly needed: readonly NeededParameter[];
  /** All bits of `needed`; null where there are more rows than bits. */
  readonly neededBits: number | null;
  /** Names and aliases of all rows. */
  readonly names: readonly string[];
}

export interface NeededParameter {
  readonly parameter: Parameter;
  /** Name and aliases. */
  readonly names: readonly string[];
}

const tableOf = new WeakMap<Method, MethodTable>();

/** The prepared table of a method. */
export function methodTable(method: Method): MethodTable {
  const known = tableOf.get(method);
  if (known !== undefined) return known;
  const made = prepare(method);
  tableOf.set(method, made);
  return made;
}

/** Bits of a number that `|` keeps positive. */
const BITS = 31;
/** Members of a payload whose order is remembered. */
const REMEMBERED_MEMBERS = 128;

function prepare(method: Method): MethodTable {
  const members = new Map<string, ParameterCheck | null>();
  const nested: ParameterCheck[] = [];
  const needed = method.parameters.filter((row) => row.presence === 'key');
  for (const row of method.parameters) {
    const index = needed.indexOf(row);
    const check = checkFor(row, index < 0 || index >= BITS ? 0 : 2 ** index);
    if (row.paths === undefined) for (const name of spellings(row)) members.set(name, check);
    else {
      nested.push(check);
      for (const root of row.paths.flatMap((path) => path.slice(0, 1))) {
        if (!members.has(root)) members.set(root, null);
      }
    }
  }
  return {
    checkOf: rememberingOrder(members),
    nested,
    needed: needed.map((parameter) => ({ parameter, names: spellings(parameter) })),
    neededBits: needed.length > BITS ? null : 2 ** needed.length - 1,
    names: [...members.keys()],
  };
}

function rememberingOrder(members: ReadonlyMap<string, ParameterCheck | null>): MethodTable['checkOf'] {
  const names: string[] = [];
  const checks: (ParameterCheck | null | undefined)[] = [];
  return (name, position) => {
    if (names[position] === name) return checks[position];
    const check = members.get(name);
    // Unknown names are not kept: a capture may hold any number of them, of any length.
    if (check !== undefined && position <= names.length && position < REMEMBERED_MEMBERS) {
      names[position] = name;
      checks[position] = check;
    }
    return check;
  };
}

function checkFor(parameter: Parameter, neededBit: number): ParameterCheck {
  const items = parameter.items ?? [];
  const set = parameter.values?.extent === 'examples' ? undefined : parameter.values;
  // The absence of what is needed is told by a rule of its own, and null is as good as absent.
  const types: readonly JsonType[] =
    parameter.presence === 'key' ? [...parameter.types, 'null'] : acceptedTypes(parameter);
  return {
    parameter,
    neededBit,
    accepts: bits(types),
    text: parameter.text ?? null,
    acceptsItems: bits(items),
    documented: parameter.types,
    documentedItems: items,
    knownValues: set?.values ?? [],
    isClosed: set?.extent === 'closed',
    known: set === undefined ? null : new Set(set.values),
    knownLower: set?.ignoreCase ? new Set(set.values.map((value) => value.toLowerCase())) : null,
  };
}

function spellings(row: Parameter): readonly string[] {
  return [row.name, ...(row.aliases ?? [])];
}

function bits(types: readonly JsonType[]): number {
  let sum = 0;
  for (const type of types) sum |= type === 'number' ? TYPE_BITS.number | TYPE_BITS.integer : TYPE_BITS[type];
  return sum;
}
