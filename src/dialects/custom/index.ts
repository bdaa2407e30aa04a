/**
 * A user's own dialect: a system described from the beginning, or a built-in dialect with parts added, changed or taken
 * away.
 */
import { findInconsistencies } from '../consistency.ts';
import { NEUTRAL } from '../neutral.ts';
import type { Dialect } from '../types.ts';
import { joinExpectations } from './expectations.ts';
import { joinMethods } from './methods.ts';
import { dialectReader } from './schema.ts';
import type { DialectProblem } from './shape.ts';
import { joinSystem } from './system.ts';

export type { FormSchema } from './forms.ts';
export { dialectFileSchema } from './schema.ts';
export type { DialectProblem } from './shape.ts';

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
  const base = file?.extends === undefined ? NEUTRAL : builtIn.get(file.extends);
  if (file === undefined || base === undefined) return { ok: false, problems };
  if (builtIn.has(file.name)) {
    problems.push({
      pointer: '/name',
      found: `"${file.name}"`,
      expected: 'a name that no built-in dialect has',
    });
  }
  const system = joinSystem(base, file, problems);
  // Messages name the dialect whose rows the file takes away, and new methods need the file's context parameters.
  const methods = joinMethods({ ...system, name: base.name }, file, problems);
  const expectations = joinExpectations(base, file, problems);
  if (problems.length > 0) return { ok: false, problems };
  if (methods.length === 0) {
    const expected = 'a member "methods" with at least one method, or a member "extends"';
    return { ok: false, problems: [{ pointer: '', found: 'no methods', expected }] };
  }
  const dialect: Dialect = { ...system, methods, expectations };
  const inconsistencies = findInconsistencies(dialect);
  return inconsistencies.length > 0 ? { ok: false, problems: inconsistencies } : { ok: true, dialect };
}
