export { isAccepted, roleOf } from './acceptance.ts';
export { byRequest, type DialogKey, type HookCall, type HookResponse, timeOf } from './call.ts';
export { dialogNumber, hasDialog, hasSession, NO_KEY, sessionNumber } from './call-keys.ts';
export { CallPositions } from './call-positions.ts';
export { CallRow } from './call-row.ts';
export { CallStore, callsWithin, type PartPlace } from './call-store.ts';
export { type ClientConfig, type ConfigProblem, configFor, type MethodConfig } from './client-config.ts';
export { KeyNumbers } from './key-numbers.ts';
export { OtherRequestBook, type OtherRequests } from './other-requests.ts';
export { escapePointer, type ParameterPlace, placesOf } from './parameter.ts';
export {
  isObject,
  type JsonBreak,
  type JsonObject,
  type JsonValue,
  member,
  membersOf,
  nestsDeeply,
  type Payload,
  readPayload,
} from './payload.ts';
export { type ExchangeOrigin, keptReading, type ReadCall, readCall } from './read.ts';
export type { Certainty } from './recognise.ts';
export { linkRetries, type RetryLinks } from './retries.ts';
export { type Dialog, groupSessions, type Session } from './sessions.ts';
