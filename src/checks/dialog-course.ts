import { type Dialect, type Ending, type EndingRole, endingOf, endingRoles } from '../dialects/index.ts';
import type { HookCall } from '../hooks/index.ts';

/** Takes a call that says something of the life of its session or dialog; true: it needs no more. */
export type CourseVisitor = (call: HookCall, role: EndingRole, ending: Ending) => boolean;

/**
 * Goes through the calls of one session (`session`) or dialog that tell of its life, as its dialect's endings have it; the
 * others are passed over. `indexes`: of its calls in `calls`, in order of request.
 */
export function followCourse(
  kind: string,
  indexes: readonly number[],
  calls: readonly HookCall[],
  visit: CourseVisitor,
): void {
  let dialect: Dialect | null = null;
  let ending: Ending | undefined;
  let roles: ReadonlyMap<string, EndingRole> | undefined;
  for (let at = 0; at < indexes.length; at++) {
    const call = calls[indexes[at]];
    const own = call.dialect;
    if (own !== dialect) {
      dialect = own;
      ending = endingOf(own, kind);
      roles = ending && endingRoles(ending);
    }
    const role = roles?.get(call.method);
    if (ending !== undefined && role !== undefined && visit(call, role, ending)) return;
  }
}
