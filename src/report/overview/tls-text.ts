import type { Analysis } from '../../engine/index.ts';
import { whyNotDecrypted } from '../../tls/index.ts';
import { count, grouped } from '../layout/quantity.ts';

/** Connections that are named one by one. */
const NAMED = 4;

/**
 * What became of the TLS connections: `12 secrets, 3 of 4 connections decrypted; tcp.stream 7: handshake not captured`. Null where
 * no secrets were at hand: then nothing was to be decrypted.
 */
export function tlsText({ tls }: Pick<Analysis, 'tls'>): string | null {
  if (tls.secrets === 0) return null;
  const asked = tls.connections.filter(({ handshake }) => handshake.decryption.kind !== 'unasked');
  const unread = asked.filter(({ handshake }) => handshake.decryption.kind !== 'decrypted');
  const reasons = unread
    .slice(0, NAMED)
    .map(
      ({ connection, handshake }) =>
        `tcp.stream ${connection.connection}: ${whyNotDecrypted(handshake.decryption)}`,
    );
  const more = unread.length - reasons.length;
  if (more > 0) reasons.push(`${grouped(more)} more not decrypted`);
  if (tls.left > 0) reasons.push(`${grouped(tls.left)} more of which no more is known`);
  const decrypted = `${grouped(asked.length - unread.length)} of ${count(asked.length, 'connection')} decrypted`;
  return [`${count(tls.secrets, 'secret')}, ${decrypted}`, ...reasons].join('; ');
}
