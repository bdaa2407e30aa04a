import { hostOf } from '../../base/endpoint.ts';
import { clientOfSession, type Dialect } from '../../dialects/index.ts';

/** A session id as short as possible: where it names both ends, the client's end is what differs. */
export function sessionName(dialect: Dialect | null, id: string | null): string {
  if (id === null) return 'without a session';
  return (dialect === null ? null : clientOfSession(dialect, id)) ?? id;
}

/** The host of the client that a session id names; null where it names none. */
export function clientHost(dialect: Dialect, id: string | null): string | null {
  const client = id === null ? null : clientOfSession(dialect, id);
  return client === null ? null : hostOf(client);
}
