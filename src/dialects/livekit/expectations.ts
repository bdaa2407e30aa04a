/**
 * What belongs together. The vendor gives no time from a beginning to its end: a room stays open for as long as people are in it. So an
 * end is missing only where another event shows that it is due.
 */
import { ANY_TRIGGER } from '../any-trigger.ts';
import type { ClosingSign, Expectation } from '../expectation.ts';
import { FINAL_EGRESS_STATUSES } from './values.ts';

/** The server drops an event that it could not begin to send within this time (webhook/resource_url_notifier.go). */
const OLDEST_EVENT_SECONDS = 30;

/** Nobody is in a room that was closed, and nothing is published in it. */
const ROOM_CLOSED: ClosingSign = {
  methods: ['room_finished'],
  statuses: 'any',
  within: 'session',
  withinSeconds: OLDEST_EVENT_SECONDS,
};

const EGRESS_OVER: ClosingSign = {
  methods: ['egress_updated'],
  statuses: FINAL_EGRESS_STATUSES,
  within: 'dialog',
  withinSeconds: OLDEST_EVENT_SECONDS,
};

const REMEDIES = ['check-log', 'check-filter', 'answer-at-once'] as const;

function ends(
  id: string,
  begin: string,
  end: string,
  consequence: string,
  further: Partial<Expectation> = {},
): Expectation {
  return {
    id,
    direction: 'forward',
    after: { ...ANY_TRIGGER, methods: [begin] },
    expect: [{ method: end, statuses: 'any' }],
    key: 'dialog',
    windowSeconds: Number.POSITIVE_INFINITY,
    metBefore: 'tolerance',
    severity: 'error',
    excusedBy: [],
    consequence,
    remedies: REMEDIES,
    source: 'LK-DOCS',
    ...further,
  };
}

/** Only of rooms whose opening the capture has: what began before it has its beginning before it as well. */
function began(id: string, begin: string, end: string, consequence: string): Expectation {
  return ends(id, begin, end, consequence, {
    direction: 'predecessor',
    after: { ...ANY_TRIGGER, methods: [end], earlier: ['room_started'], earlierWithin: 'session' },
    expect: [{ method: begin, statuses: 'any' }],
  });
}

export const EXPECTATIONS: readonly Expectation[] = [
  ends('room-end', 'room_started', 'room_finished', 'For the backend the room never closes.', {
    key: 'session',
  }),
  ends(
    'participant-end',
    'participant_joined',
    'participant_left',
    'For the backend the participant is still in a room that was closed.',
    { closedBy: [ROOM_CLOSED] },
  ),
  ends(
    'track-end',
    'track_published',
    'track_unpublished',
    'For the backend the track is still published in a room that was closed.',
    { closedBy: [ROOM_CLOSED] },
  ),
  ends(
    'egress-end',
    'egress_started',
    'egress_ended',
    'For the backend the recording never ends, and it does not learn where its files are.',
    { closedBy: [EGRESS_OVER] },
  ),
  ends('ingress-end', 'ingress_started', 'ingress_ended', 'For the backend the stream never ends.'),
  ends('job-end', 'agent_job_started', 'agent_job_ended', 'For the backend the agent works for ever.', {
    source: 'LK-WEBHOOK',
  }),
  began(
    'participant-begin',
    'participant_joined',
    'participant_left',
    'Somebody left of whom the backend never heard that they were there.',
  ),
  began(
    'track-begin',
    'track_published',
    'track_unpublished',
    'The backend hears of the end of a track of whose beginning it never heard.',
  ),
];
