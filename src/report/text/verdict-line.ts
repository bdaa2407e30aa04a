import type { Analysis } from '../../engine/index.ts';
import type { Paint } from '../layout/style.ts';
import { MARKS } from '../overview/severity.ts';
import { verdictOf } from '../overview/verdict.ts';

/** The verdict as a line with its mark. */
export function verdictLine(analysis: Analysis, paint: Paint): string {
  const { severity, text } = verdictOf(analysis);
  if (severity === null) return paint('sound', `✓ ${text}`);
  return paint(severity === 'error' ? 'fatal' : 'warning', `${MARKS[severity]} ${text}`);
}
