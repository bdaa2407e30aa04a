import type { Dialect } from './types.ts';

const CLIENT_AND_SERVER = /^\/([^/]+)\/([^/]+)$/;

/** The client's address and port that a session id names; null where the dialect's ids name none, or this one does not. */
export function clientOfSession({ context }: Dialect, id: string): string | null {
  if (context?.sessionForm !== 'client-and-server') return null;
  return CLIENT_AND_SERVER.exec(id)?.[1] ?? null;
}
