import { locationOf, redirectOf, stepsToward } from './redirect.ts';
import type { RefusalFacts } from './refusal-facts.ts';
import type { RefusalReason } from './refusal-reason.ts';

/** A redirect whose place no address in the call server leads to: the backend has to take the hook itself. */
const staysWithBackend = (facts: RefusalFacts): boolean => {
  const way = redirectOf(facts);
  return way === 'slash-added' || way === 'login';
};
const losesPayload = (facts: RefusalFacts): string =>
  `a redirect to ${locationOf(facts)}; a client that follows it mostly turns POST into GET, and the payload is lost`;
const keepsPayload = (facts: RefusalFacts): string =>
  `a redirect to ${locationOf(facts)}; it is followed with the payload, or not at all`;
const LOSING_PAYLOAD = [301, 302, 303] as const;
const KEEPING_PAYLOAD = [307, 308] as const;

/** Reasons of statuses 3xx. */
export const REDIRECTS: readonly RefusalReason[] = [
  {
    id: 'redirect-nowhere',
    statuses: '3xx',
    when: ({ answer }) => answer.fields.location === undefined,
    says: () => 'it does not take the payload, and names no other place for it',
    steps: () => ['Have the backend answer the hook itself.'],
    situation: 'usual',
  },
  {
    id: 'redirect-of-backend',
    statuses: LOSING_PAYLOAD,
    when: staysWithBackend,
    says: losesPayload,
    steps: stepsToward,
    situation: 'other',
  },
  {
    id: 'redirect-of-backend-with-payload',
    statuses: KEEPING_PAYLOAD,
    when: staysWithBackend,
    says: keepsPayload,
    steps: stepsToward,
    situation: 'other',
  },
  {
    id: 'redirect',
    statuses: LOSING_PAYLOAD,
    says: losesPayload,
    steps: stepsToward,
    situation: 'hook-url',
  },
  {
    id: 'redirect-with-payload',
    statuses: KEEPING_PAYLOAD,
    says: keepsPayload,
    steps: stepsToward,
    situation: 'hook-url',
  },
  {
    id: 'redirect-of-other-status',
    statuses: '3xx',
    says: (facts) => `it names ${locationOf(facts)} instead`,
    steps: () => ['Have the backend answer the hook itself.'],
    situation: 'usual',
  },
];
