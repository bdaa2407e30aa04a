import { rules } from '../../../checks/index.ts';
import { type Dialect, noteText } from '../../../dialects/index.ts';
import { escapeTerminal } from '../../../report/layout/index.ts';
import { type Line, line, span } from '../../layout/line.ts';
import { labelledStepLines } from '../../layout/text-lines.ts';

/** What a rule means, and what the capture's dialect adds to it; `hookscope explain` prints the same, with examples. */
export function ruleDetail(id: string, dialect: Dialect, columns: number): readonly Line[] {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) return [line(span('bold', escapeTerminal(id)))];
  const note = noteText(dialect, id);
  return [
    line(span('bold', rule.title)),
    ...labelledStepLines('means', rule.means, columns, escapeTerminal),
    ...labelledStepLines('matters', rule.matters, columns, escapeTerminal),
    ...labelledStepLines('what to do', rule.fix, columns, escapeTerminal),
    ...(note === null ? [] : labelledStepLines('system', note, columns, escapeTerminal)),
  ];
}
