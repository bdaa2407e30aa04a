import { splitEndpoint } from '../../base/endpoint.ts';

/**
 * A session id as short as it can be told by: Flashphoner's are `/client/server` with an end point each (see
 * `ConnectionStatusEvent` in the vendor's documentation), and the client's is what differs.
 */
const TWO_ENDS = /^\/([^/]+)\/([^/]+)$/;

export function sessionName(id: string | null): string {
  if (id === null) return 'without a session';
  return TWO_ENDS.exec(id)?.[1] ?? id;
}

/** Host of the client that a session id names; null where it names none. */
export function clientHost(id: string | null): string | null {
  const client = id === null ? undefined : TWO_ENDS.exec(id)?.[1];
  return client === undefined ? null : splitEndpoint(client).host;
}
