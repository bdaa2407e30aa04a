import type { CaptureFacts } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, captureFinding } from '../rule.ts';
import { TLS_RULE, wrongProtocolAdvice } from '../tls/advice.ts';
import { failureText, reasonOf } from '../tls/failure-words.ts';
import { placeOf } from '../tls/group-place.ts';
import type { TlsGroup } from '../tls/groups.ts';
import { serverTextWithName } from '../tls/sighting-group.ts';

/** The client speaks TLS, and the server answers with something else. The other way round is told by answer/status. */
export const tlsWrongProtocol: CaptureRule = {
  id: TLS_RULE.wrongProtocol,
  severity: 'error',
  judge: (facts, statistics) =>
    statistics.tlsGroups.flatMap((group) => {
      const { outcome, isOfHooks } = group;
      if (!isOfHooks || outcome.kind !== 'failed' || outcome.failure.kind !== 'clear-answer') return [];
      return [tell(group, facts)];
    }),
};

function tell(group: TlsGroup, { dialect }: CaptureFacts): Finding {
  const times = group.members.length === 1 ? '' : `, ${group.members.length} connections`;
  return captureFinding(tlsWrongProtocol, {
    ...placeOf(group),
    message:
      `TLS to ${serverTextWithName(group)} failed${times}: ${failureText(group)}. ${reasonOf(group).text ?? ''}`.trim(),
    consequence: 'No request got through there.',
    remedy: wrongProtocolAdvice(dialect, group),
  });
}
