import type { ConnectionSummary, TcpAnomalies } from '../../stream/index.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import type { Finding } from '../finding.ts';
import { captureFinding, MAX_FINDING_FRAMES, type Rule } from '../rule.ts';

/** How often one half of a connection shows an anomaly, and the number of the first frame that does (0: none). */
type AnomalyCount = (half: TcpAnomalies['halves'][number]) => readonly [count: number, frame: number];

/**
 * One finding for all connections together: it matters that the anomaly happens, and where it can be seen. `words`: the
 * segments that are counted.
 */
export function tellAnomalies(
  { anomalousConnections }: CaptureStatistics,
  rule: Rule,
  measure: AnomalyCount,
  words: string,
): readonly Finding[] {
  let count = 0;
  const streams: ConnectionSummary[] = [];
  const frames: number[] = [];
  for (const connection of anomalousConnections) {
    const measures = (connection.anomalies?.halves ?? []).map(measure).filter(([times]) => times > 0);
    if (measures.length === 0) continue;
    streams.push(connection);
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
