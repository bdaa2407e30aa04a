import { sorting } from '../base/sorted.ts';
import { SESSIONS_A_STEP, type Steps } from '../base/steps.ts';
import { secondsOf } from '../base/time.ts';
import type { Analysis } from '../engine/index.ts';
import { type FaultsBySession, NO_SESSION_FAULTS, type SessionFaults } from './faults.ts';
import { headlineOf, type SessionHeadline } from './headline.ts';

/**
 * By what sessions are put in order. `start`: the earliest first. `length`: the longest first. `who`: by name. `worst`: missing calls,
 * then errors, warnings, notes, what cannot be told; of equal ones the earliest first. `status`: by the status told last; those
 * without one come last.
 */
export type SessionOrder = 'start' | 'length' | 'who' | 'worst' | 'status';

export const SESSION_ORDERS: readonly SessionOrder[] = ['worst', 'start', 'length', 'who', 'status'];

/** Numbers are compared first, then texts, as people order them: 9 before 10. */
interface SortKey {
  readonly index: number;
  readonly number: number;
  readonly text: string;
}

const ORDER_OF: Readonly<Record<SessionOrder, (headline: SessionHeadline) => Omit<SortKey, 'index'>>> = {
  start: ({ start }) => ({ number: start === null ? Number.POSITIVE_INFINITY : secondsOf(start), text: '' }),
  length: ({ seconds }) => ({ number: -seconds, text: '' }),
  who: ({ who }) => ({ number: who.by === 'unnamed' ? 1 : 0, text: who.text }),
  worst: ({ faults }) => ({ number: faultWeight(faults), text: '' }),
  status: ({ status }) => ({ number: status === null ? 1 : 0, text: status ?? '' }),
};

const TEXTS = new Intl.Collator('en', { numeric: true });

/** How bad a session is: the worst has the least weight. */
export function faultWeight({ missing, error, warning, note, inconclusive }: SessionFaults): number {
  const first = [missing, error, warning, note, inconclusive].findIndex((count) => count > 0);
  return first < 0 ? 5 : first;
}

/** Indexes of the sessions of an analysis in an order, in steps; equal ones in the order of time. */
export function* orderingSessions(
  { sessions, calls }: Analysis,
  faults: FaultsBySession,
  order: SessionOrder,
): Steps<readonly number[]> {
  const keys: SortKey[] = [];
  let index = 0;
  for (const session of sessions) {
    const headline = headlineOf(session, calls, faults.get(index) ?? NO_SESSION_FAULTS);
    keys.push({ index, ...ORDER_OF[order](headline) });
    index += 1;
    if (index % SESSIONS_A_STEP === 0) yield;
  }
  const sorted = yield* sorting(keys, compareKeys);
  return sorted.map((key) => key.index);
}

function compareKeys(one: SortKey, other: SortKey): number {
  // Two infinities have no difference.
  if (one.number !== other.number) return one.number < other.number ? -1 : 1;
  return TEXTS.compare(one.text, other.text) || one.index - other.index;
}
