import { hostOf } from '../../base/endpoint.ts';

/**
 * The form of Flashphoner's session ids: `/client/server`, both end points (see `ConnectionStatusEvent` in the vendor's
 * documentation). Only the client differs, so it is shown alone.
 */
const TWO_ENDS = /^\/([^/]+)\/([^/]+)$/;

export function sessionName(id: string | null): string {
  if (id === null) return 'without a session';
  return TWO_ENDS.exec(id)?.[1] ?? id;
}

/** The host of the client that a session id names; null where it names none. */
export function clientHost(id: string | null): string | null {
  const client = id === null ? undefined : TWO_ENDS.exec(id)?.[1];
  return client === undefined ? null : hostOf(client);
}
