import type { Dialect, Method, RemedyCase } from '../../dialects/index.ts';
import type { RefusalFacts } from './refusal-facts.ts';

/** One reason for a refusal. */
export interface RefusalReason {
  /** Stable name: calls refused for different reasons are not counted together. */
  readonly id: string;
  readonly statuses: StatusClass | readonly number[];
  /** What must hold besides the status; left out: nothing. */
  readonly when?: (facts: RefusalFacts) => boolean;
  /** A clause for the message, to follow the status and a colon; null where the status says all. Facts as they may be shown. */
  readonly says: (facts: RefusalFacts, dialect: Dialect, method: Method | null) => string | null;
  /** What to do, one step a line. `server`: what the system that made the call is called. */
  readonly steps: (facts: RefusalFacts, server: string) => readonly string[];
  /** The situation in the terms of dialects, whose own remedies follow the steps. */
  readonly situation: RemedyCase;
}

/** All statuses with the same first digit; `any`: all there are. */
export type StatusClass = 'any' | '2xx' | '3xx' | '4xx' | '5xx';

/** What a reason says whose status says all. */
export const nothing = (): null => null;

/** The path of the request in quotation marks, or a word for it where it is not known. */
export function quotedPath({ request }: RefusalFacts): string {
  return request.path === '' ? 'it' : `"${request.path}"`;
}

/** Name of the web server, as it gives it, without version; empty where it gives none. */
export function serverName({ answer }: RefusalFacts): string {
  return answer.fields.server?.split(/[/ (]/, 1)[0] ?? '';
}

/** True for nginx and the servers made of it, which have its pages and settings. */
export function isNginx(facts: RefusalFacts): boolean {
  return /^(?:nginx|openresty|tengine)$/i.test(serverName(facts));
}

/** Retry-After is a number of seconds or a date (RFC 9110 §10.2.3). */
export function againIn({ answer }: RefusalFacts): string {
  const after = answer.fields['retry-after'];
  if (after === undefined) return '';
  if (!/^\d+$/.test(after)) return `; it asks to be tried again after ${after}`;
  return `; it asks to be tried again in ${after} s`;
}
