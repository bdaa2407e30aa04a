import type { JsonType } from '../dialects/index.ts';

/** A member of a payload, at any depth of its objects. Lists are not gone into. */
export interface ObservedMember {
  readonly path: readonly string[];
  readonly type: JsonType;
  /** A string, a number or a boolean as text; null for anything else. It may be secret: only counted values are ever written. */
  readonly value: string | null;
}

/** What of one request, and of the response to it, a dialect file could be made of. */
export interface Observation {
  /** Address and port that it was sent to. */
  readonly server: string;
  readonly port: number;
  /** Seconds since 1970. */
  readonly at: number;
  readonly httpMethod: string;
  /** The path of the target, without query. */
  readonly path: string;
  /** How its payload is written. */
  readonly form: 'json' | 'form' | 'query';
  /** By the names of the path, as one key: see {@link keyOfPath}. */
  readonly members: ReadonlyMap<string, ObservedMember>;
  /** Members whose value is a JSON text: their members stand in `members` below them. */
  readonly embedded: readonly (readonly string[])[];
  /** Header fields that few clients send, by name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** The query of a request whose payload is its body. */
  readonly query: ReadonlyMap<string, string>;
  /** null: the capture has no response. */
  readonly status: number | null;
  /** Scalar members at the top of the response's JSON body, as JSON text. */
  readonly answer: ReadonlyMap<string, string>;
}

/** One key for a path of names. No name of a member that may be in a dialect file has control characters. */
export function keyOfPath(path: readonly string[]): string {
  return path.join('\u0000');
}

/** How a path of names is written in a sentence, and as the name of a parameter. */
export function nameOfPath(path: readonly string[]): string {
  return path.join('.');
}
