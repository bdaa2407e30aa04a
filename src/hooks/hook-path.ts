/** Requests whose path alone says which hook they are. */
import { type Dialect, findMethod, type Method } from '../dialects/index.ts';
import type { RequestMessage } from '../http/index.ts';
import { pathSegments } from './target-path.ts';

/** A path of a dialect that names a method, by its segments. */
interface MappedPath {
  readonly segments: readonly string[];
  readonly row: Method;
}

const pathsOf = new WeakMap<Dialect, readonly MappedPath[]>();
/** HTTP methods that ask about a resource and do nothing (RFC 9110 §9.3): no server sends a hook by them. */
const ASKING_ABOUT: ReadonlySet<string> = new Set(['HEAD', 'OPTIONS', 'TRACE', 'CONNECT']);
const ANY_SEGMENT = '*';

/** The method of the hooks that are sent to the path of a request; null where the dialect says none of the path. */
export function methodOfPath(dialect: Dialect, request: RequestMessage): Method | null {
  if (dialect.hookPaths.length === 0 || request.targetCut || ASKING_ABOUT.has(request.method)) return null;
  const segments = pathSegments(request.target);
  const found = mappedPaths(dialect).find((mapped) => fits(mapped.segments, segments));
  return found?.row ?? null;
}

function mappedPaths(dialect: Dialect): readonly MappedPath[] {
  let paths = pathsOf.get(dialect);
  if (paths === undefined) {
    paths = dialect.hookPaths.flatMap(({ path, method }) => {
      const row = findMethod(dialect, method);
      return row === null ? [] : [{ segments: pathSegments(path), row }];
    });
    pathsOf.set(dialect, paths);
  }
  return paths;
}

function fits(wanted: readonly string[], segments: readonly string[]): boolean {
  return (
    wanted.length === segments.length &&
    wanted.every((each, index) => each === ANY_SEGMENT || each === segments[index])
  );
}
