import type { CaptureFacts } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { remedyText } from '../remedy.ts';
import { type CaptureRule, captureFinding } from '../rule.ts';

/** Ports that the finding lists; a capture of a busy network may hold thousands. */
const LISTED_PORTS = 8;

/** The capture has no hook call at all: says what it has instead, and lists the possible reasons. */
export const captureNoRestTraffic: CaptureRule = {
  id: 'capture/no-rest-traffic',
  severity: 'error',
  judge: (scene) => {
    if (scene.calls.some((call) => call.methodSpec !== null || call.sessionId !== null)) return [];
    const where = scene.ports.length > 0 && scene.portsPinned ? ` on port ${scene.ports.join(', ')}` : '';
    const absences = scene.dialect.absences;
    const remedies = [...new Set(absences.flatMap((absence) => absence.remedies))];
    return [
      captureFinding(captureNoRestTraffic, {
        message: `No hook call in the capture${where}: ${scene.frames} frames read.`,
        evidence: seen(scene),
        stream: scene.tlsStreams[0] ?? null,
        consequence: ['Possible reasons:', ...absences.map((absence) => `- ${absence.description}`)].join(
          '\n',
        ),
        remedy: remedyText(scene.dialect, remedies),
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

function seen(scene: CaptureFacts): string {
  const facts: string[] = [];
  if (scene.otherHosts > 0) {
    facts.push(`${scene.otherHosts} HTTP exchanges of other hosts were left out by --host.`);
  }
  const ports = [...scene.otherHttp].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  if (ports.length > 0) {
    const named = ports.slice(0, LISTED_PORTS).map(([port, count]) => `${port} (${count} requests)`);
    const more = ports.length > LISTED_PORTS ? ` and ${ports.length - LISTED_PORTS} more` : '';
    facts.push(`HTTP was seen on port ${named.join(', ')}${more}.`);
  } else {
    facts.push('No HTTP at all was seen.');
  }
  if (scene.tlsStreams.length > 0) {
    facts.push(
      `TLS was seen on the REST port (tcp.stream ${scene.tlsStreams[0]}): hooks over HTTPS cannot be read.`,
    );
  }
  const cut = scene.connections.reduce((sum, story) => sum + (story.anomalies?.cutCount ?? 0), 0);
  if (cut > 0) {
    facts.push(
      `${cut} frames there are cut by the snap length: hooks may be among them that cannot be recognised.`,
    );
  }
  const failed = scene.connections.filter(
    (story) => story.handshake === 'refused' || story.handshake === 'unanswered',
  );
  if (failed.length > 0) {
    facts.push(
      `${failed.length} ${failed.length === 1 ? 'connection' : 'connections'} to the REST port failed.`,
    );
  }
  return facts.join(' ');
}
