import type { Dialect, Method, Parameter } from '../../dialects/index.ts';
import type { PersonalKind } from '../personal/personal-names.ts';
import type { HiddenNames } from '../text/hidden-names.ts';

/** Where in a payload documented parameters lie: rows by path, its steps joined, `*` for every item of an array. */
export type ParameterPaths = ReadonlyMap<string, Parameter>;

const STEP = '\n';
const pathsOfMethod = new WeakMap<Method, ParameterPaths>();
const pathsOfUnknown = new WeakMap<Dialect, ParameterPaths>();
const hiddenNamesOf = new WeakMap<Dialect, HiddenNames>();

/** A path one step longer. The path of the payload itself is empty. */
export function below(path: string, step: string): string {
  return path === '' ? step : path + STEP + step;
}

/** The paths of a method's parameters; of the context parameters for a method that the dialect does not know. */
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

/** Names that are secret or personal in any method of a dialect: they are so where no table expects them too. */
export function hiddenNames(dialect: Dialect): HiddenNames {
  const known = hiddenNamesOf.get(dialect);
  if (known !== undefined) return known;
  const secret = new Set<string>();
  const personal = new Map<string, PersonalKind>();
  for (const row of [...dialect.contextParameters, ...dialect.methods.flatMap((each) => each.parameters)]) {
    for (const name of namesOf(row)) {
      if (row.secret === 'value') secret.add(name);
      if (row.personal !== undefined) personal.set(name, row.personal);
    }
  }
  const names = { secret, personal };
  hiddenNamesOf.set(dialect, names);
  return names;
}

/** Names that are secret in any method of a dialect, in lower case. */
export function secretNames(dialect: Dialect): ReadonlySet<string> {
  return hiddenNames(dialect).secret;
}

/** The names of a row's value, wherever it lies. */
function namesOf(row: Parameter): readonly string[] {
  const ends = (row.paths ?? []).flatMap((path) => path.at(-1) ?? []);
  return [row.name, ...(row.aliases ?? []), ...ends].map((name) => name.toLowerCase());
}

function pathsOf(row: Parameter): readonly (readonly string[])[] {
  return row.paths ?? [row.name, ...(row.aliases ?? [])].map((name) => [name]);
}
