/** What recognition finds, and by which signs. */
import type { Dialect, Method } from '../dialects/index.ts';
import type { RequestMessage } from '../http/index.ts';
import { MOST_MARKS } from './marks.ts';

/**
 * How sure it is that a request is a hook. `certain`: its name and its body say so; `likely`: its name does, and
 * it counts where its server is known as a backend; `other`: HTTP that is no known hook.
 */
export type Certainty = 'certain' | 'likely' | 'other';

/** What one dialect finds in a request. */
export interface Found {
  readonly certainty: Certainty;
  readonly row: Method | null;
  /** As written: the last path segment, or the word. */
  readonly name: string;
  /** The bit of the sign that named the method; left out: the last segment of the path did, or nothing. */
  readonly sign?: number;
}

/** Bits behind those of the marks: which sign named the method. */
const MOST_PLACES = 12;
/** The members of the payload did. */
export const SHAPE_SIGN = 1 << (MOST_MARKS + MOST_PLACES);
/** The path did, by the list of paths. */
export const PATH_SIGN = SHAPE_SIGN << 1;

/** The word at the place of this index did; those of further places share the last bit. */
export function signOfPlace(index: number): number {
  return 1 << (MOST_MARKS + Math.min(index, MOST_PLACES - 1));
}

/** Whether hooks are sent by this HTTP method, also where it is not written in capitals as it has to be. */
export function sendsHooks({ delivery }: Dialect, method: RequestMessage['method']): boolean {
  return delivery.httpMethods.includes(method) || delivery.httpMethods.includes(method.toUpperCase());
}
