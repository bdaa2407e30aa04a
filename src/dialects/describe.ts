/** A method with everything that the tables say about it, resolved: what `hookscope hooks METHOD` shows. */
import { failureText } from './acceptance.ts';
import { type ErrorPolicy, policySetting } from './client-config.ts';
import type { Expectation } from './expectation.ts';
import { acceptedTypes, errorConsequence, findMethod } from './lookup.ts';
import { HOOK_TYPES, type Method, type MethodRole } from './method.ts';
import type { JsonType, Parameter, Presence, ValueSet } from './parameter.ts';
import type { Confidence, SourceOrigin } from './source.ts';
import { SOURCES } from './sources.ts';
import type { Dialect } from './types.ts';
import { TEXT_WORDS } from './written-text.ts';

export interface SourceDescription {
  readonly tag: string;
  readonly title: string;
  readonly url: string | null;
  readonly origin: SourceOrigin;
  readonly confidence: Confidence;
}

export interface ParameterDescription {
  readonly name: string;
  readonly aliases: readonly string[];
  /** The types of the row, and null where null is accepted. */
  readonly types: readonly JsonType[];
  readonly presence: Presence;
  /** What a string of it is written as, in words; null where any will do. */
  readonly text: string | null;
  /** What the absent member stands for; null: nothing. */
  readonly absentMeans: string | null;
  readonly values: ValueSet | null;
  readonly secret: boolean;
  /** What it tells about people; null where it tells nothing about them. */
  readonly personal: NonNullable<Parameter['personal']> | null;
  /** Which part the person has in the call whom it names; a list is for its values in their order. null where it names nobody. */
  readonly party: NonNullable<Parameter['party']> | null;
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
  /** Expectations that this method opens. */
  readonly opens: readonly Expectation[];
  /** Expectations that this method meets. */
  readonly meets: readonly Expectation[];
  /** What follows an error of the backend. */
  readonly onError: readonly ErrorDescription[];
}

export interface ErrorDescription {
  /** The word of the system's configuration that leads to this; `any` where the system has no such words. */
  readonly policy: string;
  /** After which failures, in words that follow "after"; left out: after any that has no row of its own. */
  readonly after?: string;
  readonly description: string;
}

const POLICIES: readonly ErrorPolicy[] = ['stop', 'go-on'];

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
    hookType: HOOK_TYPES[method.role],
    hookTypeName: dialect.roleNames[method.role],
    description: method.description,
    refusal: method.refusal,
    clientCall: method.clientCall ?? null,
    dialog: method.dialog,
    whenMissing: method.whenMissing,
    source: describeSource(method),
    parameters: method.parameters.map(describeParameter),
    opens: dialect.expectations.filter((row) => row.after.methods.some(is)),
    meets: dialect.expectations.filter((row) => row.expect.some((way) => is(way.method))),
    onError: onErrorOf(dialect, method),
  };
}

function onErrorOf(dialect: Dialect, { name, role }: Method): readonly ErrorDescription[] {
  const rows = POLICIES.map((policy) => ({
    row: errorConsequence(dialect, name, role, policy, null),
    word: policySetting(dialect.clientConfig, policy)?.word,
  }));
  const described = rows.flatMap(({ row, word }) =>
    row === null ? [] : [{ policy: word ?? 'any', description: row.description }],
  );
  return [
    // A system without words for policies has the same row for both: it is listed once.
    ...described.filter((each, index) => each.policy !== 'any' || index === 0),
    ...narrowerRows(dialect, name, role),
  ];
}

/** The rows that hold after some failures only. */
function narrowerRows(dialect: Dialect, name: string, role: MethodRole): readonly ErrorDescription[] {
  return dialect.errorMatrix.flatMap((row) => {
    const after = failureText(row);
    if (after === null || row.role !== role) return [];
    if (row.method !== undefined && row.method.toLowerCase() !== name.toLowerCase()) return [];
    const word = row.policy === 'any' ? undefined : policySetting(dialect.clientConfig, row.policy)?.word;
    return [{ policy: word ?? 'any', after, description: row.description }];
  });
}

function describeParameter(row: Parameter): ParameterDescription {
  return {
    name: row.name,
    aliases: row.aliases ?? [],
    types: acceptedTypes(row),
    presence: row.presence,
    text: row.text === undefined ? null : TEXT_WORDS[row.text],
    absentMeans: row.absentMeans ?? null,
    values: row.values ?? null,
    secret: row.secret !== undefined,
    personal: row.personal ?? null,
    party: row.party ?? null,
    description: row.description,
    source: describeSource(row),
  };
}

function describeSource(row: Method | Parameter): SourceDescription {
  return { tag: row.source, ...SOURCES[row.source] };
}
