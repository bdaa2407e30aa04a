import type { HookCall } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';

/** What the capture shows of why a proxy answered 502, 503 or 504: what became of its own connection to the application. */
export interface UpstreamCause {
  /** A clause for the message, in place of the general one: `its own connection to 127.0.0.1:9092 was refused (frame 7)`. */
  readonly clause: string;
  /** Frames that show it. */
  readonly frames: readonly number[];
  /** What to do, one step a line, in place of the general steps; null: those hold. */
  readonly remedy: string | null;
}

/** Looks for it behind one call; null where the capture does not show it. */
export type UpstreamSearch = (call: HookCall, facts: CaptureFacts) => UpstreamCause | null;

/** What looks for it, the surest first. */
const SEARCHES: readonly UpstreamSearch[] = [];

/** The statuses with which a proxy tells that the application behind it failed (RFC 9110 §15.6). */
const OF_PROXIES: ReadonlySet<number> = new Set([502, 503, 504]);

/** The cause behind a proxy's answer; null where the answer is none of a proxy, and where the capture does not show it. */
export function upstreamCauseOf(call: HookCall, facts: CaptureFacts): UpstreamCause | null {
  if (call.response === null || !OF_PROXIES.has(call.response.status)) return null;
  for (const search of SEARCHES) {
    const cause = search(call, facts);
    if (cause !== null) return cause;
  }
  return null;
}
