/** The events. All of them tell what has happened: nothing can be refused. */
import type { DialogRule, Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import { CONTEXT, EVENT_MEMBERS } from './context.ts';
import { PARTICIPANT, PUBLISHER, ROOM, ROOM_END_REASON, TRACK } from './rooms.ts';
import { EGRESS, INGRESS, JOB } from './services.ts';

type Described = Pick<Method, 'name' | 'family' | 'description' | 'dialog' | 'whenMissing'> & Partial<Method>;

function event(described: Described, rows: readonly Parameter[]): Method {
  return {
    aliases: [],
    role: 'event',
    refusal: 'no',
    parameters: [...EVENT_MEMBERS, ...CONTEXT, ...rows],
    source: 'LK-DOCS',
    ...described,
  };
}

const PARTICIPANT_DIALOG = {
  kind: 'participant',
  parameters: ['participant.sid'],
} as const satisfies DialogRule;
const TRACK_DIALOG = { kind: 'track', parameters: ['track.sid'] } as const satisfies DialogRule;
const EGRESS_DIALOG = { kind: 'egress', parameters: ['egressInfo.egressId'] } as const satisfies DialogRule;
const INGRESS_DIALOG = {
  kind: 'ingress',
  parameters: ['ingressInfo.ingressId'],
} as const satisfies DialogRule;
const JOB_DIALOG = { kind: 'job', parameters: ['job.id'] } as const satisfies DialogRule;

/** Where the status of an egress, an ingress or a job stands. */
const EGRESS_STATUS = { statusParameter: 'egressInfo.status' } as const satisfies Partial<Method>;
const INGRESS_STATUS = { statusParameter: 'ingressInfo.state.status' } as const satisfies Partial<Method>;
const JOB_STATUS = { statusParameter: 'job.state.status' } as const satisfies Partial<Method>;

const ROOM_EVENTS: readonly Method[] = [
  event(
    {
      name: 'room_started',
      family: 'Rooms',
      description: 'A room was opened.',
      dialog: null,
      whenMissing: 'The backend never learns that the room was opened.',
    },
    ROOM,
  ),
  event(
    {
      name: 'room_finished',
      family: 'Rooms',
      description:
        'A room was closed: some time after its last participant left (departure_timeout), after nobody joined it (empty_timeout), or because somebody deleted it.',
      dialog: null,
      whenMissing: 'For the backend the room never closes.',
    },
    [...ROOM, ROOM_END_REASON],
  ),
];

const PARTICIPANT_EVENTS: readonly Method[] = [
  event(
    {
      name: 'participant_joined',
      family: 'Participants',
      description: 'A participant is connected to a room, media included.',
      dialog: PARTICIPANT_DIALOG,
      whenMissing: 'The backend never learns that the participant is there.',
    },
    [...ROOM, ...PARTICIPANT],
  ),
  event(
    {
      name: 'participant_left',
      family: 'Participants',
      description: 'A participant that had joined is gone.',
      dialog: PARTICIPANT_DIALOG,
      whenMissing: 'For the backend the participant never leaves.',
    },
    [...ROOM, ...PARTICIPANT],
  ),
  event(
    {
      name: 'participant_connection_aborted',
      family: 'Participants',
      description:
        'A participant is gone that was never connected: it comes in place of participant_joined and participant_left.',
      dialog: PARTICIPANT_DIALOG,
      whenMissing: 'The backend never learns that somebody tried to join and did not get in.',
      source: 'LK-WEBHOOK',
    },
    [...ROOM, ...PARTICIPANT],
  ),
  event(
    {
      name: 'track_published',
      family: 'Tracks',
      description: 'A participant publishes a track.',
      dialog: TRACK_DIALOG,
      whenMissing: 'The backend never learns that the track is there.',
    },
    [...ROOM, ...PUBLISHER, ...TRACK],
  ),
  event(
    {
      name: 'track_unpublished',
      family: 'Tracks',
      description: 'A participant publishes a track no more.',
      dialog: TRACK_DIALOG,
      whenMissing: 'For the backend the track is published for ever.',
    },
    [...ROOM, ...PUBLISHER, ...TRACK],
  ),
];

const SERVICE_EVENTS: readonly Method[] = [
  event(
    {
      name: 'egress_started',
      family: 'Egress',
      description: 'A recording or an outgoing stream began.',
      dialog: EGRESS_DIALOG,
      ...EGRESS_STATUS,
      whenMissing: 'The backend never learns that the recording began.',
    },
    EGRESS,
  ),
  event(
    {
      name: 'egress_updated',
      family: 'Egress',
      description: 'Something of a recording or an outgoing stream changed.',
      dialog: EGRESS_DIALOG,
      ...EGRESS_STATUS,
      whenMissing: 'The backend never learns what became of the recording.',
    },
    EGRESS,
  ),
  event(
    {
      name: 'egress_ended',
      family: 'Egress',
      description: 'A recording or an outgoing stream is over; its files are named here.',
      dialog: EGRESS_DIALOG,
      ...EGRESS_STATUS,
      whenMissing: 'For the backend the recording never ends, and it does not learn where its files are.',
    },
    EGRESS,
  ),
  event(
    {
      name: 'ingress_started',
      family: 'Ingress',
      description: 'A stream comes in.',
      dialog: INGRESS_DIALOG,
      ...INGRESS_STATUS,
      whenMissing: 'The backend never learns that the stream came in.',
    },
    INGRESS,
  ),
  event(
    {
      name: 'ingress_ended',
      family: 'Ingress',
      description: 'A stream comes in no more.',
      dialog: INGRESS_DIALOG,
      ...INGRESS_STATUS,
      whenMissing: 'For the backend the stream never ends.',
    },
    INGRESS,
  ),
  event(
    {
      name: 'agent_job_started',
      family: 'Agents',
      description: 'An agent began to work.',
      dialog: JOB_DIALOG,
      ...JOB_STATUS,
      whenMissing: 'The backend never learns that the agent works.',
      source: 'LK-WEBHOOK',
    },
    JOB,
  ),
  event(
    {
      name: 'agent_job_ended',
      family: 'Agents',
      description: 'An agent works no more.',
      dialog: JOB_DIALOG,
      ...JOB_STATUS,
      whenMissing: 'For the backend the agent works for ever.',
      source: 'LK-WEBHOOK',
    },
    JOB,
  ),
];

export const METHODS: readonly Method[] = [...ROOM_EVENTS, ...PARTICIPANT_EVENTS, ...SERVICE_EVENTS];
