import { findMethod, rulePhrase } from '../../dialects/index.ts';
import { type CaptureRule, captureFinding } from '../rule.ts';
import { ruleText } from './rule-texts.ts';

/** A method that was demanded (`--expect`) does not occur. */
export const flowNotSeen: CaptureRule = {
  id: 'flow/not-seen',
  severity: 'error',
  judge: (facts) => {
    if (facts.demanded.length === 0) return [];
    const seen = new Set(facts.calls.map((call) => call.method.toLowerCase()));
    return facts.demanded.flatMap((name) => {
      const known = findMethod(facts.dialect, name)?.name ?? name;
      if (seen.has(known.toLowerCase())) return [];
      return [
        captureFinding(flowNotSeen, {
          method: known,
          message: `${known} was demanded and does not occur in the capture.`,
          remedy: rulePhrase(facts.dialect, flowNotSeen.id, 'not-seen') ?? ruleText(flowNotSeen.id).fix,
        }),
      ];
    });
  },
};
