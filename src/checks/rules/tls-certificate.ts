import type { Severity } from '../../dialects/index.ts';
import { dialectToward } from '../dialect-toward.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';
import { certificateAdvice, TLS_RULE, trustAdvice } from '../tls/advice.ts';
import { type CertificateFault, type FaultKind, faultsOf } from '../tls/certificate-faults.ts';
import { handshakeEvidence } from '../tls/certificate-words.ts';
import { faultsBehind } from '../tls/failure-words.ts';
import { placeOf } from '../tls/group-place.ts';
import type { TlsGroup } from '../tls/groups.ts';
import { serverTextWithName } from '../tls/sighting-group.ts';

/**
 * How grave a fault is that did not end the handshake. Null: nothing to tell, because a client that has the very certificate in its
 * trust store is right to accept it.
 */
const WITHOUT_EFFECT: Readonly<Record<FaultKind, Severity | null>> = {
  expired: 'warning',
  'not-yet-valid': 'warning',
  'wrong-name': 'note',
  'self-signed': null,
  'incomplete-chain': 'note',
  'weak-key': 'note',
  'weak-signature': 'note',
};

/** The certificate of the backend has a fault: told as an error where the client did not go on because of it. */
export const tlsCertificate: CaptureRule = {
  id: TLS_RULE.certificate,
  severity: 'error',
  judge: (facts, statistics) =>
    statistics.tlsGroups.flatMap((group) => {
      if (!group.isOfHooks) return [];
      const behind = faultsBehind(group);
      if (behind.length === 0) return tellRest(group);
      const isOnlyUntrusted = behind.every(({ kind }) => kind === 'self-signed');
      return [
        tell(group, behind, {
          severity: 'error',
          message: group.outcome.kind === 'unused' ? `${goneText(group)}.` : 'The client refused it.',
          remedy: isOnlyUntrusted
            ? trustAdvice(dialectToward(facts, group.server), group)
            : certificateAdvice(group),
        }),
      ];
    }),
};

/** Faults with which the client went on, or which have nothing to do with why it did not. */
function tellRest(group: TlsGroup): readonly Finding[] {
  const faults = faultsOf(group.handshake, group.first.connection.firstSeconds).filter(
    ({ kind }) => WITHOUT_EFFECT[kind] !== null,
  );
  if (faults.length === 0) return [];
  const isWarning = faults.some(({ kind }) => WITHOUT_EFFECT[kind] === 'warning');
  const isAccepted = group.outcome.kind === 'data';
  return [
    tell(group, faults, {
      severity: isWarning ? 'warning' : 'note',
      message: isAccepted
        ? 'The client did not object: data flow.'
        : 'It is not what the connection ended by, as far as the capture shows.',
      remedy: certificateAdvice(group),
    }),
  ];
}

function tell(
  group: TlsGroup,
  faults: readonly CertificateFault[],
  { severity, message, remedy }: Pick<Finding, 'severity' | 'message' | 'remedy'>,
): Finding {
  const { certificateFrame } = group.handshake;
  const place = placeOf(group);
  const frames = [certificateFrame, ...group.frames].filter((frame) => frame > 0);
  return captureFinding(tlsCertificate, {
    ...place,
    frames: [...new Set(frames)].sort((one, other) => one - other).slice(0, MAX_FINDING_FRAMES),
    severity,
    message: `The certificate of ${serverTextWithName(group)} has a fault: ${faults.map(({ text }) => text).join('; ')}. ${message}`,
    evidence: handshakeEvidence(group.handshake),
    remedy,
  });
}

function goneText({ members }: TlsGroup): string {
  return members.length === 1
    ? 'The client closed the connection after the handshake without sending anything'
    : `The client closed ${members.length} connections after the handshake without sending anything`;
}
