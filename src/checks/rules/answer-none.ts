import type { Method } from '../../dialects/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { EndCause } from '../../stream/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { isResponseLost } from '../verdicts/triggers.ts';
import { consequenceOf, policyOf } from './answer-status.ts';

/** `unanswered`: the backend did not answer. `unknown`: the capture cannot tell. */
type Absence = 'unanswered' | 'unknown';

/** The backend never answered. */
export const answerNone: CaptureRule = {
  id: 'answer/none',
  severity: 'error',
  judge: (scene) =>
    scene.calls.flatMap((call) => {
      const { response, methodSpec, end } = call;
      if (response !== null || methodSpec === null || end === 'answered' || end === 'upgraded') return [];
      return [tell(call, methodSpec, end, scene)];
    }),
};

function absenceOf(call: HookCall, scene: CaptureFacts): Absence {
  if (isResponseLost(call)) return 'unknown';
  if (call.end !== 'capture') return 'unanswered';
  return waited(call, scene) >= (call.dialect.delivery.timeoutSeconds ?? Number.POSITIVE_INFINITY)
    ? 'unanswered'
    : 'unknown';
}

function tell(call: HookCall, row: Method, end: EndCause, scene: CaptureFacts): Finding {
  const follows = consequenceOf(call, row, policyOf(call, scene));
  const frames = [call.requestFrames[0], ...(call.endFrame > 0 ? [call.endFrame] : [])];
  if (absenceOf(call, scene) === 'unknown') {
    const why = isResponseLost(call)
      ? 'the capture lost packets there'
      : `the capture ended ${waited(call, scene).toFixed(1)} s after it`;
    return findingOf(answerNone, call, {
      severity: 'note',
      message: `Whether ${call.method} was answered cannot be told: ${why}.`,
      frames,
    });
  }
  return findingOf(answerNone, call, {
    message: `${call.method} got no answer: ${HOW_IT_ENDED[end]}${seconds(call, scene)}.`,
    frames,
    consequence: follows?.description ?? null,
    remedy: remedyFor(call.dialect, answerNone.id, 'usual', { method: call.method }),
  });
}

const HOW_IT_ENDED: Readonly<Record<EndCause, string>> = {
  fin: 'the connection was closed',
  reset: 'the connection was reset',
  capture: 'none came',
  abandoned: 'the ports were taken for a new connection',
};

/** ' after N s', counted from the request. */
function seconds(call: HookCall, scene: CaptureFacts): string {
  const elapsed =
    call.end === 'capture' ? waited(call, scene) : call.endSeconds - call.seconds - call.nanoseconds / 1e9;
  return ` after ${elapsed.toFixed(1)} s`;
}

/** Seconds from the request to the end of the capture. */
function waited(call: HookCall, scene: CaptureFacts): number {
  if (scene.lastTime === null) return 0;
  return scene.lastTime.seconds - call.seconds + (scene.lastTime.nanoseconds - call.nanoseconds) / 1e9;
}
