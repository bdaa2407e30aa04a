export { HeldBodies } from './body/held-bodies.ts';
export { HttpConnection, type WaitingRequest } from './connection.ts';
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
} from './exchange.ts';
export { headerValue } from './head/header-value.ts';
export { looksLikeHttp, matches } from './head/start-line.ts';
export { PlacementTracker } from './placement.ts';
export { PROBLEM_SENTENCES } from './problems.ts';
