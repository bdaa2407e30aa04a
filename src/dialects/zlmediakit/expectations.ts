/**
 * What must follow a hook of ZLMediaKit. The maintainer says that on_publish is for authorisation only, and that on_stream_changed
 * tells when a stream begins and ends.
 */
import { ANY_TRIGGER } from '../any-trigger.ts';
import type { Expectation } from '../expectation.ts';

/** Seconds for which the server waits for the tracks of a stream at most, by its source. */
const LONGEST_WAIT = 15;

/** A hook that could not be delivered is tried again hook.retry_delay (3 s) after hook.timeoutSec (10 s). */
const LATEST_ATTEMPT = 13;

export const EXPECTATIONS: readonly Expectation[] = [
  {
    id: 'publish-registered',
    direction: 'forward',
    after: { ...ANY_TRIGGER, methods: ['on_publish'], answer: 'ok' },
    expect: [{ method: 'on_stream_changed', statuses: ['true'] }],
    key: 'session',
    windowSeconds: LONGEST_WAIT,
    metBefore: 'dialog',
    // A client that leaves at once, or sends no media, leads to none, and no other hook has to tell of that.
    severity: 'warning',
    excusedBy: [],
    consequence:
      'For the backend the stream is not live. It is not, where the client left again or sent no media.',
    remedies: ['add-hook', 'check-log'],
    source: 'ZLM-CODE',
  },
  {
    id: 'registered-unregistered',
    direction: 'forward',
    after: { ...ANY_TRIGGER, methods: ['on_stream_changed'], statuses: ['true'] },
    expect: [{ method: 'on_stream_changed', statuses: ['false'] }],
    key: 'dialog',
    windowSeconds: Number.POSITIVE_INFINITY,
    closedBy: [
      {
        methods: ['on_stream_changed'],
        statuses: ['false'],
        within: 'session',
        withinSeconds: LATEST_ATTEMPT,
      },
    ],
    metBefore: 'tolerance',
    severity: 'warning',
    excusedBy: [],
    consequence: 'For the backend the stream stays live in this form, although it ended in another.',
    remedies: ['check-log', 'check-backend'],
    source: 'ZLM-WIKI',
  },
];
