import { tlsVersionName } from '../../tls/index.ts';
import { roundsText } from '../tls/encrypted-traffic.ts';
import { failureText } from '../tls/failure-words.ts';
import type { TlsGroup } from '../tls/groups.ts';
import { serverTextWithName, streamsText } from '../tls/sighting-group.ts';

/** One sentence about TLS connections that went the same way. */
export function tlsSentence(group: TlsGroup): string {
  const { members, handshake } = group;
  const name = handshake.version === null ? 'TLS' : tlsVersionName(handshake.version);
  const times = members.length === 1 ? '' : `, ${members.length} connections`;
  return `${name} to ${serverTextWithName(group)}${times}: ${howText(group)} (${streamsText(group)}).`;
}

function howText(group: TlsGroup): string {
  switch (group.outcome.kind) {
    case 'data': {
      if (group.handshake.decryption.kind === 'decrypted') return 'data flow, and were decrypted';
      const rounds = roundsText(group);
      return rounds === null ? 'encrypted data flow' : `encrypted data flow, ${rounds}`;
    }
    case 'failed':
      return failureText(group);
    case 'unused':
      return 'it ended without data';
    case 'open':
      return 'neither an alert nor data in clear sight';
  }
}
