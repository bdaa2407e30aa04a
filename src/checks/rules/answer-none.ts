import type { Method } from '../../dialects/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { EndCause } from '../../stream/index.ts';
import { brokenMessageOf } from '../broken-off.ts';
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
  judge: (facts) =>
    facts.calls.flatMap((call) => {
      const { response, methodSpec, end } = call;
      if (response !== null || methodSpec === null || end === 'answered' || end === 'upgraded') return [];
      // To a request that was not sent to its end no answer is due.
      if (brokenMessageOf(call, facts) !== null) return [];
      return [tell(call, methodSpec, end, facts)];
    }),
};

function absenceOf(call: HookCall, facts: CaptureFacts): Absence {
  if (isResponseLost(call)) return 'unknown';
  if (call.end !== 'capture') return 'unanswered';
  return waited(call, facts) >= (call.dialect.delivery.timeoutSeconds ?? Number.POSITIVE_INFINITY)
    ? 'unanswered'
    : 'unknown';
}

function tell(call: HookCall, row: Method, end: EndCause, facts: CaptureFacts): Finding {
  const follows = consequenceOf(call, row, policyOf(call, facts));
  const frames = [call.requestFrames[0], ...(call.endFrame > 0 ? [call.endFrame] : [])];
  if (absenceOf(call, facts) === 'unknown') {
    const why = isResponseLost(call)
      ? 'the capture lost packets there'
      : `the capture ended ${waited(call, facts).toFixed(1)} s after it`;
    return findingOf(answerNone, call, {
      severity: 'note',
      message: `Whether ${call.method} was answered cannot be told: ${why}.`,
      frames,
    });
  }
  return findingOf(answerNone, call, {
    message: `${call.method} got no answer: ${HOW_IT_ENDED[end]}${seconds(call, facts)}.`,
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
function seconds(call: HookCall, facts: CaptureFacts): string {
  const elapsed =
    call.end === 'capture' ? waited(call, facts) : call.endSeconds - call.seconds - call.nanoseconds / 1e9;
  // A backend may close before it has the request, where something came before it.
  return elapsed < 0 ? ' before the request was sent' : ` after ${elapsed.toFixed(1)} s`;
}

/** Seconds from the request to the end of the capture. */
function waited(call: HookCall, facts: CaptureFacts): number {
  if (facts.lastTime === null) return 0;
  return facts.lastTime.seconds - call.seconds + (facts.lastTime.nanoseconds - call.nanoseconds) / 1e9;
}
