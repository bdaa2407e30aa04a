export { inGroups, NO_GROUP } from '../base/groups.ts';
export { isAccepted, roleOf } from './acceptance.ts';
export { copyOfCall, type DialogKey, type HookCall, type HookResponse, timeOf } from './call.ts';
export { CallStore } from './call-store.ts';
export { type ClientConfig, type ConfigProblem, configFor, type MethodConfig } from './client-config.ts';
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
export { linkRetries } from './retries.ts';
export { type Dialog, groupSessions, type Session } from './sessions.ts';
