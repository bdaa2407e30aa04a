import { hostOf } from '../../base/endpoint.ts';
import { clientOfSession, type Dialect } from '../../dialects/index.ts';
import { lifeText } from '../../report/layout/index.ts';
import type { SessionEntry } from '../model/session-list.ts';

/** Who a session is, and which life of its id where only that tells it from others. */
export function whoText({ headline: { who }, life }: Pick<SessionEntry, 'headline' | 'life'>): string {
  return who.by === 'client' || who.by === 'id' ? `${who.text}${lifeText({ life })}` : who.text;
}

/** The host of the client that a session id names; null where it names none. */
export function clientHost(dialect: Dialect, id: string | null): string | null {
  const client = id === null ? null : clientOfSession(dialect, id);
  return client === null ? null : hostOf(client);
}
