import { matching } from '../../base/list.ts';
import type { HookCall } from '../../hooks/index.ts';
import { type ConnectionSummary, type Direction, type Gap, serverOf } from '../../stream/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';
import { counted } from '../wording.ts';

/** Calls that the finding names. */
const NAMED_CALLS = 5;

/** Frames cut by the snap length (`tcpdump -s`). */
export const captureCutFrames: CaptureRule = {
  id: 'capture/cut-frames',
  severity: 'warning',
  judge: (facts, { anomalousConnections }) => {
    const cutOff = matching(anomalousConnections, ({ anomalies }) => (anomalies?.cutCount ?? 0) > 0);
    const count = cutOff.reduce((sum, { anomalies }) => sum + (anomalies?.cutCount ?? 0), 0);
    const cuts = cutOff.flatMap((connection) => cutGaps(connection).map(({ frame }) => frame));
    if (cuts.length === 0) return [];
    const frames = [...new Set(cuts)].sort((one, other) => one - other);
    return [
      captureFinding(captureCutFrames, {
        message: `${counted(count, 'frame')} with hook traffic ${count === 1 ? 'is' : 'are'} cut by the snap length. ${effectOf(facts.calls, cutOff)}`,
        frames: frames.slice(0, MAX_FINDING_FRAMES),
        count,
        remedy: remedyFor(facts.dialect, captureCutFrames.id, 'usual'),
      }),
    ];
  },
};

/** What the cuts hide. */
function effectOf(calls: CaptureFacts['calls'], cutOff: readonly ConnectionSummary[]): string {
  const cut = calls.filter(isCut);
  if (cut.length === 0) {
    return cutOff.some(isRequestCut)
      ? 'Requests are among them: those cut before the name of their method cannot be told from other traffic.'
      : 'No request was cut, only answers.';
  }
  const unnamed = cut.filter(({ methodCut }) => methodCut);
  const named = cut.filter(({ methodCut }) => !methodCut);
  return [
    named.length === 0 ? [] : [`Not checked in full: ${listOf(named)}.`],
    unnamed.length === 0
      ? []
      : [
          `Of ${counted(unnamed.length, 'request')} the method is not known, because the cut lies within the request line: ${listOf(unnamed)}.`,
        ],
  ]
    .flat()
    .join(' ');
}

function listOf(calls: readonly HookCall[]): string {
  const shown = calls.slice(0, NAMED_CALLS).map((call) => `${call.method} (frame ${call.requestFrames[0]})`);
  const more = calls.length > shown.length ? ` and ${calls.length - shown.length} more` : '';
  return `${shown.join(', ')}${more}`;
}

/** Whether the snap length cut a request: within its head, its target or its body. */
function isCut(call: HookCall): boolean {
  return call.problems.some(({ kind, side }) => kind === 'cut-bytes' && side === 'request');
}

/** Whether bytes of a client were cut, on a connection with cuts. Where more were cut than are listed one by one, that cannot be denied. */
function isRequestCut(connection: ConnectionSummary): boolean {
  const cuts = cutGaps(connection);
  return (
    cuts.length < (connection.anomalies?.cutCount ?? 0) ||
    cuts.some(({ direction }) => direction === clientOf(connection))
  );
}

function clientOf(connection: ConnectionSummary): Direction {
  const { client, endpoints } = connection;
  if (client !== null) return client;
  return serverOf(connection) === endpoints[0] ? 1 : 0;
}

function cutGaps({ anomalies }: ConnectionSummary): readonly Gap[] {
  return (anomalies?.gaps ?? []).filter((gap) => gap.cause === 'cut');
}
