export type { Gap } from './conversation.ts';
export type { Arrival, ConnectionConsumer, Direction, EndCause, GapCause, Interest } from './events.ts';
export type { ConnectionStory, Endpoint, Handshake, Trouble } from './story.ts';
export { StreamTracker, type TrackerLoad, type TrackerOptions } from './tracker.ts';
