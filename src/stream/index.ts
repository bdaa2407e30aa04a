export type { Arrival, ConnectionConsumer, Direction, EndCause, GapCause, Interest } from './events.ts';
export type { Gap } from './gap.ts';
export type { ConnectionStory, Endpoint, Handshake, Trouble } from './story.ts';
export { StreamTracker, type TrackerLoad, type TrackerOptions } from './tracker.ts';
