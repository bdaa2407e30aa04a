/** What follows what, and what comes at intervals. */
import type { ClosingSign, Expectation } from '../expectation.ts';
import type { PeriodicRule } from '../sequence.ts';

/**
 * When a client ends, nginx sends the calls of its end at once, each on a connection of its own, so that their order is loose.
 * They reach the backend, or are given up, within netcall_timeout (10 s by default).
 */
const SECONDS_TO_REACH_THE_BACKEND = 10;

/** A relay has no disconnect. */
const ENDED: readonly ClosingSign[] = (['disconnect', 'done'] as const).map((method) => ({
  methods: [method],
  statuses: 'any',
  within: 'session',
  withinSeconds: SECONDS_TO_REACH_THE_BACKEND,
}));

const PAIR = {
  direction: 'forward',
  key: 'dialog',
  windowSeconds: Number.POSITIVE_INFINITY,
  closedBy: ENDED,
  metBefore: 'tolerance',
  severity: 'warning',
  excusedBy: ['refused-under-fail'],
  source: 'NGXR-NOTIFY',
} as const satisfies Partial<Expectation>;

const ACCEPTED = { answer: 'ok', statuses: 'any', parameters: [], firstOfKey: false, earlier: [] } as const;

export const EXPECTATIONS: readonly Expectation[] = [
  {
    ...PAIR,
    id: 'publish-done',
    after: { ...ACCEPTED, methods: ['publish'] },
    expect: [{ method: 'publish_done', statuses: 'any' }],
    consequence: 'A backend that waits for publish_done shows the stream as live although it has ended.',
    remedies: ['set-publish-done', 'check-log'],
  },
  {
    ...PAIR,
    id: 'play-done',
    after: { ...ACCEPTED, methods: ['play'] },
    expect: [{ method: 'play_done', statuses: 'any' }],
    consequence: 'A backend that waits for play_done counts a player that has left.',
    remedies: ['set-play-done', 'check-log'],
  },
];

/** The next update follows notify_update_timeout after the answer to the one before. */
export const PERIODIC: readonly PeriodicRule[] = (['update_publish', 'update_play'] as const).map(
  (method) => ({
    method,
    per: 'dialog',
    intervalSeconds: 30,
    setting: 'notify_update_timeout',
    consequence: 'A backend that takes a stream without updates for dead ends what is still going on.',
    source: 'NGXR-WIKI',
  }),
);
