import { clientOfSession, type Dialect } from '../../dialects/index.ts';

/** A session id as short as possible: where it names both ends, the client's end is what differs. */
export function sessionName(dialect: Dialect | null, id: string | null): string {
  if (id === null) return 'without a session';
  return (dialect === null ? null : clientOfSession(dialect, id)) ?? id;
}

/** Host of the client that a session id names; null where it names none. */
export function clientHost(dialect: Dialect, id: string | null): string | null {
  const client = id === null ? null : clientOfSession(dialect, id);
  if (client === null) return null;
  const colon = client.lastIndexOf(':');
  return colon < 0 ? client : client.slice(0, colon);
}
