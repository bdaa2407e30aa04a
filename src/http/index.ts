export { BodyCollector } from './body/body-collector.ts';
export { frame, isBodiless } from './body/framing.ts';
export { HeldBodies } from './body/held-bodies.ts';
export { ByteStore } from './byte-store.ts';
export {
  HttpConnection,
  type HttpOptions,
  type HttpSink,
  type WaitingRequest,
} from './connection.ts';
export type {
  Body,
  BrokenOff,
  Exchange,
  ExchangeEnd,
  HeaderList,
  LateProblem,
  MessageSide,
  Placement,
  Problem,
  ProblemKind,
  Protocol,
  RequestMessage,
  ResponseMessage,
  StreamEnd,
  StreamEndKind,
} from './exchange.ts';
export { headerValue } from './head/header-value.ts';
export { looksLikeHttp, matches } from './head/start-line.ts';
export { PlacementTracker } from './placement.ts';
export { exchangeEndShape, problemShape, streamEndShape } from './problem-shape.ts';
export { NO_PROBLEMS, PROBLEM_SENTENCES, problemOf } from './problems.ts';
export type { LastRequest, RestingPlace, RestingSide } from './resting-place.ts';
