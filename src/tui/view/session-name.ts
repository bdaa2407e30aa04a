import { hostOf } from '../../base/endpoint.ts';
import { clientOfSession, type Dialect, sessionParameters } from '../../dialects/index.ts';
import { lifeText } from '../../report/layout/index.ts';
import type { SessionEntry } from '../model/session-list.ts';

/** Who a session is, and which life of its id where only that tells it from others. */
export function whoText({ headline: { who }, life }: Pick<SessionEntry, 'headline' | 'life'>): string {
  return who.by === 'client' || who.by === 'id' ? `${who.text}${lifeText({ life })}` : who.text;
}

/** Whether a session's name is an id of several values: its last ones tell it from others. */
export function isNamedByPath({
  headline: { who },
  dialect,
}: Pick<SessionEntry, 'headline' | 'dialect'>): boolean {
  const context = dialect?.context ?? null;
  return who.by === 'id' && context !== null && sessionParameters(context).length > 1;
}

/** The host of the client that a session id names; null where it names none. */
export function clientHost(dialect: Dialect, id: string | null): string | null {
  const client = id === null ? null : clientOfSession(dialect, id);
  return client === null ? null : hostOf(client);
}
