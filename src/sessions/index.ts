export {
  countingFaults,
  type FaultsBySession,
  type SessionFaults,
} from './faults.ts';
export { headlineOf, type SessionEnding, type SessionHeadline } from './headline.ts';
export { isOfSession, nearSessionNames } from './name.ts';
export {
  type ReachedState,
  type SessionCourse,
  type SessionProblem,
  type SessionSummary,
  sessionCourse,
  sessionSummary,
} from './summary.ts';
export { type Pair, pairText, peopleOf, type SessionPeople, type SessionWho } from './who.ts';
