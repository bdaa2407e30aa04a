/**
 * What an answer that does not accept a call means, and what to do about it, by its status and by what else it and the
 * request show. The first row that fits is taken. Statuses are those of RFC 9110 §15 unless a row says otherwise.
 */
import { acceptanceText, type RemedyCase } from '../../dialects/index.ts';
import { CLIENT_ERRORS } from './client-error-reasons.ts';
import { REDIRECTS } from './redirect-reasons.ts';
import type { RefusalFacts } from './refusal-facts.ts';
import { nothing, type RefusalReason } from './refusal-reason.ts';
import { OF_THE_REQUEST } from './request-reasons.ts';
import { SERVER_ERRORS } from './server-error-reasons.ts';

/** By class, where nothing more is known of a status. */
const BY_CLASS: readonly RefusalReason[] = [
  {
    id: 'not-accepted',
    statuses: '2xx',
    says: (_, dialect, method) => `only ${acceptanceText(dialect, method)} counts as accepted`,
    steps: () => [],
    situation: 'answer-200',
  },
  {
    id: 'client-error',
    statuses: '4xx',
    says: nothing,
    steps: () => ["Look at the backend's own log for why it does not take the request as it is."],
    situation: 'usual',
  },
  {
    id: 'server-error',
    statuses: '5xx',
    says: nothing,
    steps: () => ["Look at the backend's own log: it says that the fault is its own."],
    situation: 'check-log',
  },
  { id: 'other', statuses: 'any', says: nothing, steps: () => [], situation: 'usual' },
];

const REASONS: readonly RefusalReason[] = [
  ...OF_THE_REQUEST,
  ...REDIRECTS,
  ...CLIENT_ERRORS,
  ...SERVER_ERRORS,
  ...BY_CLASS,
];

/** The reason that fits best. */
export function reasonOf(facts: RefusalFacts): RefusalReason {
  const found = REASONS.find(
    ({ statuses, when }) => isAmong(statuses, facts.status) && (when === undefined || when(facts)),
  );
  // The last row fits everything.
  return found ?? BY_CLASS[BY_CLASS.length - 1];
}

function isAmong(statuses: RefusalReason['statuses'], status: number): boolean {
  if (typeof statuses !== 'string') return statuses.includes(status);
  return statuses === 'any' || Number(statuses[0]) === Math.floor(status / 100);
}

/** The situation of the reason of an id, in the terms of dialects. */
export function situationOf(id: string): RemedyCase {
  return REASONS.find((reason) => reason.id === id)?.situation ?? 'usual';
}
