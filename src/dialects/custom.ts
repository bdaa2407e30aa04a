/** A user's own dialect: a built-in one with methods, parameters and expectations added, changed or taken away. */
import { findInconsistencies, pointerTo } from './consistency.ts';
import {
  type CustomExpectation,
  type CustomFile,
  type CustomMethod,
  type CustomParameter,
  dialectReader,
} from './custom-schema.ts';
import type { Expectation } from './expectation.ts';
import { findMethod } from './lookup.ts';
import type { DialectProblem } from './shape.ts';
import type { Dialect, Method, Parameter } from './types.ts';

export type CustomDialect =
  | { readonly ok: true; readonly dialect: Dialect }
  /** At least one; in the order of the file. */
  | { readonly ok: false; readonly problems: readonly DialectProblem[] };

/**
 * Reads a dialect file, given as the value that its JSON text parsed to. `builtIn` are the dialects it may extend.
 * Nothing of the value is kept but strings, numbers and booleans that were checked.
 */
export function readCustomDialect(value: unknown, builtIn: ReadonlyMap<string, Dialect>): CustomDialect {
  const problems: DialectProblem[] = [];
  const file = dialectReader([...builtIn.keys()])(value, '', problems);
  const base = file === undefined ? undefined : builtIn.get(file.extends);
  if (file === undefined || base === undefined) return { ok: false, problems };
  if (builtIn.has(file.name)) {
    problems.push({
      pointer: '/name',
      found: `"${file.name}"`,
      expected: 'a name that no built-in dialect has',
    });
  }
  const methods = joinMethods(base, file, problems);
  const expectations = joinExpectations(base, file, problems);
  if (methods === null || expectations === null || problems.length > 0) return { ok: false, problems };
  const dialect: Dialect = {
    ...base,
    name: file.name,
    title: file.title ?? base.title,
    description: file.description ?? base.description,
    ports: [...new Set([...(file.ports ?? []), ...base.ports])],
    toleranceSeconds: file.toleranceSeconds ?? base.toleranceSeconds,
    methods,
    expectations,
  };
  const inconsistencies = findInconsistencies(dialect);
  return inconsistencies.length > 0 ? { ok: false, problems: inconsistencies } : { ok: true, dialect };
}

function joinMethods(base: Dialect, file: CustomFile, problems: DialectProblem[]): readonly Method[] | null {
  const joined = new Map(base.methods.map((method) => [method.name, method]));
  for (const [name, custom] of file.methods ?? []) {
    const known = findMethod(base, name);
    const pointer = pointerTo('methods', name);
    if (custom === null) {
      if (known === null) problems.push(nothingToRemove(pointer, `a method of ${base.name}`));
      else joined.delete(known.name);
    } else if (known !== null) {
      joined.set(known.name, changedMethod(base, known, custom, pointer, problems));
    } else {
      const added = newMethod(base, name, custom, pointer, problems);
      if (added !== null) joined.set(name, added);
    }
  }
  return problems.length > 0 ? null : [...joined.values()];
}

function changedMethod(
  base: Dialect,
  known: Method,
  custom: CustomMethod,
  pointer: string,
  problems: DialectProblem[],
): Method {
  const { parameters, context, ...fields } = custom;
  const contextNames = new Set(base.contextParameters.map((row) => row.name));
  const rows =
    context === false ? known.parameters.filter((row) => !contextNames.has(row.name)) : known.parameters;
  return {
    ...known,
    ...given(fields),
    aliases: [...new Set([...known.aliases, ...(fields.aliases ?? [])])],
    parameters: joinParameters(rows, parameters, pointer, problems),
  };
}

function newMethod(
  base: Dialect,
  name: string,
  custom: CustomMethod,
  pointer: string,
  problems: DialectProblem[],
): Method | null {
  const { description, hookType, parameters, context, ...fields } = custom;
  if (hookType === undefined) problems.push(noMember(pointer, 'hookType'));
  if (description === undefined) problems.push(noMember(pointer, 'description'));
  const rows = joinParameters(context === false ? [] : base.contextParameters, parameters, pointer, problems);
  if (hookType === undefined || description === undefined) return null;
  return {
    aliases: [],
    family: 'Custom',
    refusal: hookType === 3 ? 'no' : 'yes',
    dialog: null,
    whenMissing: `The backend does not get ${name}.`,
    ...given(fields),
    name,
    hookType,
    description,
    parameters: rows,
    source: 'CUSTOM',
  };
}

