export type { Endpoint } from './connection-table.ts';
export type { Arrival, ConnectionConsumer, Direction, EndCause, GapCause, Interest } from './events.ts';
export type { Gap } from './gap.ts';
export { type ConnectionStory, type Handshake, renamed } from './connection-summary.ts';
export { StreamTracker, type TrackerLoad, type TrackerOptions } from './tracker.ts';
export type { Trouble } from './tcp-anomalies.ts';
