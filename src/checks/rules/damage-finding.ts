import type { CaptureDiagnostic } from '../../capture/index.ts';
import type { Finding } from '../finding.ts';
import { captureFinding, type Rule } from '../rule.ts';
import { ruleText } from './rule-texts.ts';

/** A finding about damage of a capture file. `words`: what is wrong at the place that the diagnostic names. */
export function damageFinding(
  rule: Rule,
  { path, offset, afterFrame }: CaptureDiagnostic,
  words: string,
  severity = rule.severity,
): Finding {
  return captureFinding(rule, {
    severity,
    message: `${path}: ${words} at byte ${offset}; ${afterFrame === 0 ? 'no frame' : `frame ${afterFrame}`} is the last before it.`,
    frames: afterFrame === 0 ? [] : [afterFrame],
    remedy: ruleText(rule.id).fix,
  });
}
