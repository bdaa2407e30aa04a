import { type Dialect, type Ending, type EndingRole, endingOf, endingRole } from '../dialects/index.ts';
import type { HookCall } from '../hooks/index.ts';

/** A call that says something of the life of its session or dialog. */
export interface CourseStep {
  readonly call: HookCall;
  readonly ending: Ending;
  readonly role: EndingRole;
}

/**
 * The calls of one session (`session`) or dialog that tell of its life, as its dialect's endings have it; the others are
 * passed over. `indexes`: of its calls in `calls`, in order of request.
 */
export function* courseOf(
  kind: string,
  indexes: Iterable<number>,
  calls: readonly HookCall[],
): Iterable<CourseStep> {
  let dialect: Dialect | null = null;
  let ending: Ending | undefined;
  for (const index of indexes) {
    const call = calls[index];
    if (call.dialect !== dialect) {
      dialect = call.dialect;
      ending = endingOf(dialect, kind);
    }
    const role = ending && endingRole(ending, call.method);
    if (ending !== undefined && role !== undefined) yield { call, ending, role };
  }
}
