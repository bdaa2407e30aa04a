/** How a request is recognised as a hook, and of which method; and by what signs dialects are told apart. */
import type { JsonType } from './parameter.ts';
import type { SourceTag } from './sources.ts';

/** How a request is recognised as a hook, and of which method. Names are compared without regard to case. */
export type Recognition = TargetRecognition | WordRecognition;

/** The last segment of the path names the method. */
export interface TargetRecognition {
  readonly by: 'target';
  /**
   * Parts of paths that belong to another interface of the same system with the same words in its paths, in lower case.
   * A request there without a context parameter in its body is no hook.
   */
  readonly foreignPaths: readonly string[];
  /**
   * Endings of method names that no ordinary web application has in its paths. Where the capture cut the body, such a
   * name is enough to recognise a hook.
   */
  readonly distinctiveEndings: readonly string[];
}

/**
 * A word of the request names the method: that at the first of the places which holds the name of a known one. A request without
 * one may be recognised by the members of its payload.
 */
export interface WordRecognition {
  readonly by: 'word';
  readonly places: readonly WordPlace[];
  readonly shapes: readonly MethodShape[];
  /**
   * Members (names from the root) one of which the payload must have where the word alone is no proof, because other programs
   * use it too. Empty: the word is enough.
   */
  readonly beside: readonly (readonly string[])[];
}

/**
 * Where a word stands. `payload`: a member at any depth, a string or an integer, also of a form or a query that is read as the
 * payload. `header`: a header field, its name in lower case. `segment`: the last segment of the path. `query`: a member of the
 * target's query.
 */
export type WordPlace =
  | { readonly in: 'payload'; readonly path: readonly string[] }
  | { readonly in: 'header'; readonly name: string }
  | { readonly in: 'segment' }
  | { readonly in: 'query'; readonly name: string };

/** A method whose payloads hold no word: the members that they have, and those that they have not. */
export interface MethodShape {
  readonly method: string;
  readonly has: readonly { readonly path: readonly string[]; readonly types: readonly JsonType[] }[];
  readonly lacks: readonly (readonly string[])[];
}

/** Requests to a path are calls of a method, whatever else they show. */
export interface HookPath {
  /** The path of the target, without query; `*` stands for any one segment. Compared with regard to case (RFC 3986 §6.2.2.1). */
  readonly path: string;
  readonly method: string;
  readonly source: SourceTag;
}

/**
 * A sign that distinguishes conversations of dialects with the same method names. The weights of all signs that hold are
 * added up; the dialect with the highest sum is taken, the first in the registry where sums are equal.
 */
export type WireMark =
  /** The request line has no target (`true`), or has one (`false`). */
  | { readonly sign: 'no-target'; readonly holds: boolean; readonly weight: number }
  /** A header field (lower case) is absent (`null`), or has this value (lower case), or any value (`*`). */
  | { readonly sign: 'header'; readonly name: string; readonly value: string | null; readonly weight: number }
  /** A header field (lower case) has a value that begins so (lower case). */
  | { readonly sign: 'header-begin'; readonly name: string; readonly text: string; readonly weight: number }
  /** A member of the payload is present and has this type. */
  | { readonly sign: 'body-key'; readonly key: string; readonly type: JsonType; readonly weight: number }
  /** The same of a member at any depth. */
  | {
      readonly sign: 'body-path';
      readonly path: readonly string[];
      readonly type: JsonType;
      readonly weight: number;
    };
