import type { RuleDocumentation } from '../rule.ts';
import { callRules } from './call-rules.ts';
import { captureRules } from './capture-rules.ts';
import { ruleText } from './rule-texts.ts';

export { emptySelection } from './capture-no-rest-traffic.ts';
export { captureRules } from './capture-rules.ts';

/** Every rule with its text, in the order in which the documentation has them. */
export const rules: readonly RuleDocumentation[] = [...captureRules, ...callRules].map(
  ({ id, severity }) => ({
    id,
    severity,
    ...ruleText(id),
  }),
);
