import type { RuleDocumentation } from '../../checks/index.ts';
import { escapeMarkdown } from '../escape/markdown.ts';
import { stepsMarkdown } from '../markdown/steps.ts';

/** A rule with its documentation, as SARIF's reporting descriptor (§3.49). */
export function ruleRecord(rule: RuleDocumentation): object {
  const area = rule.id.split('/', 1)[0];
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.means },
    help: {
      text: `${rule.means}\n\nWhy it matters: ${rule.matters}\n\nWhat to do: ${rule.fix}`,
      markdown: [
        escapeMarkdown(rule.means),
        `**Why it matters.** ${escapeMarkdown(rule.matters)}`,
        `**What to do.** ${stepsMarkdown(rule.fix)}`,
      ].join('\n\n'),
    },
    defaultConfiguration: { level: rule.severity },
    properties: { tags: ['rest-hooks', area], 'problem.severity': problemSeverity(rule.severity) },
  };
}

/** The severity as GitHub names it. */
function problemSeverity(severity: RuleDocumentation['severity']): string {
  return severity === 'note' ? 'recommendation' : severity;
}
