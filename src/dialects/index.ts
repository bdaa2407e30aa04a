/** Dialects: what hookscope knows of each call server's hooks, as data, and how to look things up in it. */
import { type CustomDialect, readCustomDialect } from './custom.ts';
import { flashphonerWcs } from './flashphoner-wcs/index.ts';
import { openvox } from './openvox/index.ts';
import type { Dialect } from './types.ts';
import { yeastar } from './yeastar/index.ts';

/** All built-in dialects, by name; the first wins where the signs of several are equally strong. */
export const dialects: ReadonlyMap<string, Dialect> = new Map(
  [flashphonerWcs, openvox, yeastar].map((dialect: Dialect) => [dialect.name, dialect]),
);

export const defaultDialect: Dialect = flashphonerWcs;

/**
 * Reads a user's own dialect file, given as the value that its JSON text parsed to (`docs/dialects.md` has the form).
 * It extends one of the built-in dialects.
 */
export function parseDialect(value: unknown): CustomDialect {
  return readCustomDialect(value, dialects);
}

export { findInconsistencies, type Inconsistency } from './consistency.ts';
export type { CustomDialect } from './custom.ts';
export {
  describeMethod,
  type MethodDescription,
  type ParameterDescription,
  type SourceDescription,
} from './describe.ts';
export { hooksDocument } from './document.ts';
export type * from './expectation.ts';
export { type JsonSchema, toJsonSchema } from './json-schema.ts';
export {
  acceptedTypes,
  type EndingRole,
  endingOf,
  endingRole,
  errorConsequence,
  findMethod,
  findParameter,
  findRemedy,
  hintFor,
  isKnownValue,
  methodNames,
  type RemedyValues,
  remedyCommands,
} from './lookup.ts';
export { dialectNotes, noteText, rulePhrase, ruleRemedies, type SharedNote } from './rule-note-lookup.ts';
export type { RemedyCase } from './rule-notes.ts';
export type { DialectProblem } from './shape.ts';
export { type Confidence, type Origin, SOURCES, type Source, type SourceTag } from './sources.ts';
export type * from './types.ts';
export { HOOK_TYPE_NAMES } from './types.ts';
