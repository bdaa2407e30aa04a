import { suiteName, type TlsDecryption } from '../../tls/index.ts';
import type { Finding } from '../finding.ts';
import type { TlsSighting } from '../network-facts.ts';
import { type CaptureRule, captureFinding } from '../rule.ts';
import { TLS_RULE } from '../tls/advice.ts';
import { placeOf } from '../tls/group-place.ts';
import { outcomeOf } from '../tls/outcome.ts';
import {
  groupSightings,
  type SightingGroup,
  serverTextWithName,
  streamsText,
} from '../tls/sighting-group.ts';
import { counted } from '../wording.ts';

/** Why a connection could not be read although keys were given. */
type Reason = Exclude<TlsDecryption, { kind: 'unasked' | 'decrypted' }>;

/** Keys were given, and connections where hooks are expected were not decrypted. */
export const tlsNotDecrypted: CaptureRule = {
  id: TLS_RULE.notDecrypted,
  severity: 'warning',
  judge: ({ network }) => {
    if (network.tlsSecrets === 0) return [];
    const unread = network.tls.filter((sighting) => sighting.isOfHooks && reasonOf(sighting) !== null);
    return groupSightings(unread, keyOf, frameOf).flatMap((group) => {
      const reason = reasonOf(group.first);
      return reason === null ? [] : [tell(group, reason)];
    });
  },
};

/** Null where it was decrypted, or has nothing to decrypt. */
function reasonOf({ connection, handshake, isOfHooks }: TlsSighting): Reason | null {
  const { decryption } = handshake;
  if (decryption.kind === 'unasked' || decryption.kind === 'decrypted') return null;
  // A session that never came about has no keys in any log.
  const hasData = outcomeOf({ connection, handshake, isOfHooks }).kind === 'data';
  return hasData || decryption.kind === 'failed' || decryption.kind === 'too-late' ? decryption : null;
}

function keyOf({ handshake: { decryption } }: TlsSighting): string {
  return decryption.kind === 'unknown-suite' ? `${decryption.kind} ${decryption.suite}` : decryption.kind;
}

function frameOf({ handshake }: TlsSighting): number {
  const { decryption, dataFrame } = handshake;
  return decryption.kind === 'failed' ? decryption.frame : dataFrame;
}

function tell(group: SightingGroup, reason: Reason): Finding {
  const count = group.members.length;
  return captureFinding(tlsNotDecrypted, {
    ...placeOf(group),
    message: `${counted(count, 'connection')} with TLS to ${serverTextWithName(group)} ${count === 1 ? 'was' : 'were'} not decrypted: ${reasonText(reason, group)} (${streamsText(group)}).`,
    consequence: 'Hooks may be inside: nothing is checked of them.',
    remedy: REMEDIES[reason.kind],
  });
}

function reasonText(reason: Reason, { frames }: SightingGroup): string {
  switch (reason.kind) {
    case 'no-secret':
      return 'the secret is not among the keys that were given';
    case 'no-handshake':
      return 'the capture does not hold its handshake, without which keys are of no use';
    case 'unknown-suite':
      return `${suiteName(reason.suite)} is not read`;
    case 'failed':
      return `from frame ${frames[0] ?? reason.frame} on, what was sent does not fit to the secret`;
    case 'too-late':
      return 'its secret came when more had been sent than is held back';
  }
}

const NEW_SESSIONS =
  'Keys are logged only of sessions that begin while the log is on. Restart the side that logs them, or wait for new connections, and capture from their handshake on.';

const REMEDIES: Readonly<Record<Reason['kind'], string>> = {
  'no-secret': `${NEW_SESSIONS} See that the log is that of this server: one of a proxy in front of it has the keys of the connections to the proxy only.`,
  'no-handshake': NEW_SESSIONS,
  'unknown-suite':
    'Have the backend choose another cipher suite for the test, such as TLS_AES_128_GCM_SHA256 in TLS 1.3.',
  failed:
    'Look at lost packets and cut frames near it (capture/lost-packets, capture/cut-frames), and whether the key log is of the same run.',
  'too-late': 'Read the capture again with the whole key log, without --follow.',
};
