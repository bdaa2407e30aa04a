import {
  type ErrorConsequence,
  type ErrorPolicy,
  errorConsequence,
  type Method,
  type RemedyCase,
} from '../../dialects/index.ts';
import { configFor, type HookCall } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';

/** The backend answered, and not with 200. What follows is in the dialect's error matrix. */
export const answerStatus: CaptureRule = {
  id: 'answer/status',
  severity: 'error',
  judge: (facts) =>
    facts.calls.flatMap((call) => {
      if (call.methodSpec === null || call.response === null || call.response.status === 200) return [];
      const { status, reason, frames } = call.response;
      const policy = policyOf(call, facts);
      const follows = consequenceOf(call, call.methodSpec, policy);
      const goesOn = follows?.outcome === 'continues';
      const known = facts.configOf(call) === null ? 'the default' : 'as restClientConfig says';
      const words = reason === '' ? '' : ` ${reason}`;
      const under =
        call.hookType === 1 || call.dialect.clientConfig === null
          ? ''
          : ` restOnError is ${policy} (${known}).`;
      return [
        findingOf(answerStatus, call, {
          severity: goesOn ? 'warning' : 'error',
          message: `${call.method} was answered ${status}${words}.${under}`,
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

/** What the call server does when a call of this method fails, as configured for the session. */
export function policyOf(call: HookCall, facts: CaptureFacts): ErrorPolicy {
  return configFor(facts.configOf(call), call.method).onError === 'FAIL' ? 'FAIL' : 'LOG';
}

/** What follows from the failure of a call, by the dialect's error matrix; null where the dialect does not say. */
export function consequenceOf(
  { dialect }: HookCall,
  { name, hookType }: Method,
  policy: ErrorPolicy,
): ErrorConsequence | null {
  return errorConsequence(dialect, name, hookType, policy);
}

/** Which remedies fit. `goesOn`: the call server goes on as if the call had been accepted. */
function situationOf(call: HookCall, status: number, goesOn: boolean): RemedyCase {
  if (status === 404 || status === 405) return 'no-such-path';
  const deliberate = status === 403 || status === 401;
  return deliberate && goesOn && call.hookType !== 3 ? 'refusal-without-effect' : 'usual';
}
