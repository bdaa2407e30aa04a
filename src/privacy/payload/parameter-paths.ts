import type { Dialect, Method, Parameter } from '../../dialects/index.ts';
import type { PersonalKind } from '../personal/personal-names.ts';
import type { HiddenNames } from '../text/text-spans.ts';

/**
 * The documented parameters by their path in a payload. A path is its steps joined by line breaks; `*` stands for every
 * item of an array.
 */
export type ParameterPaths = ReadonlyMap<string, Parameter>;

const STEP = '\n';
const pathsOfMethod = new WeakMap<Method, ParameterPaths>();
const pathsOfUnknown = new WeakMap<Dialect, ParameterPaths>();
const hiddenNamesOf = new WeakMap<Dialect, DialectNames>();

/** Names that are secret or personal in any method of a dialect. */
export interface DialectNames extends HiddenNames {
  /** Names, in lower case, of members whose value is a query, or a URL with one: its values are secret. */
  readonly queries: ReadonlySet<string>;
  /** For a text whose form may be broken: the value of a member that is a query is hidden as a whole. */
  readonly inText: HiddenNames;
}

/** The path of what lies one step below. The path of the payload itself is empty. */
export function pathBelow(path: string, step: string): string {
  return path === '' ? step : path + STEP + step;
}

/** The parameters of a method by path. A method that the dialect does not know (null) has the context parameters. */
export function parameterPaths(dialect: Dialect, method: Method | null): ParameterPaths {
  const known = method === null ? pathsOfUnknown.get(dialect) : pathsOfMethod.get(method);
  if (known !== undefined) return known;
  const rows =
    method === null ? dialect.contextParameters : [...dialect.contextParameters, ...method.parameters];
  const paths = new Map(rows.flatMap((row) => pathsOf(row).map((path) => [path.join(STEP), row] as const)));
  if (method === null) pathsOfUnknown.set(dialect, paths);
  else pathsOfMethod.set(method, paths);
  return paths;
}

/**
 * The names that are secret or personal in any method of a dialect. They are hidden wherever no table describes the
 * value.
 */
export function hiddenNames(dialect: Dialect): DialectNames {
  const known = hiddenNamesOf.get(dialect);
  if (known !== undefined) return known;
  const secret = new Set<string>();
  const queries = new Set<string>();
  const personal = new Map<string, PersonalKind>();
  for (const row of [...dialect.contextParameters, ...dialect.methods.flatMap((each) => each.parameters)]) {
    for (const name of namesOf(row)) {
      if (row.secret === 'value') secret.add(name);
      if (row.secret === 'query') queries.add(name);
      if (row.personal !== undefined) personal.set(name, row.personal);
    }
  }
  const names = { secret, personal, queries, inText: { secret: new Set([...secret, ...queries]), personal } };
  hiddenNamesOf.set(dialect, names);
  return names;
}

/** The same for a text whose form may be broken; see `DialectNames.inText`. */
export function namesInText(dialect: Dialect): HiddenNames {
  return hiddenNames(dialect).inText;
}

/** Names that are secret in any method of a dialect, in lower case. */
export function secretNames(dialect: Dialect): ReadonlySet<string> {
  return hiddenNames(dialect).secret;
}

/** All names under which a parameter's value may appear. */
function namesOf(row: Parameter): readonly string[] {
  const ends = (row.paths ?? []).flatMap((path) => path.at(-1) ?? []);
  return [row.name, ...(row.aliases ?? []), ...ends].map((name) => name.toLowerCase());
}

function pathsOf(row: Parameter): readonly (readonly string[])[] {
  return row.paths ?? [row.name, ...(row.aliases ?? [])].map((name) => [name]);
}
