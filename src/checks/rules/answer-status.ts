import {
  type ErrorConsequence,
  type ErrorPolicy,
  errorConsequence,
  type Method,
  policyText,
} from '../../dialects/index.ts';
import { configFor, type HookCall, isAccepted, roleOf } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { remedyText } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';

/** The backend answered something else than 200 (domain: vendor's page "Four types of REST methods", error matrix). */
export const answerStatus: CaptureRule = {
  id: 'answer/status',
  severity: 'error',
  title: 'The backend answered with an error',
  means:
    "Every hook is to be answered 200 unless the backend refuses it on purpose (403 is the vendor's example). What follows depends on the type of the hook and on restOnError in restClientConfig; the finding says which holds.",
  matters:
    'A refused connect keeps the client out whatever restOnError says. A refused direct invocation stops the operation under FAIL and is only logged under LOG, the default: then the refusal has no effect, which surprises most.',
  fix: "If the refusal was meant: return restClientConfig with restOnError FAIL for the method in the answer to connect. If it was not: look at the backend's own log for the request; 404 means that it has no such path, 5xx that its code failed.",
  judge: (scene) =>
    scene.calls.flatMap((call) => {
      if (call.methodSpec === null || call.response === null || isAccepted(call.dialect, call.response))
        return [];
      const { status, reason, frames } = call.response;
      const policy = policyOf(call, scene);
      const follows = consequenceOf(call, call.methodSpec, policy);
      const goesOn = follows?.outcome === 'continues';
      const words = reason === '' ? '' : ` ${reason}`;
      // Where the policy makes no difference, it is not told.
      const under =
        follows?.policy === 'any' ? '' : policyText(call.dialect, policy, scene.configOf(call) !== null);
      return [
        findingOf(answerStatus, call, {
          severity: goesOn ? 'warning' : 'error',
          message: `${call.method} was answered ${status}${words}.${under}`,
          frames: [call.requestFrames[0], frames[0]],
          consequence: follows?.description ?? null,
          remedy: remedyText(call.dialect, remediesFor(call, status, goesOn), {
            appKey: call.appKey,
            method: call.method,
          }),
        }),
      ];
    }),
};

/** What the server does after a refusal of a call's method in its session. */
export function policyOf(call: HookCall, scene: CaptureFacts): ErrorPolicy {
  return configFor(call.dialect, scene.configOf(call), call.method).onRefusal ?? 'go-on';
}

/** The row of the error matrix that holds for a call that failed. */
export function consequenceOf(
  { dialect }: HookCall,
  { name, role }: Method,
  policy: ErrorPolicy,
): ErrorConsequence | null {
  return errorConsequence(dialect, name, role, policy);
}

function remediesFor(call: HookCall, status: number, goesOn: boolean): readonly string[] {
  if (status === 404 || status === 405) return ['check-url', 'remove-method'];
  const deliberate = status === 403 || status === 401;
  return deliberate && goesOn && roleOf(call) !== 'event'
    ? ['set-fail', 'answer-200']
    : ['answer-200', 'check-log'];
}
