import { hostOf } from '../../base/endpoint.ts';
import { ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import { type Dialect, findMethod, type Method, type PeriodicRule } from '../../dialects/index.ts';
import { type HookCall, hasStatus } from '../../hooks/index.ts';
import { dialogNumberOf, type Evidence, sessionNumberOf } from '../verdicts/evidence.ts';
import { nodeOf } from '../verdicts/joined-calls.ts';

/** The beats of one server, session or dialog, and what else tells of its course. */
export interface BeatCourse {
  readonly rule: PeriodicRule;
  /** In order of request. */
  readonly beats: HookCall[];
  /** Calls after which it may have been over, so that no more beats are due: in order of request. */
  readonly breaks: HookCall[];
}

/** What a method of a dialect is in the courses of beats. */
interface MethodParts {
  readonly beatOf: readonly PeriodicRule[];
  /** Statuses with which it may end something that has beats. */
  readonly endsWith: 'any' | readonly string[] | null;
}

/** All courses of beats in a snapshot, in steps: only of dialects that have any. */
export function* beatCourses(evidence: Evidence): Steps<readonly BeatCourse[]> {
  const { calls } = evidence;
  const courses = new Map<string, BeatCourse>();
  const breaks: HookCall[] = [];
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
    if (part.endsWith !== null && hasStatus(part.endsWith, call.status)) breaks.push(call);
    for (const rule of part.beatOf) {
      const key = keyOf(rule, call, evidence);
      if (key === null || evidence.duplicates.has(call)) continue;
      const course = courses.get(key);
      if (course === undefined) courses.set(key, { rule, beats: [call], breaks: [] });
      else course.beats.push(call);
    }
  }
  for (const call of breaks) {
    for (const rule of call.dialect.periodic) {
      const key = keyOf(rule, call, evidence);
      if (key !== null) courses.get(key)?.breaks.push(call);
    }
  }
  return [...courses.values()];
}

/** What the beats of a course have in common; null for a call that does not name it. */
function keyOf(rule: PeriodicRule, call: HookCall, evidence: Evidence): string | null {
  const name = `${call.dialect.name}\n${rule.method}\n${rule.per}`;
  if (rule.per === 'node') {
    const node = nodeOf(call);
    // Servers may have the same name, as long as nobody gave them others.
    return node === null ? null : `${name}\n${hostOf(call.client)}\n${node}`;
  }
  const session = sessionNumberOf(evidence, call);
  if (rule.per === 'session') return session < 0 ? null : `${name}\n${session}`;
  const dialog = dialogNumberOf(evidence, call);
  return dialog < 0 ? null : `${name}\n${session}\n${dialog}`;
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
    const endsWith = endingStatuses(dialect, method);
    if (beatOf.length > 0 || endsWith !== null) parts.set(method, { beatOf, endsWith });
  }
  return parts;
}

/** Statuses with which a method tells that something is over: as the dialect's endings have it, or what its starts expect and are closed by. */
function endingStatuses(dialect: Dialect, method: Method): MethodParts['endsWith'] {
  const is = (name: string): boolean => findMethod(dialect, name) === method;
  const openEnded = dialect.expectations.filter(({ windowSeconds }) => !Number.isFinite(windowSeconds));
  const told = [
    ...openEnded.flatMap(({ expect }) => expect.filter((way) => is(way.method))),
    ...openEnded.flatMap(({ closedBy = [] }) => closedBy.filter(({ methods }) => methods.some(is))),
  ].map(({ statuses }) => statuses);
  const ended = dialect.endings
    .filter((ending) => is(ending.method))
    .flatMap(({ ends }) => ends.map(({ status }) => status));
  if (told.includes('any')) return 'any';
  const statuses = [...told.flatMap((each) => (each === 'any' ? [] : each)), ...ended];
  return statuses.length === 0 ? null : statuses;
}
