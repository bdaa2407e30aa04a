/** The calls, by the value of `call`. */
import type { Acceptance } from '../delivery.ts';
import type { Method } from '../method.ts';
import {
  CONNECT_ROWS,
  DISCONNECT_ROWS,
  DONE_ROWS,
  PLAY_ROWS,
  PUBLISH_ROWS,
  RECORD_ROWS,
  SOURCE,
  STREAM_DIALOG,
  UPDATE_ROWS,
} from './parameters.ts';

/** Of the calls after which nginx reads no answer: an answer that is no success is told, but decides nothing. */
const UNREAD: Acceptance = { statuses: [{ from: 200, to: 299 }], body: { kind: 'any' } };

const ASKS = { aliases: [], role: 'ask', refusal: 'yes', openMembers: true, source: SOURCE } as const;

const TELLS = {
  aliases: [],
  role: 'event',
  refusal: 'no',
  acceptance: UNREAD,
  openMembers: true,
  source: SOURCE,
} as const;

/** An update is an event that the backend may refuse, and only 2xx is certain to let the stream go on. */
const UPDATES = {
  ...TELLS,
  refusal: 'yes',
  acceptance: { ...UNREAD, refusals: [{ from: 400, to: 499 }] },
} as const;

export const CALLS: readonly Method[] = [
  {
    ...ASKS,
    name: 'connect',
    family: 'Connection',
    description:
      'A client connects over RTMP. The call has no clientid yet, so that it belongs to no session.',
    dialog: null,
    outsideSessions: true,
    parameters: CONNECT_ROWS,
    whenMissing: 'The backend is never asked whether the client may connect.',
  },
  {
    ...TELLS,
    name: 'disconnect',
    family: 'Connection',
    description:
      'The connection of a client ended, also one that was turned down. It may come before the other calls of the same end.',
    dialog: null,
    parameters: DISCONNECT_ROWS,
    whenMissing: 'The backend never learns that the client left.',
  },
  {
    ...ASKS,
    name: 'publish',
    family: 'Streams',
    description: 'A client wants to publish a stream.',
    dialog: STREAM_DIALOG,
    parameters: PUBLISH_ROWS,
    whenMissing: 'The backend is never asked whether the stream may be published: anybody can publish.',
  },
  {
    ...TELLS,
    name: 'publish_done',
    family: 'Streams',
    description: 'A client no longer publishes.',
    dialog: STREAM_DIALOG,
    parameters: DONE_ROWS,
    whenMissing: 'The backend is not told that the stream ended: only done or disconnect may tell it.',
  },
  {
    ...ASKS,
    name: 'play',
    family: 'Streams',
    description:
      'A client wants to play a stream. nginx itself plays the stream that it relays elsewhere: then app is empty.',
    dialog: STREAM_DIALOG,
    parameters: PLAY_ROWS,
    whenMissing: 'The backend is never asked whether the stream may be played: anybody can play it.',
  },
  {
    ...TELLS,
    name: 'play_done',
    family: 'Streams',
    description: 'A client no longer plays.',
    dialog: STREAM_DIALOG,
    parameters: DONE_ROWS,
    whenMissing: 'The backend is not told that the player left: only done or disconnect may tell it.',
  },
  {
    ...TELLS,
    name: 'done',
    family: 'Streams',
    description: 'A client no longer publishes or plays: sent besides publish_done and play_done.',
    dialog: STREAM_DIALOG,
    parameters: DONE_ROWS,
    whenMissing: 'The backend is not told by this call that the client has ended.',
  },
  {
    ...UPDATES,
    name: 'update_publish',
    family: 'Streams',
    description:
      'A client still publishes. It is sent notify_update_timeout after the answer to the one before, the first even where publish is not answered yet. A refusal ends the stream.',
    dialog: STREAM_DIALOG,
    parameters: UPDATE_ROWS,
    whenMissing: 'The backend cannot tell that the stream is still published, nor end it by its answer.',
  },
  {
    ...UPDATES,
    name: 'update_play',
    family: 'Streams',
    description:
      'A client still plays. It is sent notify_update_timeout after the answer to the one before. A refusal ends it.',
    dialog: STREAM_DIALOG,
    parameters: UPDATE_ROWS,
    whenMissing: 'The backend cannot tell that the stream is still played, nor end it by its answer.',
  },
  {
    ...UPDATES,
    name: 'update',
    family: 'Streams',
    description: 'A client is still there that neither publishes nor plays.',
    dialog: STREAM_DIALOG,
    parameters: UPDATE_ROWS,
    whenMissing: 'The backend cannot tell that the client is still there.',
  },
  {
    ...TELLS,
    name: 'record_done',
    family: 'Records',
    description: 'A file of a recording was closed.',
    dialog: STREAM_DIALOG,
    parameters: RECORD_ROWS,
    whenMissing: 'The backend never learns that the recording is there.',
  },
];
