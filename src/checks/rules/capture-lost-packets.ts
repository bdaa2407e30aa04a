import type { Finding } from '../finding.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';

/** Packets that were on the wire and are not in the capture. */
export const captureLostPackets: CaptureRule = {
  id: 'capture/lost-packets',
  severity: 'warning',
  title: 'The capture lost packets',
  means:
    "Bytes of a conversation with the backend were acknowledged, or skipped by later bytes, but are not in the capture; or the capture's own counters (pcapng interface statistics) say that packets were dropped.",
  matters:
    'A call that is absent may have been made in a packet that was lost, so such absences are inconclusive.',
  fix: 'Capture less (tcpdump -i any -s 0 port 9091 -w log.pcap), with a larger buffer (-B 65536), to a fast disk, on a machine with time to spare.',
  judge: (scene) => {
    const findings: Finding[] = [];
    for (const story of scene.connections) {
      const gaps = (story.anomalies?.gaps ?? []).filter((gap) => gap.cause !== 'cut');
      const [first] = gaps;
      if (first === undefined) continue;
      const bytes = gaps.reduce((sum, gap) => sum + gap.length, 0);
      const dropped = gaps.some((gap) => gap.cause === 'dropped')
        ? ' (some because a bound of the reassembly was hit)'
        : '';
      findings.push(
        captureFinding(captureLostPackets, {
          message: `${bytes} bytes of the conversation tcp.stream ${story.connection} are not in the capture${dropped}: ${gaps.length === 1 ? 'a gap' : `${gaps.length} gaps`} before frame ${first.frame}${gaps.length > 1 ? ' and others' : ''}.`,
          frames: gaps.map((gap) => gap.frame).slice(0, MAX_FINDING_FRAMES),
          stream: story.connection,
          time: { seconds: first.seconds, nanoseconds: first.nanoseconds },
          count: gaps.length,
          remedy: captureLostPackets.fix,
        }),
      );
    }
    for (const capture of scene.captures) {
      if (capture.drops === 0) continue;
      findings.push(
        captureFinding(captureLostPackets, {
          message: `${capture.path}: the capture's own counters say that ${capture.drops} packets were dropped while capturing.`,
          count: capture.drops,
          remedy: captureLostPackets.fix,
        }),
      );
    }
    return findings;
  },
};
