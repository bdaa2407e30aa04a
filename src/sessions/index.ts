export {
  countingFaults,
  type FaultsBySession,
  NO_SESSION_FAULTS,
  type SessionFaults,
} from './faults.ts';
export { headlineOf, type SessionEnding, type SessionHeadline } from './headline.ts';
export { isOfSession, nearSessionNames, sessionNameOf } from './name.ts';
export { faultWeight, orderingSessions, SESSION_ORDERS, type SessionOrder } from './order.ts';
export {
  type ReachedState,
  type SessionCourse,
  type SessionProblem,
  type SessionSummary,
  sessionCourse,
  sessionSummary,
} from './summary.ts';
export { type Pair, pairText, peopleOf, type SessionPeople, type SessionWho } from './who.ts';
