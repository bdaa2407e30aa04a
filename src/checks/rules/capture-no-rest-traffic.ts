import type { CaptureFacts } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { remedyText } from '../remedy.ts';
import { type CaptureRule, captureFinding } from '../rule.ts';
import { linkTypeWords, unreadOf } from './capture-unread-link-type.ts';

/** Ports that the finding lists; a capture of a busy network may hold thousands. */
const LISTED_PORTS = 8;

/** The capture has no hook call at all: says what it has instead, and lists the possible reasons. */
export const captureNoRestTraffic: CaptureRule = {
  id: 'capture/no-rest-traffic',
  severity: 'error',
  judge: (facts) => {
    if (facts.calls.some((call) => call.methodSpec !== null || call.sessionId !== null)) return [];
    const where = facts.ports.length > 0 && facts.portsPinned ? ` on port ${facts.ports.join(', ')}` : '';
    const unread = unreadOf(facts);
    if (facts.frames > 0 && sumOf(unread) === facts.frames) {
      const message = `No hook call can be seen: none of the ${facts.frames} frames of the capture can be read.`;
      const evidence = `The capture holds ${unread.map(linkTypeWords).join(' and ')} only.`;
      return [captureFinding(captureNoRestTraffic, { message, evidence })];
    }
    const absences = facts.dialect.absences;
    const remedies = [...new Set(absences.flatMap((absence) => absence.remedies))];
    return [
      captureFinding(captureNoRestTraffic, {
        message: `No hook call in the capture${where}: ${facts.frames} frames read.`,
        evidence: seen(facts),
        stream: facts.tlsStreams[0] ?? null,
        consequence: ['Possible reasons:', ...absences.map((absence) => `- ${absence.description}`)].join(
          '\n',
        ),
        remedy: remedyText(facts.dialect, remedies),
      }),
    ];
  },
};

/** The capture has `count` hook calls, and the selection (session, span of time, filter) leaves out all of them. */
export function emptySelection(count: number): Finding {
  return captureFinding(captureNoRestTraffic, {
    message: `None of the ${count} hook calls of the capture is selected.`,
    remedy: 'Look at --session, --from, --to and --filter: without them all calls are shown.',
  });
}

function sumOf(unread: readonly { readonly frames: number }[]): number {
  return unread.reduce((sum, { frames }) => sum + frames, 0);
}

function seen(facts: CaptureFacts): string {
  const sentences: string[] = [];
  if (facts.otherHosts > 0) {
    sentences.push(`${facts.otherHosts} HTTP exchanges of other hosts were left out by --host.`);
  }
  const ports = [...facts.otherHttp].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  if (ports.length > 0) {
    const named = ports.slice(0, LISTED_PORTS).map(([port, count]) => `${port} (${count} requests)`);
    const more = ports.length > LISTED_PORTS ? ` and ${ports.length - LISTED_PORTS} more` : '';
    sentences.push(`HTTP was seen on port ${named.join(', ')}${more}.`);
  } else {
    sentences.push('No HTTP at all was seen.');
  }
  if (facts.tlsStreams.length > 0) {
    sentences.push(
      `TLS was seen on the REST port (tcp.stream ${facts.tlsStreams[0]}): hooks over HTTPS cannot be read.`,
    );
  }
  const cut = facts.connections.reduce((sum, connection) => sum + (connection.anomalies?.cutCount ?? 0), 0);
  if (cut > 0) {
    sentences.push(
      `${cut} frames there are cut by the snap length: hooks may be among them that cannot be recognised.`,
    );
  }
  const failed = facts.connections.filter(
    (connection) => connection.handshake === 'refused' || connection.handshake === 'unanswered',
  );
  if (failed.length > 0) {
    sentences.push(
      `${failed.length} ${failed.length === 1 ? 'connection' : 'connections'} to the REST port failed.`,
    );
  }
  return sentences.join(' ');
}
