import type { ConnectionSummary, TcpAnomalies } from '../../stream/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES, type RuleDocumentation } from '../rule.ts';

/** Segments sent again. */
export const transportRetransmissions: CaptureRule = {
  id: 'transport/retransmissions',
  severity: 'note',
  title: 'Segments of hook traffic were sent again',
  means:
    'TCP had to repeat segments on connections to the backend: the path loses packets, or the peer is slow to acknowledge.',
  matters: 'Each repetition delays a hook by 0.2 s or more.',
  fix: 'Look at the network between call server and backend (ethtool -S, ip -s link), and at the load of both.',
  judge: (scene) =>
    gather(
      scene,
      transportRetransmissions,
      (half) => [half.retransmissions, half.firstRetransmissionFrame],
      'repeated segments',
    ),
};

/** The receiver's window was closed. */
export const transportZeroWindow: CaptureRule = {
  id: 'transport/zero-window',
  severity: 'warning',
  title: 'A receiver could take no more bytes',
  means:
    'A segment announced a receive window of zero: the program at that end does not read what it is sent.',
  matters: 'Hooks wait meanwhile. It is a sign of a backend that hangs or is overloaded.',
  fix: 'Look at what the backend does at that time: threads that wait for each other, a database, garbage collection.',
  judge: (scene) =>
    gather(
      scene,
      transportZeroWindow,
      (half) => [half.zeroWindows, half.firstZeroWindowFrame],
      'segments with a window of zero',
    ),
};

type Measure = (half: TcpAnomalies['halves'][number]) => readonly [count: number, frame: number];

/** One finding for all connections together: what matters is that it happens, and where it can be seen. */
function gather(
  scene: CaptureFacts,
  rule: RuleDocumentation,
  measure: Measure,
  words: string,
): readonly Finding[] {
  let count = 0;
  const streams: ConnectionSummary[] = [];
  const frames: number[] = [];
  for (const story of scene.connections) {
    const measures = (story.anomalies?.halves ?? []).map(measure).filter(([times]) => times > 0);
    if (measures.length === 0) continue;
    streams.push(story);
    for (const [times, frame] of measures) {
      count += times;
      frames.push(frame);
    }
  }
  const [first] = streams;
  if (first === undefined) return [];
  const where = streams.length === 1 ? `tcp.stream ${first.connection}` : `${streams.length} connections`;
  return [
    captureFinding(rule, {
      message: `${count} ${words} on ${where} to the backend.`,
      frames: frames.sort((one, other) => one - other).slice(0, MAX_FINDING_FRAMES),
      stream: first.connection,
      count,
    }),
  ];
}
