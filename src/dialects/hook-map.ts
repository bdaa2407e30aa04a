import { findMethod, methodNames } from './lookup.ts';
import type { HookPath } from './recognition.ts';
import type { Dialect } from './types.ts';

/** Requests to a path are calls of a method, as the user says. */
export type HookMapping = Pick<HookPath, 'path' | 'method'>;

/** The dialects with the user's paths; or the first mapping whose method none of them knows, with all names that they know. */
export type MappedDialects =
  | { readonly ok: true; readonly dialects: readonly Dialect[] }
  | { readonly ok: false; readonly mapping: HookMapping; readonly known: readonly string[] };

/**
 * Adds paths of the user's own to dialects, before the paths that they have. Each dialect that knows the method gets the path: which of
 * them sent a request is told by its marks.
 */
export function withHookPaths(dialects: readonly Dialect[], map: readonly HookMapping[]): MappedDialects {
  const isKnown = ({ method }: HookMapping): boolean =>
    dialects.some((dialect) => findMethod(dialect, method) !== null);
  const unknown = map.find((mapping) => !isKnown(mapping));
  if (unknown !== undefined) {
    return { ok: false, mapping: unknown, known: [...new Set(dialects.flatMap(methodNames))] };
  }
  return { ok: true, dialects: dialects.map((dialect) => withPathsOf(dialect, map)) };
}

function withPathsOf(dialect: Dialect, map: readonly HookMapping[]): Dialect {
  const own = map.filter(({ method }) => findMethod(dialect, method) !== null);
  if (own.length === 0) return dialect;
  const paths = own.map(({ path, method }): HookPath => ({ path, method, source: 'HOOKSCOPE' }));
  return { ...dialect, hookPaths: [...paths, ...dialect.hookPaths] };
}
