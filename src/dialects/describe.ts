/** A method with everything that the tables say of it, resolved: what `hookscope hooks METHOD` shows. */
import type { Expectation } from './expectation.ts';
import { acceptedTypes, errorConsequence, findMethod } from './lookup.ts';
import { type Confidence, type Origin, SOURCES } from './sources.ts';
import {
  type Dialect,
  type ErrorPolicy,
  HOOK_TYPE_NAMES,
  type JsonType,
  type Method,
  type Parameter,
  type Presence,
  type ValueSet,
} from './types.ts';

export interface SourceDescription {
  readonly tag: string;
  readonly title: string;
  readonly url: string | null;
  readonly origin: Origin;
  readonly confidence: Confidence;
}

export interface ParameterDescription {
  readonly name: string;
  readonly aliases: readonly string[];
  /** With null, where that is accepted. */
  readonly types: readonly JsonType[];
  readonly presence: Presence;
  readonly values: ValueSet | null;
  readonly secret: boolean;
  /** What it tells of people; null where it tells nothing of them. */
  readonly personal: NonNullable<Parameter['personal']> | null;
  readonly description: string;
  readonly source: SourceDescription;
}

export interface MethodDescription {
  readonly dialect: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly family: string;
  readonly hookType: number;
  readonly hookTypeName: string;
  readonly description: string;
  readonly refusal: Method['refusal'];
  readonly clientCall: string | null;
  readonly dialog: Method['dialog'];
  readonly whenMissing: string;
  readonly source: SourceDescription;
  readonly parameters: readonly ParameterDescription[];
  /** Rows that this method opens. */
  readonly opens: readonly Expectation[];
  /** Rows that this method meets. */
  readonly meets: readonly Expectation[];
  /** What follows an error of the backend, by `restOnError`. */
  readonly onError: readonly { readonly policy: ErrorPolicy; readonly description: string }[];
}

const POLICIES: readonly ErrorPolicy[] = ['FAIL', 'LOG'];

/** Describes a method, by its name or an alias in any case; null where the dialect does not know it. */
export function describeMethod(dialect: Dialect, name: string): MethodDescription | null {
  const method = findMethod(dialect, name);
  if (method === null) return null;
  const is = (other: string): boolean => findMethod(dialect, other) === method;
  return {
    dialect: dialect.name,
    name: method.name,
    aliases: method.aliases,
    family: method.family,
    hookType: method.hookType,
    hookTypeName: HOOK_TYPE_NAMES[method.hookType],
    description: method.description,
    refusal: method.refusal,
    clientCall: method.clientCall ?? null,
    dialog: method.dialog,
    whenMissing: method.whenMissing,
    source: describeSource(method),
    parameters: method.parameters.map(describeParameter),
    opens: dialect.expectations.filter((row) => row.after.methods.some(is)),
    meets: dialect.expectations.filter((row) => row.expect.some((way) => is(way.method))),
    onError: POLICIES.flatMap((policy) => {
      const row = errorConsequence(dialect, method.name, method.hookType, policy);
      return row === null ? [] : [{ policy, description: row.description }];
    }),
  };
}

function describeParameter(row: Parameter): ParameterDescription {
  return {
    name: row.name,
    aliases: row.aliases ?? [],
    types: acceptedTypes(row),
    presence: row.presence,
    values: row.values ?? null,
    secret: row.secret !== undefined,
    personal: row.personal ?? null,
    description: row.description,
    source: describeSource(row),
  };
}

function describeSource(row: Method | Parameter): SourceDescription {
  return { tag: row.source, ...SOURCES[row.source] };
}
