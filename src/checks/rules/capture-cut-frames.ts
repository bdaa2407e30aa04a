import type { ConnectionSummary } from '../../stream/index.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';

/** Frames cut by the snap length (`tcpdump -s`). */
export const captureCutFrames: CaptureRule = {
  id: 'capture/cut-frames',
  severity: 'warning',
  judge: (facts) => {
    const cuts = facts.connections.flatMap(cutFrames);
    if (cuts.length === 0) return [];
    const calls = facts.calls.filter((call) => call.cut);
    const frames = [...new Set(cuts)].sort((one, other) => one - other);
    const count = facts.connections.reduce(
      (sum, connection) => sum + (connection.anomalies?.cutCount ?? 0),
      0,
    );
    const named = calls
      .slice(0, 5)
      .map((call) => `${call.method} (frame ${call.requestFrames[0]})`)
      .join(', ');
    const more = calls.length > 5 ? ` and ${calls.length - 5} more` : '';
    const effect =
      calls.length === 0 ? 'No request was cut, only answers.' : `Not checked in full: ${named}${more}.`;
    return [
      captureFinding(captureCutFrames, {
        message: `${count} ${count === 1 ? 'frame' : 'frames'} with hook traffic ${count === 1 ? 'is' : 'are'} cut by the snap length. ${effect}`,
        frames: frames.slice(0, MAX_FINDING_FRAMES),
        count,
        remedy: remedyFor(facts.dialect, captureCutFrames.id, 'usual'),
      }),
    ];
  },
};

function cutFrames(connection: ConnectionSummary): readonly number[] {
  return (connection.anomalies?.gaps ?? []).filter((gap) => gap.cause === 'cut').map((gap) => gap.frame);
}
