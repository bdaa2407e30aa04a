/** Rows of rooms, participants and tracks. */
import type { Parameter } from '../parameter.ts';
import { choice, count, flag, list, long, message, OF_APPLICATION, text } from './members.ts';
import {
  DISCONNECT_REASONS,
  PARTICIPANT_KINDS,
  PARTICIPANT_STATES,
  ROOM_END_REASONS,
  TRACK_SOURCES,
  TRACK_TYPES,
} from './values.ts';

/** The room, but for `room.sid`, which is the session. Events about tracks carry its sid and name alone. */
export const ROOM: readonly Parameter[] = [
  message('room', 'The room that the event is about.', { presence: 'usual' }),
  text('room.name', 'Name of the room, as the application chose it.'),
  count('room.emptyTimeout', 'Seconds that the room stays open while nobody has joined it.'),
  count('room.departureTimeout', 'Seconds that the room stays open after the last participant left.'),
  count('room.maxParticipants', 'How many participants may be in the room; 0 is without limit.'),
  long('room.creationTime', 'When the room was made, in seconds since 1970.'),
  long('room.creationTimeMs', 'The same in milliseconds.'),
  text('room.turnPassword', 'Password of the room for TURN.', { secret: 'value' }),
  list('room.enabledCodecs', ['object'], 'Codecs that may be published.'),
  text('room.metadata', 'What the application keeps with the room.', OF_APPLICATION),
  count('room.numParticipants', 'How many participants are in the room.'),
  count('room.numPublishers', 'How many participants publish.'),
  flag('room.activeRecording', 'Whether the room is being recorded.'),
  message('room.version', 'Version of the room: a time and a counter.'),
];

export const ROOM_END_REASON: Parameter = choice(
  'roomEndReason',
  ROOM_END_REASONS,
  'Why the room ended; older servers do not tell.',
);

const SID: Parameter = text('participant.sid', 'Tells the stay of a participant from others: PA_ and more.', {
  presence: 'usual',
});

const IDENTITY: Parameter = text(
  'participant.identity',
  'Who the participant is, by the token it joined with.',
  {
    presence: 'usual',
    personal: 'person',
    party: 'login',
  },
);

const PARTICIPANT_OBJECT: Parameter = message('participant', 'The participant that the event is about.', {
  presence: 'usual',
});

/** The participant whole, as in events about participants. */
export const PARTICIPANT: readonly Parameter[] = [
  PARTICIPANT_OBJECT,
  SID,
  IDENTITY,
  choice('participant.state', PARTICIPANT_STATES, 'How far the participant has come.'),
  list('participant.tracks', ['object'], 'What the participant publishes.'),
  text('participant.tracks.*.sid', 'Tells a track from others: TR_ and more.'),
  text('participant.metadata', 'What the application keeps with the participant.', OF_APPLICATION),
  long('participant.joinedAt', 'When the participant joined, in seconds since 1970.'),
  long('participant.joinedAtMs', 'The same in milliseconds.'),
  text('participant.name', 'Name that is shown.', { personal: 'person', party: 'name' }),
  count('participant.version', 'Counts the changes of the participant.'),
  message('participant.permission', 'What the participant may do.'),
  text('participant.region', 'Region of the server that the participant is connected to.'),
  flag('participant.isPublisher', 'Whether the participant publishes.'),
  choice('participant.kind', PARTICIPANT_KINDS, 'What kind of participant it is.'),
  message(
    'participant.attributes',
    'What the application keeps with the participant, by key.',
    OF_APPLICATION,
  ),
  choice('participant.disconnectReason', DISCONNECT_REASONS, 'Why the participant left.'),
  list('participant.kindDetails', ['string', 'integer'], 'More about the kind of participant.'),
  list('participant.dataTracks', ['object'], 'Data tracks of the participant; newer servers only.'),
  count('participant.clientProtocol', "Version of the client's protocol; newer servers only."),
  list('participant.capabilities', ['string', 'integer'], 'What the client can do; newer servers only.'),
];

/** The publisher of a track: nothing more is sent. */
export const PUBLISHER: readonly Parameter[] = [PARTICIPANT_OBJECT, SID, IDENTITY];

export const TRACK: readonly Parameter[] = [
  message('track', 'The track that the event is about.', { presence: 'usual' }),
  text('track.sid', 'Tells the track from others: TR_ and more.', { presence: 'usual' }),
  choice('track.type', TRACK_TYPES, 'What the track carries.'),
  text('track.name', 'Name of the track, as the publisher chose it.'),
  flag('track.muted', 'Whether the track is muted.'),
  count('track.width', 'Width of the picture, in pixels.'),
  count('track.height', 'Height of the picture, in pixels.'),
  flag('track.simulcast', 'Whether the picture is sent in several sizes.'),
  flag('track.disableDtx', 'Whether silence is sent too.'),
  choice('track.source', TRACK_SOURCES, 'Where the media comes from.'),
  list('track.layers', ['object'], 'Sizes in which the picture is sent.'),
  text('track.mimeType', 'Codec of the track.'),
  text('track.mid', 'Media section of the session description.'),
  list('track.codecs', ['object'], 'Codecs in which the track is sent.'),
  flag('track.stereo', 'Whether the sound is in stereo.'),
  flag('track.disableRed', 'Whether redundant encoding of sound is off.'),
  choice('track.encryption', ['NONE', 'GCM', 'CUSTOM'], 'How the media is encrypted from end to end.'),
  text('track.stream', 'Stream that the track belongs to.'),
  message('track.version', 'Version of the track: a time and a counter.'),
  list('track.audioFeatures', ['string', 'integer'], 'How the sound is processed.'),
  choice(
    'track.backupCodecPolicy',
    ['PREFER_REGRESSION', 'SIMULCAST', 'REGRESSION'],
    'What is done for those who cannot play the codec.',
  ),
  list(
    'track.packetTrailerFeatures',
    ['string', 'integer'],
    'What packets carry in addition; newer servers only.',
  ),
];
