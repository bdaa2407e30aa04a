/** An echo backend: what it makes of a request, and what it answers. Sockets are the business of whoever runs it. */
export { answerTo, type BackendAnswer, type BackendRules, delayOf, EVERY_METHOD } from './answers.ts';
export { readRequest } from './read-request.ts';
export type { ReadRequest, ReceivedRequest } from './received.ts';
