export { failureOf, isAccepted, isResponseLost, roleOf } from './acceptance.ts';
export { EMPTY_FINGERPRINT, fingerprintOfRange } from './body-fingerprint.ts';
export { byRequest, type DialogKey, type HookCall, type HookResponse, timeOf } from './call.ts';
export { CallExchanges, type Leg, type LegKind, PLAIN_CALLS } from './call-exchanges.ts';
export {
  answeredAt,
  delayOf,
  firstFrameOf,
  isAcceptedCall,
  isAnswered,
  mayBeRare,
  responseStatusOf,
  traitsOf,
} from './call-glance.ts';
export { hasDialog, hasPeople, hasSession, NO_KEY } from './call-keys.ts';
export { type CallKind, countingKinds } from './call-kinds.ts';
export { CallPositions } from './call-positions.ts';
export { CallRow } from './call-row.ts';
export {
  CallStore,
  callsWithin,
  type NamedPeople,
  type PartPlace,
  type RepeatedCall,
} from './call-store.ts';
export type { CallTraits } from './call-traits.ts';
export {
  type CallsContext,
  type CallsPlace,
  callsShape,
  methodShape,
  type ShownCallTexts,
} from './calls-shape.ts';
export { type ClientConfig, type ConfigProblem, configFor, type MethodConfig } from './client-config.ts';
export { type CommonFields, commonFieldsOf } from './common-fields.ts';
export type { ConnectionFacts } from './connection-facts.ts';
export { type DialogNumbers, numberDialogs, numberingDialogs } from './dialog-numbers.ts';
export { formEncoded, formPairs } from './form.ts';
export { groupExchanges, groupingExchanges } from './group-exchanges.ts';
export { compareJson, type JsonComparison, type JsonDifference } from './json-difference.ts';
export type { TextKey } from './key-numbers.ts';
export { type KeyNames, keyNames } from './keys.ts';
export { OtherRequestBook, type OtherRequests } from './other-requests.ts';
export { otherRequestsShape } from './other-requests-shape.ts';
export { escapePointer, memberNames, type ParameterPlace, placesOf, pointerOf } from './parameter.ts';
export {
  isObject,
  type JsonBreak,
  type JsonObject,
  type JsonValue,
  jsonTextsOf,
  member,
  membersOf,
  nestsDeeply,
  type Payload,
  readPayload,
  type TextPayload,
  tooDeepAt,
  valueAt,
} from './payload.ts';
export {
  isNamed,
  type Person,
  peopleRows,
  personMembers,
  personText,
} from './people.ts';
export type { PeopleLookup } from './people-table.ts';
export { type ExchangeOrigin, keptReading, type ReadCall, readCall, wholeBody, withProblem } from './read.ts';
export { type Certainty, sendsHooks } from './recognised.ts';
export {
  formFor,
  hasPayloadOf,
  isWhole,
  type PayloadForms,
  RequestPayloads,
} from './request-payload.ts';
export { hasEnded, numberingSessions, numberSessions, type SessionNumbers } from './session-lives.ts';
export { type Dialog, groupSessions, type Session, sessionIndexes } from './sessions.ts';
export { signWords } from './signs.ts';
export { hasStatus, isStatus } from './status.ts';
export { pathOf, queryMembers } from './target-path.ts';
export type { TextEncoding, TextOddity } from './text-encoding.ts';
