/** Dialects: what hookscope knows about the hooks of each system, as data, and how to look things up in it. */
import { type CustomDialect, dialectFileSchema, type FormSchema, readCustomDialect } from './custom/index.ts';
import { flashphonerWcs } from './flashphoner-wcs/index.ts';
import { livekit } from './livekit/index.ts';
import { nginxRtmp } from './nginx-rtmp/index.ts';
import { openvox } from './openvox/index.ts';
import { ovenmediaengine } from './ovenmediaengine/index.ts';
import { srs } from './srs/index.ts';
import type { Dialect } from './types.ts';
import { yeastar } from './yeastar/index.ts';
import { yeastarP } from './yeastar-p/index.ts';
import { zlmediakit } from './zlmediakit/index.ts';

/** All built-in dialects, in this order; the first wins where the signs of several are equally strong. */
const BUILT_IN: readonly Dialect[] = [
  flashphonerWcs,
  openvox,
  yeastar,
  yeastarP,
  srs,
  zlmediakit,
  nginxRtmp,
  livekit,
  ovenmediaengine,
];

/** All built-in dialects, by name. */
export const dialects: ReadonlyMap<string, Dialect> = new Map(
  BUILT_IN.map((dialect) => [dialect.name, dialect]),
);

export const defaultDialect: Dialect = flashphonerWcs;

/** Schemes of signatures of all built-in dialects, in lower case: what follows one of these words is a credential. */
export const SIGNATURE_SCHEMES: readonly string[] = [...dialects.values()].flatMap(({ signature }) =>
  signature === null || signature.kind === 'checksum' || signature.scheme === null
    ? []
    : [signature.scheme.toLowerCase()],
);

/**
 * Reads a user's own dialect file, given as the value that its JSON text parsed to (`docs/dialects.md` has the form).
 * It may extend one of the built-in dialects.
 */
export function parseDialect(value: unknown): CustomDialect {
  return readCustomDialect(value, dialects);
}

/** The form of a dialect file as JSON Schema, for editors. */
export function dialectSchema(): FormSchema {
  return dialectFileSchema([...dialects.keys()]);
}

export {
  acceptanceOf,
  acceptanceText,
  acceptedBody,
  isAcceptedStatus,
  isMirrored,
  isRefusalStatus,
  isWithin,
  timeoutOf,
} from './acceptance.ts';
export { type Advice, adviceOn } from './advice.ts';
export type * from './client-config.ts';
export { settingWith } from './client-config.ts';
export { findInconsistencies, type Inconsistency } from './consistency.ts';
export type { CustomDialect, DialectProblem } from './custom/index.ts';
export type * from './delivery.ts';
export {
  describeMethod,
  type MethodDescription,
  type ParameterDescription,
  type SourceDescription,
} from './describe.ts';
export { hooksDocument } from './document.ts';
export { DIALECT_NAMES, EXAMPLES } from './examples/index.ts';
export type * from './expectation.ts';
export { type HookMapping, type MappedDialects, withHookPaths } from './hook-map.ts';
export { type JsonSchema, toJsonSchema } from './json-schema.ts';
export {
  acceptedTypes,
  contextNames,
  type EndingRole,
  endingOf,
  endingRoles,
  errorConsequence,
  findMethod,
  findParameter,
  findRemedy,
  hintFor,
  isKnownValue,
  methodNames,
  type RemedyValues,
  remedyCommands,
  sessionParameters,
  statusParameter,
} from './lookup.ts';
export type * from './method.ts';
export { HOOK_TYPES } from './method.ts';
export { UNKNOWN_SYSTEM } from './neutral.ts';
export type * from './parameter.ts';
export { partyText } from './party-text.ts';
export type * from './recognition.ts';
export { dialectNotes, noteText, rulePhrase, ruleRemedies, type SharedNote } from './rule-note-lookup.ts';
export type { RemedyCase } from './rule-notes.ts';
export type * from './sequence.ts';
export { clientOfSession } from './session-id.ts';
export type { Confidence, Source, SourceOrigin } from './source.ts';
export { SOURCES, type SourceTag } from './sources.ts';
export type * from './types.ts';
export {
  activationCommand,
  anyServer,
  applicationText,
  clientConfigTitle,
  hostOfServer,
  neverAddedText,
  policyText,
  serverAtStart,
  serverLabel,
  stopText,
  switchedOffText,
  type UnknownPolicy,
  underPolicyText,
  unknownPolicyText,
} from './wording.ts';
export { isWritten, TEXT_WORDS, type TextForm } from './written-text.ts';
