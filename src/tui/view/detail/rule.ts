import { rules } from '../../../checks/index.ts';
import { escapeTerminal } from '../../../report/layout/index.ts';
import { type Line, line, span } from '../../layout/line.ts';
import { labelledSteps } from '../../layout/text-lines.ts';

/** What a rule means, as `hookscope explain` prints it. */
export function ruleLines(id: string, columns: number): readonly Line[] {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) return [line(span('bold', escapeTerminal(id)))];
  return [
    line(span('bold', rule.title)),
    ...labelledSteps('means', rule.means, columns, escapeTerminal),
    ...labelledSteps('matters', rule.matters, columns, escapeTerminal),
    ...labelledSteps('what to do', rule.fix, columns, escapeTerminal),
  ];
}
