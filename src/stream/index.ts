export { type ConnectionSummary, type Handshake, renamed, serverOf } from './connection-summary.ts';
export type { Arrival, ConnectionConsumer, Direction, EndCause, GapCause, Interest } from './events.ts';
export type { Gap } from './gap.ts';
export type { TcpAnomalies } from './tcp-anomalies.ts';
export { ConnectionTracker, type TrackerLoad, type TrackerOptions } from './tracker.ts';
