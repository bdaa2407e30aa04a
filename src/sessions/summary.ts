import type { Instant } from '../base/time.ts';
import type { Finding, Problem } from '../checks/index.ts';
import type { Analysis } from '../engine/index.ts';
import { type DialogKey, type HookCall, type Session, traitsOf } from '../hooks/index.ts';
import type { SessionFaults } from './faults.ts';
import { headlineOf, type SessionHeadline } from './headline.ts';
import { peopleOf, type SessionPeople } from './who.ts';

/** How a session went. Texts are of the capture: whoever shows them masks and escapes them. */
export interface SessionCourse {
  readonly headline: SessionHeadline;
  readonly people: SessionPeople;
  /** False where its first calls are not in the capture: it had begun before, or they were lost. null where no call opens sessions. */
  readonly isFromBeginning: boolean | null;
  /** The states that it and its dialogs reached, in order of request. */
  readonly states: readonly ReachedState[];
}

/** What stands above the timeline of a session. */
export interface SessionSummary extends SessionCourse {
  /** What is wrong in it, in the order of the problems of the analysis: the most important first, what follows from it behind. */
  readonly wrong: readonly SessionProblem[];
}

/** A state that a session or one of its dialogs came to. */
export interface ReachedState {
  readonly status: string;
  /** When the call that tells of it was requested, and that call. */
  readonly time: Instant;
  readonly call: HookCall;
  /** null: it is the session's own. */
  readonly dialog: DialogKey | null;
}

/** A problem with those of its findings that point at the session. */
export interface SessionProblem {
  readonly problem: Problem;
  readonly findings: readonly Finding[];
}

/** Costs what the problems of the whole analysis cost: for one session at a time. `faults`: see `countingFaults`. */
export function sessionSummary(analysis: Analysis, session: Session, faults?: SessionFaults): SessionSummary {
  return { ...sessionCourse(analysis, session, faults), wrong: wrongIn(analysis, session) };
}

/** The same without what is wrong: costs what the calls of the session cost. */
export function sessionCourse(analysis: Analysis, session: Session, faults?: SessionFaults): SessionCourse {
  const calls = session.calls.flatMap((position) => analysis.calls[position] ?? []);
  return {
    headline: headlineOf(session, analysis.calls, faults),
    people: peopleOf(calls),
    isFromBeginning: isFromBeginning(session, calls),
    states: statesOf(calls),
  };
}

function isFromBeginning({ id }: Session, calls: readonly HookCall[]): boolean | null {
  const [first] = calls;
  if (id === null || !first?.dialect.methods.some(({ role }) => role === 'opener')) return null;
  return calls.some((call) => traitsOf(call).role === 'opener');
}

/** Of calls that tell the same status of the same dialog one after the other, the first. */
function statesOf(calls: readonly HookCall[]): readonly ReachedState[] {
  const lastOf = new Map<string, string>();
  return calls.flatMap((call): readonly ReachedState[] => {
    const { status, dialog, seconds, nanoseconds } = call;
    if (status === null) return [];
    const key = JSON.stringify(dialog === null ? null : [dialog.kind, dialog.id]);
    if (lastOf.get(key) === status) return [];
    lastOf.set(key, status);
    return [{ status, time: { seconds, nanoseconds }, call, dialog }];
  });
}

function wrongIn({ problems, findings, positions }: Analysis, session: Session): readonly SessionProblem[] {
  const own = new Set(session.calls);
  return problems.flatMap((problem): readonly SessionProblem[] => {
    const pointing = problem.findings.flatMap((index) => {
      const finding = findings[index];
      const { call = null } = finding ?? {};
      return finding !== undefined && call !== null && own.has(positions.of(call)) ? [finding] : [];
    });
    return pointing.length === 0 ? [] : [{ problem, findings: pointing }];
  });
}
