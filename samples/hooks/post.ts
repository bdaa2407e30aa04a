import type { Mishap } from '../builder/index.ts';
import type { JsonObject } from './json.ts';

/** How the backend meets a hook. Delays are microseconds from the request; a few milliseconds by chance unless given. */
export type BackendAnswer =
  /** 200 with the request's body, with some members changed or added (`restClientConfig`). */
  | { readonly kind: 'mirrored'; readonly delay?: number; readonly changes?: JsonObject }
  /** Any status with any body; an empty one unless given. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly delay?: number;
      readonly body?: string;
      readonly contentType?: string;
    }
  /** No answer; after the delay the connection ends as told, or stays as it is. */
  | {
      readonly kind: 'silence';
      readonly delay: number;
      readonly end: 'client-closes' | 'server-closes' | 'server-resets' | 'open';
    }
  /** SYN answered by RST. */
  | { readonly kind: 'refused' }
  /** SYN never answered. */
  | { readonly kind: 'unreachable'; readonly attempts: number };

/** One hook as the call server is to post it: plain data, so that a fault can be put in before it is played. */
export interface HookPost {
  /** Microseconds on the scenario's clock. */
  readonly at: number;
  readonly method: string;
  readonly payload: JsonObject;
  /** The body's text in place of the payload's compact JSON. */
  readonly body?: string;
  readonly answer: BackendAnswer;
  /** What happens to the request's and the answer's segments on their way into the capture, by segment number. */
  readonly requestMishaps?: Readonly<Record<number, Mishap>>;
  readonly answerMishaps?: Readonly<Record<number, Mishap>>;
}

/** A hook that the backend mirrors at once: what a sound scenario consists of. */
export function hookPost(at: number, method: string, payload: JsonObject): HookPost {
  return { at, method, payload, answer: { kind: 'mirrored' } };
}
