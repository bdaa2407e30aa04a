import { rules } from '../../../checks/index.ts';
import { type Dialect, noteText } from '../../../dialects/index.ts';
import { escapeTerminal } from '../../../report/layout/index.ts';
import { type Line, line, span } from '../line.ts';
import { labelledSteps } from '../text-lines.ts';

/** What a rule means, and what the capture's dialect adds to it; `hookscope explain` prints the same, with examples. */
export function ruleLines(id: string, dialect: Dialect, columns: number): readonly Line[] {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) return [line(span('bold', escapeTerminal(id)))];
  const note = noteText(dialect, id);
  return [
    line(span('bold', rule.title)),
    ...labelledSteps('means', rule.means, columns, escapeTerminal),
    ...labelledSteps('matters', rule.matters, columns, escapeTerminal),
    ...labelledSteps('what to do', rule.fix, columns, escapeTerminal),
    ...(note === null ? [] : labelledSteps('system', note, columns, escapeTerminal)),
  ];
}
