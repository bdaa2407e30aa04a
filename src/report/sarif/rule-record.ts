import type { RuleDocumentation } from '../../checks/index.ts';
import { type Dialect, noteText } from '../../dialects/index.ts';
import { escapeMarkdown } from '../escape/markdown.ts';
import { stepsMarkdown } from '../markdown/steps.ts';

/** A rule with its documentation and what a dialect adds to it, as SARIF's reporting descriptor (§3.49). */
export function ruleRecord(rule: RuleDocumentation, dialect: Dialect): object {
  const note = noteText(dialect, rule.id);
  const area = rule.id.split('/', 1)[0];
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.means },
    help: {
      text: [
        rule.means,
        `Why it matters: ${rule.matters}`,
        `What to do: ${rule.fix}`,
        ...(note === null ? [] : [`For ${dialect.name}: ${note}`]),
      ].join('\n\n'),
      markdown: [
        escapeMarkdown(rule.means),
        `**Why it matters.** ${escapeMarkdown(rule.matters)}`,
        `**What to do.** ${stepsMarkdown(rule.fix)}`,
        ...(note === null ? [] : [`**For ${escapeMarkdown(dialect.name)}.** ${stepsMarkdown(note)}`]),
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
