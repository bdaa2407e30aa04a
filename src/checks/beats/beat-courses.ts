import { hostOf } from '../../base/endpoint.ts';
import { appendTo } from '../../base/multimap.ts';
import { ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import { type Dialect, findMethod, type Method, type PeriodicRule } from '../../dialects/index.ts';
import { type HookCall, hasStatus, NO_KEY } from '../../hooks/index.ts';
import { dialogNumberOf, type Evidence, sessionNumberOf } from '../verdicts/evidence.ts';

/** The beats of one server, session or dialog, and what else tells of its course. */
export interface BeatCourse {
  readonly rule: PeriodicRule;
  /** In order of request. */
  readonly beats: readonly HookCall[];
  /** Calls after which it may have been over, so that no more beats are due. */
  readonly breaks: readonly HookCall[];
}

/** What a call may end, from the smallest to the largest. */
type Scope = 'dialog' | 'session' | 'node';

/** What else ends with the end of something: a dialog with its session, and both with their server. */
const ENDING_SCOPES: Readonly<Record<Scope, readonly Scope[]>> = {
  dialog: ['dialog', 'session', 'node'],
  session: ['session', 'node'],
  node: ['node'],
};

interface EndingSign {
  readonly scope: Scope;
  readonly statuses: 'any' | readonly string[];
}

/** What a method of a dialect is in the courses of beats. */
interface MethodParts {
  readonly beatOf: readonly PeriodicRule[];
  readonly ends: readonly EndingSign[];
}

/** All courses of beats in a snapshot, in steps: only of dialects that have any. */
export function* beatCourses(evidence: Evidence): Steps<readonly BeatCourse[]> {
  const { calls } = evidence;
  const beatsBy = new Map<string, HookCall[]>();
  const rules = new Map<string, PeriodicRule>();
  const breaksBy = new Map<string, HookCall[]>();
  let parts: ReadonlyMap<Method | null, MethodParts> | null = null;
  let last: Dialect | null = null;
  for (let position = 0; position < calls.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const call = calls[position];
    if (call.dialect !== last) {
      last = call.dialect;
      parts = partsOf(last);
    }
    const part = parts?.get(call.methodSpec);
    if (part === undefined) continue;
    for (const { scope, statuses } of part.ends) {
      const place = placeOf(scope, call, evidence);
      if (place !== null && hasStatus(statuses, call.status)) appendTo(breaksBy, place, call);
    }
    for (const rule of part.beatOf) {
      const place = placeOf(rule.per, call, evidence);
      if (place === null || evidence.duplicates.has(call)) continue;
      // Servers at one address have names, as long as their calls tell them.
      const key = `${rule.method}\n${place}\n${rule.per === 'node' ? call.nodeId : ''}`;
      rules.set(key, rule);
      appendTo(beatsBy, key, call);
    }
  }
  return [...beatsBy].flatMap(([key, beats]) => {
    const [first] = beats;
    const rule = rules.get(key);
    if (rule === undefined) return [];
    const breaks = ENDING_SCOPES[rule.per].flatMap((scope) => {
      const place = placeOf(scope, first, evidence);
      return place === null ? [] : (breaksBy.get(place) ?? []);
    });
    return [{ rule, beats, breaks }];
  });
}

/** The dialog, session or host of a call; null for a call that does not name it. */
function placeOf(scope: Scope, call: HookCall, evidence: Evidence): string | null {
  const name = `${scope}\n${call.dialect.name}`;
  if (scope === 'node') return `${name}\n${hostOf(call.client)}`;
  const session = sessionNumberOf(evidence, call);
  if (scope === 'session') return session === NO_KEY ? null : `${name}\n${session}`;
  const dialog = dialogNumberOf(evidence, call);
  return dialog === NO_KEY ? null : `${name}\n${session}\n${dialog}`;
}

const partsOfDialect = new WeakMap<Dialect, ReadonlyMap<Method | null, MethodParts> | null>();

/** null for a dialect without beats. */
function partsOf(dialect: Dialect): ReadonlyMap<Method | null, MethodParts> | null {
  let parts = partsOfDialect.get(dialect);
  if (parts === undefined) {
    parts = dialect.periodic.length === 0 ? null : newParts(dialect);
    partsOfDialect.set(dialect, parts);
  }
  return parts;
}

function newParts(dialect: Dialect): ReadonlyMap<Method | null, MethodParts> {
  const parts = new Map<Method | null, MethodParts>();
  for (const method of dialect.methods) {
    const beatOf = dialect.periodic.filter((rule) => findMethod(dialect, rule.method) === method);
    const ends = signsOf(dialect, method);
    if (beatOf.length > 0 || ends.length > 0) parts.set(method, { beatOf, ends });
  }
  return parts;
}

/** How a method tells that something is over: by the dialect's endings, or as what its starts expect or are closed by. */
function signsOf(dialect: Dialect, method: Method): readonly EndingSign[] {
  const is = (name: string): boolean => findMethod(dialect, name) === method;
  const openEnded = dialect.expectations.filter(({ windowSeconds }) => !Number.isFinite(windowSeconds));
  const expected = openEnded.flatMap(({ key, expect }) =>
    expect
      .filter((way) => is(way.method))
      .map(({ statuses }): EndingSign => ({ scope: key === 'session' ? 'session' : 'dialog', statuses })),
  );
  const closing = openEnded.flatMap(({ closedBy = [] }) =>
    closedBy
      .filter(({ methods }) => methods.some(is))
      .map(({ within, statuses }): EndingSign => ({ scope: within, statuses })),
  );
  const endings = dialect.endings
    .filter((ending) => is(ending.method))
    .map(({ kind, ends }): EndingSign => {
      return { scope: kind === 'session' ? 'session' : 'dialog', statuses: ends.map(({ status }) => status) };
    });
  return [...expected, ...closing, ...endings];
}
