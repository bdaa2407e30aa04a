import { MARKS } from '../overview/severity.ts';
import { verdictOf } from '../overview/verdict.ts';
import type { TextContext } from './context.ts';

/** The verdict as a line with its mark. */
export function verdictLine({ analysis, baseline, paint }: TextContext): string {
  const { severity, text } = verdictOf(analysis, baseline);
  if (severity === null) return paint('sound', `✓ ${text}`);
  return paint(severity === 'error' ? 'fatal' : 'warning', `${MARKS[severity]} ${text}`);
}
