import type { Dialect, Method, Parameter } from '../dialects/index.ts';

/** Where in a payload documented parameters lie: rows by path, its steps joined, `*` for every item of an array. */
export type ParameterPaths = ReadonlyMap<string, Parameter>;

const STEP = '\n';
const pathsOfMethod = new WeakMap<Method, ParameterPaths>();
const pathsOfUnknown = new WeakMap<Dialect, ParameterPaths>();
const secretNamesOf = new WeakMap<Dialect, ReadonlySet<string>>();

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

/** Names that are secret in any method of a dialect: they are so where no table expects them too. */
export function secretNames(dialect: Dialect): ReadonlySet<string> {
  let names = secretNamesOf.get(dialect);
  if (names === undefined) {
    const rows = [...dialect.contextParameters, ...dialect.methods.flatMap((method) => method.parameters)];
    names = new Set(
      rows.filter((row) => row.secret === 'value').flatMap((row) => [row.name, ...(row.aliases ?? [])]),
    );
    secretNamesOf.set(dialect, names);
  }
  return names;
}

function pathsOf(row: Parameter): readonly (readonly string[])[] {
  return row.paths ?? [row.name, ...(row.aliases ?? [])].map((name) => [name]);
}
