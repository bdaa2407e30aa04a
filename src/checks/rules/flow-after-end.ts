import type { Ending } from '../../dialects/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { sessionKey } from '../verdicts/evidence.ts';
import { hasStatus, isStatus } from '../verdicts/triggers.ts';

/** A status after the one that ended its dialog or session. */
export const flowAfterEnd: CaptureRule = {
  id: 'flow/after-end',
  severity: 'warning',
  title: 'A status came after the end of its dialog',
  means:
    'A status event names a call, stream or session that an earlier event of the same kind had reported as over (FINISH, FAILED, DISCONNECTED, UNPUBLISHED, STOPPED), later than the tolerance for reordering allows.',
  matters:
    'A backend that keeps books by these events takes the dialog for alive again, or fails because it has already forgotten it.',
  fix: 'Make the backend ignore events of a dialog that is over. If the identifier was used again for a new dialog, make the client use a new one each time.',
  judge: (scene) => {
    const ends = new Map<string, HookCall>();
    /** Ids under which something ended: for all others no key needs to be made. */
    const endedIds = new Set<string>();
    const findings: Finding[] = [];
    for (const call of scene.calls) {
      for (const ending of call.dialect.endings) {
        const id = idOf(call, ending);
        if (id === null) continue;
        const isStatusEvent = call.method === ending.method;
        const isEnd = isStatusEvent && endOf(ending, call) !== undefined;
        if (!isEnd && !endedIds.has(id)) continue;
        const key = `${sessionKey(call)}\n${call.dialect.name}\n${ending.kind}\n${id}`;
        if (!isStatusEvent) {
          // A new connect, call or publish under the same key starts it anew.
          if (call.hookType !== 3) ends.delete(key);
          continue;
        }
        const finding = judgeStatus(call, ending, ends.get(key));
        if (finding !== null) findings.push(finding);
        if (!isEnd || ends.has(key)) continue;
        ends.set(key, call);
        endedIds.add(id);
      }
    }
    return findings;
  },
};

/** Id of the session or dialog that an ending is about; null where the call says nothing of such. */
function idOf(call: HookCall, ending: Ending): string | null {
  if (ending.kind === 'session')
    return call.hookType === 1 || call.method === ending.method ? call.sessionId : null;
  return call.dialog?.kind === ending.kind ? call.dialog.id : null;
}

function endOf(ending: Ending, call: HookCall): Ending['ends'][number] | undefined {
  return ending.ends.find((end) => isStatus(end.status, call.status));
}

function judgeStatus(call: HookCall, ending: Ending, ended: HookCall | undefined): Finding | null {
  if (ended === undefined || call.retryOf !== null || call.status === null) return null;
  const end = endOf(ending, ended);
  if (end === undefined || isStatus(end.status, call.status) || hasStatus(end.mayFollow, call.status))
    return null;
  if (timeOf(call) - timeOf(ended) <= call.dialect.toleranceSeconds) return null;
  return findingOf(flowAfterEnd, call, {
    message: `${call.method} ${call.status} came after ${ended.status} of the same ${ending.kind} (frame ${ended.requestFrames[0]}).`,
    frames: [ended.requestFrames[0], call.requestFrames[0]],
    consequence: 'The backend may take the dialog for alive again.',
  });
}
