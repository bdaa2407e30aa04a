/** What every event has, and the room that it belongs to. */
import type { Parameter } from '../parameter.ts';
import { count, long, text } from './members.ts';

/**
 * The session of an event is its room. Events about egress, ingress and agents name it at places of their own; those of an egress
 * from a web page, and others without a room, name none.
 */
export const ROOM_SID: Parameter = {
  name: 'room.sid',
  paths: [
    ['room', 'sid'],
    ['egressInfo', 'roomId'],
    ['ingressInfo', 'state', 'roomId'],
    ['job', 'room', 'sid'],
  ],
  types: ['string'],
  presence: 'usual',
  absentMeans: '""',
  description: 'Tells the room from others, also from an earlier one of the same name: RM_ and more.',
  source: 'LK-PROTO',
};

/** Members of every event. Protobuf leaves out what has its default value: only these can be asked for. */
export const EVENT_MEMBERS: readonly Parameter[] = [
  text('event', 'Name of the event.', { presence: 'key' }),
  text('id', 'Tells the event from others: EV_ and more. A retry has the same one.', { presence: 'key' }),
  long('createdAt', 'When it happened, in seconds since 1970.', { presence: 'key' }),
  count('numDropped', 'How many events were not delivered before this one; newer servers send it no more.'),
];

export const CONTEXT: readonly Parameter[] = [ROOM_SID];
