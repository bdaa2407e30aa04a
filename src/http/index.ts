export { HttpConnection } from './connection.ts';
export type {
  AnswerMessage,
  Body,
  Exchange,
  ExchangeEnd,
  HeaderList,
  Placement,
  Problem,
  ProblemKind,
  Protocol,
  RequestMessage,
} from './exchange.ts';
export { headerValue } from './header-value.ts';
export { HeldBodies } from './held-bodies.ts';
export { PROBLEM_SENTENCES } from './problems.ts';
export { looksLikeHttp } from './start-line.ts';
