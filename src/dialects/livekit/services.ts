/** Rows of egress, ingress and agents. */
import type { Parameter } from '../parameter.ts';
import { choice, count, flag, list, long, message, OF_APPLICATION, text } from './members.ts';
import {
  EGRESS_SOURCE_TYPES,
  EGRESS_STATUSES,
  INGRESS_INPUTS,
  INGRESS_STATUSES,
  JOB_STATUSES,
  JOB_TYPES,
} from './values.ts';

/** Addresses with credentials in their query. */
const ADDRESS = { secret: 'query' } as const satisfies Partial<Parameter>;

/** The room's sid is `egressInfo.roomId`, among the places of the session. */
export const EGRESS: readonly Parameter[] = [
  message('egressInfo', 'The recording or stream that the event is about.', { presence: 'usual' }),
  text('egressInfo.egressId', 'Tells the egress from others: EG_ and more.', { presence: 'usual' }),
  text('egressInfo.roomName', 'Name of the room; none where a web page is recorded.'),
  choice('egressInfo.sourceType', EGRESS_SOURCE_TYPES, 'How the media is got.'),
  choice('egressInfo.status', EGRESS_STATUSES, 'How far it has come.'),
  long('egressInfo.startedAt', 'When it began, in nanoseconds since 1970.'),
  long('egressInfo.endedAt', 'When it ended, in nanoseconds since 1970.'),
  long('egressInfo.updatedAt', 'When it last changed, in nanoseconds since 1970.'),
  message('egressInfo.roomComposite', 'What was asked for, where a whole room is recorded.'),
  message('egressInfo.web', 'What was asked for, where a web page is recorded.'),
  text('egressInfo.web.url', 'Address of the web page.', ADDRESS),
  message('egressInfo.participant', 'What was asked for, where one participant is recorded.'),
  text('egressInfo.participant.identity', 'Who is recorded.', { personal: 'person', party: 'other' }),
  message('egressInfo.trackComposite', 'What was asked for, where a pair of tracks is recorded.'),
  message('egressInfo.track', 'What was asked for, where one track is recorded.'),
  list('egressInfo.streamResults', ['object'], 'The streams that it sends.'),
  text('egressInfo.streamResults.*.url', 'Address that a stream is sent to.', ADDRESS),
  list('egressInfo.fileResults', ['object'], 'The files that it writes.'),
  text('egressInfo.fileResults.*.location', 'Address of a file.', ADDRESS),
  list('egressInfo.segmentResults', ['object'], 'The lists of segments that it writes.'),
  list('egressInfo.imageResults', ['object'], 'The pictures that it writes.'),
  text('egressInfo.error', 'What went wrong.'),
  count('egressInfo.errorCode', 'Number of what went wrong.'),
  text('egressInfo.details', 'More about how it ended.'),
  text('egressInfo.manifestLocation', 'Address of the list of files.', ADDRESS),
  flag('egressInfo.backupStorageUsed', 'Whether it was written to the second storage.'),
  count('egressInfo.retryCount', 'How often it was tried again.'),
];

/** An optional field of the message: absent does not stand for false. */
const ENABLE_TRANSCODING: Parameter = {
  name: 'ingressInfo.enableTranscoding',
  paths: [['ingressInfo', 'enableTranscoding']],
  types: ['boolean'],
  presence: 'optional',
  description: 'Whether the media is transcoded.',
  source: 'LK-PROTO',
};

/** The room's sid is `ingressInfo.state.roomId`, among the places of the session. */
export const INGRESS: readonly Parameter[] = [
  message('ingressInfo', 'The incoming stream that the event is about.', { presence: 'usual' }),
  text('ingressInfo.ingressId', 'Tells the ingress from others: IN_ and more.', { presence: 'usual' }),
  text('ingressInfo.name', 'Name of the ingress, as the application chose it.'),
  text('ingressInfo.streamKey', 'Key that lets the sender in.', { secret: 'value' }),
  text('ingressInfo.url', 'Address that media is sent to, or got from.', ADDRESS),
  choice('ingressInfo.inputType', INGRESS_INPUTS, 'How the media comes in.'),
  flag('ingressInfo.bypassTranscoding', 'Whether the media is passed on as it comes.'),
  ENABLE_TRANSCODING,
  text('ingressInfo.roomName', 'Name of the room that the media goes to.'),
  text('ingressInfo.participantIdentity', 'As whom the stream takes part in the room.', {
    personal: 'person',
    party: 'login',
  }),
  text('ingressInfo.participantName', 'Name that is shown for it.', { personal: 'person', party: 'name' }),
  text('ingressInfo.participantMetadata', 'What the application keeps with it.', OF_APPLICATION),
  flag('ingressInfo.reusable', 'Whether it may be used more than once.'),
  message('ingressInfo.state', 'How far it has come.'),
  choice('ingressInfo.state.status', INGRESS_STATUSES, 'How far it has come, in a word.'),
  text('ingressInfo.state.error', 'What went wrong.'),
  long('ingressInfo.state.startedAt', 'When it began, in nanoseconds since 1970.'),
  long('ingressInfo.state.endedAt', 'When it ended, in nanoseconds since 1970.'),
  text('ingressInfo.state.resourceId', 'Tells one use of the ingress from others.'),
  list('ingressInfo.state.tracks', ['object'], 'The tracks that it publishes.'),
  text('ingressInfo.state.tracks.*.sid', 'Tells a track from others: TR_ and more.'),
];

/** The room's sid is `job.room.sid`, among the places of the session. */
export const JOB: readonly Parameter[] = [
  message('job', "The agent's work that the event is about.", { presence: 'usual' }),
  text('job.id', 'Tells the job from others: AJ_ and more.', { presence: 'usual' }),
  text('job.dispatchId', 'The order that the job came of.'),
  choice('job.type', JOB_TYPES, 'What the agent works for.'),
  message('job.room', 'The room that the agent works in.'),
  text('job.room.name', 'Name of that room.'),
  text('job.room.turnPassword', 'Password of that room for TURN.', { secret: 'value' }),
  text('job.room.metadata', 'What the application keeps with that room.', OF_APPLICATION),
  message('job.participant', 'The participant that the agent works for.'),
  text('job.participant.sid', 'Tells the stay of that participant from others.'),
  text('job.participant.identity', 'Who that participant is.', { personal: 'person', party: 'login' }),
  text('job.participant.name', 'Name that is shown of that participant.', {
    personal: 'person',
    party: 'name',
  }),
  text('job.participant.metadata', 'What the application keeps with that participant.', OF_APPLICATION),
  message(
    'job.participant.attributes',
    'What the application keeps with that participant, by key.',
    OF_APPLICATION,
  ),
  text('job.namespace', 'Group of agents, in older servers.'),
  text('job.metadata', 'What the application told the agent.', OF_APPLICATION),
  text('job.agentName', 'Name of the agent.'),
  message('job.state', 'How far it has come.'),
  choice('job.state.status', JOB_STATUSES, 'How far it has come, in a word.'),
  text('job.state.error', 'What went wrong.'),
  text('job.state.participantIdentity', 'As whom the agent takes part in the room.', {
    personal: 'person',
    party: 'other',
  }),
];
