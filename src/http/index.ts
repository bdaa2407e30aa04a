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
export { headerValue } from './head/header-value.ts';
export { HeldBodies } from './body/held-bodies.ts';
export { PROBLEM_SENTENCES } from './problems.ts';
export { looksLikeHttp } from './head/start-line.ts';
