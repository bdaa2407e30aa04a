import {
  type ErrorConsequence,
  type ErrorPolicy,
  errorConsequence,
  type Method,
  policyText,
  type RemedyCase,
} from '../../dialects/index.ts';
import { configFor, type HookCall, isAccepted, roleOf } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { configOf } from '../verdicts/evidence.ts';
import { statusWords } from '../wording.ts';

/** The backend answered, and did not accept the call. What follows is in the dialect's error matrix. */
export const answerStatus: CaptureRule = {
  id: 'answer/status',
  severity: 'error',
  judge: (facts) =>
    facts.calls.flatMap((call) => {
      if (call.methodSpec === null || call.response === null || isAccepted(call.dialect, call.response))
        return [];
      const { status, reason, frames } = call.response;
      const policy = policyOf(call, facts);
      const follows = consequenceOf(call, call.methodSpec, policy);
      const goesOn = follows?.outcome === 'continues';
      const words = reason === '' ? '' : ` ${reason}`;
      // Where the policy makes no difference, it is not told.
      const under =
        follows?.policy === 'any'
          ? ''
          : policyText(call.dialect, policy, configOf(facts.evidence, call) !== null);
      return [
        findingOf(answerStatus, call, {
          severity: goesOn ? 'warning' : 'error',
          message: `${call.method} was answered ${statusWords(status)}${words}.${under}`,
          frames: [call.requestFrames[0], frames[0]],
          consequence: follows?.description ?? null,
          remedy: remedyFor(call.dialect, answerStatus.id, situationOf(call, status, goesOn), {
            appKey: call.appKey,
            method: call.method,
          }),
        }),
      ];
    }),
};

/** What the call server does after a refusal of a call's method, as configured for the session. */
export function policyOf(call: HookCall, facts: CaptureFacts): ErrorPolicy {
  return configFor(call.dialect, configOf(facts.evidence, call), call.method).onRefusal ?? 'go-on';
}

/** What follows from the failure of a call, by the dialect's error matrix; null where the dialect does not say. */
export function consequenceOf(
  { dialect }: HookCall,
  { name, role }: Method,
  policy: ErrorPolicy,
): ErrorConsequence | null {
  return errorConsequence(dialect, name, role, policy);
}

/** Which remedies fit. `goesOn`: the call server goes on as if the call had been accepted. */
function situationOf(call: HookCall, status: number, goesOn: boolean): RemedyCase {
  if (status === 404 || status === 405) return 'no-such-path';
  const deliberate = status === 403 || status === 401;
  return deliberate && goesOn && roleOf(call) !== 'event' ? 'refusal-without-effect' : 'usual';
}
