import {
  type Dialect,
  type Expectation,
  type ExpectedCall,
  endingOf,
  findMethod,
  statusParameter,
} from '../../dialects/index.ts';
import { type HookCall, hasStatus, timeOf } from '../../hooks/index.ts';
import type { CallGroup } from '../verdicts/call-group.ts';
import { dialogInSession, dialogOf, type Evidence, sessionGroupOf } from '../verdicts/evidence.ts';

/** What the capture shows of the server after a call that was refused. `untold`: no call that is known would show it. */
export type GoingOn =
  | { readonly kind: 'went-on'; readonly shownBy: HookCall }
  | { readonly kind: 'not-seen' }
  | { readonly kind: 'untold' };

/**
 * Whether a later call shows that the server went on with what was refused: one that the dialect's expectations name
 * (`goesOn`), with the same key, before the method is called anew.
 */
export function goingOnAfter(call: HookCall, evidence: Evidence): GoingOn {
  let told = false;
  let first: HookCall | null = null;
  for (const row of rowsAfter(call)) {
    const ways = row.goesOn ?? row.expect;
    if (ways.length === 0) continue;
    told = true;
    for (const group of groupsOf(call, row, evidence)) {
      const shown = firstOf(call, row, ways, group, evidence);
      if (shown !== null && (first === null || timeOf(shown) < timeOf(first))) first = shown;
    }
  }
  if (first !== null) return { kind: 'went-on', shownBy: first };
  return { kind: told ? 'not-seen' : 'untold' };
}

function rowsAfter({ dialect, methodSpec }: HookCall): readonly Expectation[] {
  if (methodSpec === null) return [];
  return dialect.expectations.filter(
    ({ direction, after }) =>
      direction === 'forward' && after.methods.some((name) => findMethod(dialect, name) === methodSpec),
  );
}

function groupsOf(call: HookCall, row: Expectation, evidence: Evidence): readonly CallGroup[] {
  if (row.key === 'dialog') return dialogInSession(evidence, call);
  const group = row.key === 'session' ? sessionGroupOf(evidence, call) : dialogOf(evidence, call);
  return group === undefined ? [] : [group];
}

function firstOf(
  call: HookCall,
  row: Expectation,
  ways: readonly ExpectedCall[],
  group: CallGroup,
  evidence: Evidence,
): HookCall | null {
  const { positions, calls } = evidence;
  const own = positions.of(call);
  const isLater = (other: HookCall): boolean => positions.of(other) > own;
  const from = timeOf(call);
  const anew = group.first(
    [{ method: call.method, statuses: 'any' }],
    from,
    Number.POSITIVE_INFINITY,
    isLater,
  );
  const until = anew < 0 ? Number.POSITIVE_INFINITY : timeOf(calls[anew]);
  const shown = group.first(
    ways,
    from,
    until,
    (other) => isLater(other) && (anew < 0 || positions.of(other) < anew) && shows(other, row),
  );
  return shown < 0 ? null : calls[shown];
}

/** Where the dialect does not name what shows it, an end does not: the refusal itself may have been the reason. */
function shows(call: HookCall, { goesOn }: Expectation): boolean {
  if (goesOn !== undefined) return true;
  const { dialect, methodSpec, status } = call;
  if (status === null)
    return methodSpec?.parameters.every(({ name }) => name !== statusParameter(dialect, methodSpec)) ?? false;
  return !hasStatus(endStatuses(dialect, call), status);
}

function endStatuses(dialect: Dialect, { method, dialog }: HookCall): readonly string[] {
  const endings = [endingOf(dialect, 'session'), endingOf(dialect, dialog?.kind ?? '')];
  return endings.flatMap((ending) =>
    ending !== undefined && ending.method === method ? ending.ends.map((end) => end.status) : [],
  );
}
