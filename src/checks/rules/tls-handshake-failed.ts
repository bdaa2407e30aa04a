import type { CaptureFacts } from '../capture-facts.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import { dialectToward } from '../dialect-toward.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, captureFinding } from '../rule.ts';
import { failureAdvice, TLS_RULE } from '../tls/advice.ts';
import { handshakeEvidence } from '../tls/certificate-words.ts';
import { failureText, faultsBehind, reasonOf } from '../tls/failure-words.ts';
import { placeOf } from '../tls/group-place.ts';
import type { TlsGroup } from '../tls/groups.ts';
import { serverTextWithName } from '../tls/sighting-group.ts';

/** A TLS handshake with the backend failed. An answer that is no TLS at all is told by tls/wrong-protocol. */
export const tlsHandshakeFailed: CaptureRule = {
  id: TLS_RULE.failed,
  severity: 'error',
  judge: (facts, statistics) =>
    statistics.tlsGroups.flatMap((group) => {
      const { outcome, isOfHooks } = group;
      if (!isOfHooks || outcome.kind !== 'failed' || outcome.failure.kind === 'clear-answer') return [];
      return [tell(group, facts, statistics)];
    }),
};

function tell(group: TlsGroup, facts: CaptureFacts, statistics: CaptureStatistics): Finding {
  const dialect = dialectToward(facts, group.server);
  const faults = faultsBehind(group);
  const { text: reason, cause } = reasonOf(group);
  const recoveredAt = statistics.tlsDataAfter(group);
  const times = group.members.length === 1 ? '' : `, ${group.members.length} connections`;
  const sentences = [
    `The TLS handshake with ${serverTextWithName(group)} failed${times}: ${failureText(group)}.`,
    ...(reason === null ? [] : [reason]),
    ...(recoveredAt === null ? [] : [`A later connection carried data (frame ${recoveredAt}).`]),
  ];
  return captureFinding(tlsHandshakeFailed, {
    ...placeOf(group),
    severity: isCertain(group) && recoveredAt === null ? 'error' : 'warning',
    message: sentences.join(' '),
    evidence: handshakeEvidence(group.handshake),
    consequence: recoveredAt === null ? notTold(dialect.server) : null,
    // Where the certificate is at fault, tls/certificate says what to do.
    remedy: faults.length > 0 ? null : failureAdvice(dialect, group, cause),
    causedBy:
      faults.length === 0
        ? null
        : { rule: TLS_RULE.certificate, frames: [group.handshake.certificateFrame, ...group.frames] },
  });
}

/** A client that goes without an alert may have been a probe, unless the certificate shows why it went. */
function isCertain(group: TlsGroup): boolean {
  const { outcome } = group;
  if (outcome.kind !== 'failed' || outcome.failure.kind !== 'closed') return true;
  return outcome.failure.by === 'server' || faultsBehind(group).length > 0;
}

function notTold(server: string): string {
  return `No request got through there: what ${server} had to tell was not told, and nothing that it had to ask was answered.`;
}
