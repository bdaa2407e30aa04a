import { type CaptureFacts, hasHooks } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, captureFinding } from '../rule.ts';
import { keyAdvice, TLS_RULE } from '../tls/advice.ts';
import { roundsText, speakersText } from '../tls/encrypted-traffic.ts';
import { placeOf } from '../tls/group-place.ts';
import { outcomeOf } from '../tls/outcome.ts';
import {
  groupSightings,
  type SightingGroup,
  serverTextWithName,
  streamsText,
} from '../tls/sighting-group.ts';

/** TLS with data that was not decrypted, where hooks are expected: who talks to whom, and how the keys are had. */
export const tlsEncrypted: CaptureRule = {
  id: TLS_RULE.encrypted,
  severity: 'note',
  judge: (facts) => {
    const unread = facts.network.tls.filter((sighting) => {
      const isRead = sighting.handshake.decryption.kind === 'decrypted';
      return sighting.isOfHooks && !isRead && outcomeOf(sighting).kind === 'data';
    });
    return groupSightings(
      unread,
      () => '',
      ({ handshake }) => handshake.dataFrame,
    ).map((group) => tell(group, facts));
  },
};

function tell(group: SightingGroup, facts: CaptureFacts): Finding {
  const rounds = roundsText(group);
  return captureFinding(tlsEncrypted, {
    ...placeOf(group),
    message: `TLS to ${serverTextWithName(group)} carries data that cannot be read without its keys: ${speakersText(group)} (${streamsText(group)}).${rounds === null ? '' : ` Within it: ${rounds}.`}`,
    consequence: 'Hooks may be inside: nothing is checked of them.',
    // Where there is no hook, capture/no-rest-traffic says how to get keys; where some were given, tls/not-decrypted does.
    remedy: hasHooks(facts) && facts.network.tlsSecrets === 0 ? keyAdvice(facts, group.server) : null,
  });
}
