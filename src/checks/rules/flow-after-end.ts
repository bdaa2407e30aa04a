import type { Ending } from '../../dialects/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { dialogKey, sessionKey } from '../verdicts/evidence.ts';
import { hasStatus } from '../verdicts/triggers.ts';

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
    const findings: Finding[] = [];
    for (const call of scene.calls) {
      for (const ending of call.dialect.endings) {
        const key = keyOf(call, ending);
        if (key === null) continue;
        if (call.method !== ending.method) {
          // A new connect, call or publish under the same key starts it anew.
          if (call.hookType !== 3) ends.delete(key);
          continue;
        }
        const finding = judgeStatus(call, ending, ends.get(key));
        if (finding !== null) findings.push(finding);
        if (endOf(ending, call) !== undefined && !ends.has(key)) ends.set(key, call);
      }
    }
    return findings;
  },
};

function keyOf(call: HookCall, ending: Ending): string | null {
  if (ending.kind === 'session')
    return call.hookType === 1 || call.method === ending.method ? sessionKey(call) : null;
  return call.dialog?.kind === ending.kind ? `${sessionKey(call)}\n${dialogKey(call)}` : null;
}

function endOf(ending: Ending, call: HookCall): Ending['ends'][number] | undefined {
  return ending.ends.find((end) => hasStatus([end.status], call.status));
}

function judgeStatus(call: HookCall, ending: Ending, ended: HookCall | undefined): Finding | null {
  if (ended === undefined || call.retryOf !== null || call.status === null) return null;
  const allowed = [ended.status ?? '', ...(endOf(ending, ended)?.mayFollow ?? [])];
  if (hasStatus(allowed, call.status)) return null;
  if (timeOf(call) - timeOf(ended) <= call.dialect.toleranceSeconds) return null;
  return findingOf(flowAfterEnd, call, {
    message: `${call.method} ${call.status} came after ${ended.status} of the same ${ending.kind} (frame ${ended.requestFrames[0]}).`,
    frames: [ended.requestFrames[0], call.requestFrames[0]],
    consequence: 'The backend may take the dialog for alive again.',
  });
}
