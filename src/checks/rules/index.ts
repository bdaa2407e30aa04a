import type { RuleDocumentation } from '../rule.ts';
import { callRules } from './call-rules.ts';
import { captureRules } from './capture-rules.ts';

export { emptySelection } from './capture-no-rest-traffic.ts';
export { captureRules } from './capture-rules.ts';

/** Every rule, in the order in which the documentation has them. */
export const rules: readonly RuleDocumentation[] = [...captureRules, ...callRules];
