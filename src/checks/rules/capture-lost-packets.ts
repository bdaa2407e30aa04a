import type { Finding } from '../finding.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';
import { counted } from '../wording.ts';
import { ruleText } from './rule-texts.ts';

/** Packets that were on the wire and are not in the capture. */
export const captureLostPackets: CaptureRule = {
  id: 'capture/lost-packets',
  severity: 'warning',
  judge: (facts, { anomalousConnections }) => {
    const findings: Finding[] = [];
    const remedy = remedyOf(facts.ports);
    const { requestsOnly, responsesOnly } = facts.evidence.sight;
    for (const connection of anomalousConnections) {
      // What nobody captured was not lost.
      if (requestsOnly.has(connection.connection) || responsesOnly.has(connection.connection)) continue;
      const gaps = (connection.anomalies?.gaps ?? []).filter((gap) => gap.cause === 'lost');
      const [first] = gaps;
      if (first === undefined) continue;
      const bytes = gaps.reduce((sum, gap) => sum + gap.length, 0);
      findings.push(
        captureFinding(captureLostPackets, {
          message: `${counted(bytes, 'byte')} of the conversation tcp.stream ${connection.connection} ${bytes === 1 ? 'is' : 'are'} not in the capture: ${gaps.length === 1 ? 'a gap' : `${gaps.length} gaps`} before frame ${first.frame}${gaps.length > 1 ? ' and others' : ''}.`,
          frames: gaps.map((gap) => gap.frame).slice(0, MAX_FINDING_FRAMES),
          stream: connection.connection,
          time: { seconds: first.seconds, nanoseconds: first.nanoseconds },
          count: gaps.length,
          remedy,
        }),
      );
    }
    for (const capture of facts.captures) {
      if (capture.drops === 0) continue;
      findings.push(
        captureFinding(captureLostPackets, {
          message: `${capture.path}: the capture's own counters say that ${counted(capture.drops, 'packet')} ${capture.drops === 1 ? 'was' : 'were'} dropped while capturing.`,
          count: capture.drops,
          remedy,
        }),
      );
    }
    return findings;
  },
};

/** What to do, with the REST port in the command where it is known. */
function remedyOf([port]: readonly number[]): string {
  const { fix } = ruleText(captureLostPackets.id);
  return port === undefined ? fix : fix.replace('<port>', String(port));
}
