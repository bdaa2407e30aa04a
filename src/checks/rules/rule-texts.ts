import type { RuleText } from '../rule-text.ts';
import { RULE_TEXTS } from './documentation.ts';

/** The text of a rule's page. Every rule has one: a test holds that. */
export function ruleText(id: string): RuleText {
  const text = RULE_TEXTS[id];
  if (text === undefined) throw new Error(`the rule ${id} has no page`);
  return text;
}
