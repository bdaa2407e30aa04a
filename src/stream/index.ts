export { ConnectionSnapshot } from './connection-snapshot.ts';
export { type ConnectionSummary, type Handshake, type SideSummary, serverOf } from './connection-summary.ts';
export { FrameDispatch } from './dispatch.ts';
export type { Endpoints } from './endpoints.ts';
export {
  type Arrival,
  type ConnectionConsumer,
  type Direction,
  type EndCause,
  type GapCause,
  IGNORING_CONSUMER,
  type Interest,
  otherDirection,
} from './events.ts';
export type { Gap } from './gap.ts';
export { HostClocks } from './host-clocks.ts';
export { connectionsShape } from './snapshot-shape.ts';
export type { TcpAnomalies } from './tcp-anomalies.ts';
export { ConnectionTracker, type TrackerLoad, type TrackerOptions } from './tracker.ts';
