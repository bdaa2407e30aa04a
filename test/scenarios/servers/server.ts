/**
 * What the scenarios know of one server, put down from its vendor's documents and not from the product's tables: what it sends,
 * how its backend answers, and what has to follow what.
 */
import type { Random } from '../../../samples/builder/index.ts';
import type { JsonObject } from '../../../samples/hooks/index.ts';

/** One hook as the server sends it. */
export interface ServerHook {
  /** Name of the method, spelt as in the dialect's table. */
  readonly method: string;
  readonly payload: JsonObject;
  /** What tells it apart: ids by names that the profile chooses, for its own rules. null: it has none of that kind. */
  readonly keys: Readonly<Record<string, string | null>>;
}

/** A response of the backend. */
export interface ServerAnswer {
  readonly status: number;
  readonly body: string;
  /** `application/json` unless given. */
  readonly contentType?: string;
  readonly fields?: readonly (readonly [name: string, value: string])[];
}

/**
 * How a response fails. `refusal`: the backend says no on purpose. `body`: its status would do, its body has a fault. `status`:
 * its status does not count as accepted.
 */
export type BadAnswer = 'refusal' | 'body' | 'status';

/** A hook of a course: what a server sends about one thing from its beginning to its end. */
export interface CourseHook {
  /** Seconds from the beginning of the course. */
  readonly at: number;
  readonly hook: ServerHook;
  /** Places in the course of the hooks that must have been accepted for this one to come. Left out: none. */
  readonly needs?: readonly number[];
  /** What comes in place of those that need it, where it is not accepted; seconds are from the moment at which the server knows. */
  readonly instead?: readonly { readonly after: number; readonly hook: ServerHook }[];
}

/** How the server repeats a hook that failed. */
export interface ServerRetry {
  readonly after: readonly (BadAnswer | 'no-response')[];
  /** Of the failures by status, only those with such a one. Left out: all. */
  readonly statuses?: (status: number) => boolean;
  /** Seconds from the failure to the next attempt, for each of them. */
  readonly delays: readonly number[];
  /** The hook as it is sent again. */
  readonly again: (hook: ServerHook) => ServerHook;
}

/** A rule that what follows has to obey, of the server's documents. */
export interface PairRule {
  /** Name of the row of the dialect's table that says the same. */
  readonly id: string;
  readonly direction: 'forward' | 'predecessor';
  readonly after: (trigger: ServerHook) => boolean;
  /** `ok`: the trigger must have been accepted. */
  readonly answer: 'ok' | 'failed' | 'any';
  /** The method that a finding names: the first of those that would do. */
  readonly method: string;
  /** Whether a hook is what is expected of a trigger: method and keys. */
  readonly expect: (trigger: ServerHook, other: ServerHook) => boolean;
  /** null: the documents give no time. Then it is missing only after a sign. */
  readonly seconds: number | null;
  /** What shows that it is due, and seconds from there. */
  readonly signs?: readonly {
    readonly is: (trigger: ServerHook, other: ServerHook) => boolean;
    readonly seconds: number;
  }[];
  /** `any`: an expected hook counts however long it came before the trigger. Otherwise half a second. */
  readonly metBefore?: 'any';
  /** Only where an earlier hook of this kind was seen; it must have been accepted where `earlierOk`. */
  readonly earlier?: (trigger: ServerHook, other: ServerHook) => boolean;
  readonly earlierOk?: true;
  readonly severity: 'error' | 'warning' | 'note';
}

export interface ServerProfile {
  /** Name of the dialect. */
  readonly dialect: string;
  readonly port: number;
  /** Nothing says that hooks go to this port before one was seen there: what is wrong with it cannot be told then. */
  readonly portLearned?: true;
  /** Each hook on a connection of its own, or all on one that is kept open. */
  readonly connections: 'per-hook' | 'kept';
  /** The whole request, header and body. `host`: the authority of the backend. */
  readonly write: (hook: ServerHook, host: string) => Buffer;
  readonly accepted: (hook: ServerHook) => ServerAnswer;
  /** Answers of each kind that do not count as accepted; an empty list where the server has none of the kind. */
  readonly bad: Readonly<Record<BadAnswer, readonly ServerAnswer[]>>;
  /** Whether the answer to a hook makes a difference to the server. Where not, no bad answers are given. */
  readonly isJudged: (hook: ServerHook) => boolean;
  /** Seconds after which the server gives up waiting. null: it is not known, and the scenarios hold no silence. */
  readonly timeoutSeconds: number | null;
  readonly retry: ServerRetry | null;
  /** Whether a hook only tells what has happened: then its repetition is told. */
  readonly isEvent: (hook: ServerHook) => boolean;
  readonly pairs: readonly PairRule[];
  /** A sound course, drawn by chance. `number`: of the course in its plan, to make ids of. */
  readonly course: (random: Random, number: number) => readonly CourseHook[];
  /** Given all hooks in the order in which they are sent: what is counted over all of them. Left out: nothing is. */
  readonly numbered?: (hooks: readonly ServerHook[]) => readonly ServerHook[];
  /** The number that the server counts up with each hook, also with one that is sent again. Left out: it counts none. */
  readonly counter?: (hook: ServerHook) => number;
}
