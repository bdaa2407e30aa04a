/** Hooks that come in a sequence: numbered ones, and those that come at intervals. */
import type { SourceTag } from './sources.ts';

/** A member that the server counts up with each call that it sends: a gap proves calls that the capture does not hold. */
export interface CounterRule {
  /** Name of the parameter: an integer. */
  readonly parameter: string;
  /** What counts for itself. `node`: each server process (the context's node; all calls from one host where it has none). */
  readonly per: 'node';
  /** The counter begins anew with this value where the server starts. */
  readonly begins: number;
  readonly source: SourceTag;
}

/** A hook that the server sends again and again as long as it runs, or as a session goes on. */
export interface PeriodicRule {
  readonly method: string;
  /** `node`: one beat for each server; `session`, `dialog`: one for each of these, until it ends. */
  readonly per: 'node' | 'session' | 'dialog';
  /** Seconds between two beats by default. null: learned from the capture, as is an interval that differs from it. */
  readonly intervalSeconds: number | null;
  /** Name of the server's setting for the interval; null where it has none. */
  readonly setting: string | null;
  /** What it means when beats fail to come: a whole sentence. */
  readonly consequence: string;
  readonly source: SourceTag;
}