function joinParameters(
  rows: readonly Parameter[],
  customs: ReadonlyMap<string, CustomParameter | null> | undefined,
  methodPointer: string,
  problems: DialectProblem[],
): readonly Parameter[] {
  const joined = new Map(rows.map((row) => [row.name, row]));
  for (const [name, custom] of customs ?? []) {
    const pointer = methodPointer + pointerTo('parameters', name);
    const known = joined.get(name);
    if (custom === null) {
      if (!joined.delete(name)) problems.push(nothingToRemove(pointer, 'a parameter of the method'));
      continue;
    }
    const { secret, values, ...fields } = custom;
    const description = fields.description ?? known?.description;
    const types = fields.types ?? known?.types;
    if (description === undefined) problems.push(noMember(pointer, 'description'));
    if (types === undefined) problems.push(noMember(pointer, 'types'));
    if (description === undefined || types === undefined) continue;
    const { secret: wasSecret, ...rest } = known ?? { name, presence: 'optional' as const };
    const isSecret = secret ?? wasSecret !== undefined;
    joined.set(name, {
      ...rest,
      ...given(fields),
      description,
      types,
      ...(values && { values: { extent: 'open', ignoreCase: false, ...given(values) } }),
      ...(isSecret && { secret: wasSecret ?? 'value' }),
      source: 'CUSTOM',
    });
  }
  return [...joined.values()];
}

function joinExpectations(
  base: Dialect,
  file: CustomFile,
  problems: DialectProblem[],
): readonly Expectation[] | null {
  const joined = new Map(base.expectations.map((row) => [row.id, row]));
  for (const [id, custom] of file.expectations ?? []) {
    const pointer = pointerTo('expectations', id);
    const known = joined.get(id);
    if (custom === null) {
      if (!joined.delete(id)) problems.push(nothingToRemove(pointer, `an expectation of ${base.name}`));
      continue;
    }
    const row = joinExpectation(id, known, custom, pointer, problems);
    if (row !== null) joined.set(id, row);
  }
  return problems.length > 0 ? null : [...joined.values()];
}

function joinExpectation(
  id: string,
  known: Expectation | undefined,
  custom: CustomExpectation,
  pointer: string,
  problems: DialectProblem[],
): Expectation | null {
  const { after, expect, ...fields } = custom;
  const trigger: Expectation['after'] | undefined = after
    ? {
        answer: 'any',
        statuses: 'any',
        firstOfKey: false,
        earlier: [],
        ...given(after),
        parameters: (after.parameters ?? []).map((condition) => ({
          test: 'is' as const,
          within: 'request' as const,
          ...given(condition),
        })),
      }
    : known?.after;
  const ways =
    expect?.map(({ method, statuses }) => ({ method, statuses: statuses ?? ('any' as const) })) ??
    known?.expect;
  const windowSeconds = fields.windowSeconds ?? known?.windowSeconds;
  const key = fields.key ?? known?.key;
  if (trigger === undefined) problems.push(noMember(pointer, 'after'));
  if (ways === undefined) problems.push(noMember(pointer, 'expect'));
  if (key === undefined) problems.push(noMember(pointer, 'key'));
  if (windowSeconds === undefined) problems.push(noMember(pointer, 'windowSeconds'));
  if (trigger === undefined || ways === undefined || key === undefined || windowSeconds === undefined)
    return null;
  const missing = ways.map((way) => way.method).join(' or ');
  const defaults = {
    direction: 'forward',
    metBefore: 'tolerance',
    severity: 'error',
    excusedBy: ['policy-disabled', 'refused-under-fail', 'session-ended'],
    consequence: `The backend does not get ${missing}.`,
    remedies: [],
  } as const satisfies Partial<Expectation>;
  return {
    ...defaults,
    ...known,
    ...given(fields),
    id,
    after: trigger,
    expect: ways,
    key,
    windowSeconds,
    source: 'CUSTOM',
  };
}

type Given<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Those members that the file gave. */
function given<T extends object>(fields: T): Given<T> {
  // Object.entries loses the types of the members; none is changed here.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

function noMember(pointer: string, member: string): DialectProblem {
  return { pointer, found: `no member "${member}"`, expected: `a member "${member}", for it is new` };
}

function nothingToRemove(pointer: string, what: string): DialectProblem {
  return { pointer, found: 'null', expected: `${what}, which null takes away` };
}
