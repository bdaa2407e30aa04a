import { type ErrorPolicy, errorConsequence } from '../../dialects/index.ts';
import { configFor, failureOf, type HookCall, isAccepted } from '../../hooks/index.ts';
import { configOf, type Evidence, isConfigKnown } from './evidence.ts';
import { isResponseUnseen } from './sight.ts';

/**
 * What became of the operation that the trigger asked for: it went on, it was stopped by a refusal, or the capture does not
 * tell. `policy-unknown`: the trigger was refused, and what the session was configured to do then is not in the capture.
 */
export type Outcome = 'went-on' | 'stopped' | 'answer-unknown' | 'policy-unknown';

/** What became of the operation of a call, as far as the capture tells. */
export function outcomeOf(trigger: HookCall, evidence: Evidence): Outcome {
  const { dialect } = trigger;
  if (isAccepted(trigger)) return 'went-on';
  if (isResponseUnseen(trigger, evidence.sight)) return 'answer-unknown';
  if (isConfigKnown(evidence, trigger)) {
    return stopsWhenRefused(
      trigger,
      configFor(dialect, configOf(evidence, trigger), trigger.method).onRefusal,
    )
      ? 'stopped'
      : 'went-on';
  }
  const [stops, goesOn] = [stopsByTable(trigger, 'stop'), !stopsByTable(trigger, 'go-on')];
  if (stops === goesOn) return 'policy-unknown';
  return stops ? 'stopped' : 'went-on';
}

/** Whether the operation ends where a call is refused: by the configuration, else by the dialect's error table. */
function stopsWhenRefused(call: HookCall, policy: ErrorPolicy | null): boolean {
  return policy === null ? stopsByTable(call, 'go-on') : policy === 'stop';
}

/** The same by the error table alone, for a policy. */
function stopsByTable(call: HookCall, policy: ErrorPolicy): boolean {
  const { dialect, methodSpec } = call;
  if (methodSpec === null) return false;
  const { name, role } = methodSpec;
  const outcome = errorConsequence(dialect, name, role, policy, failureOf(call))?.outcome;
  return outcome === 'stops' || outcome === 'declines';
}
