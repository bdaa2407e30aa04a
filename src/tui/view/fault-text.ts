import { grouped } from '../../report/layout/index.ts';
import { span, type TextSpan } from '../layout/line.ts';
import { type FaultCounts, worstKind } from '../model/faults.ts';
import { MARK_OF, UNDECIDED } from './viewer.ts';

/** How a kind of fault is shown: only the sign is coloured. */
const KIND_TEXTS: Readonly<Record<keyof FaultCounts, { readonly sign: TextSpan; readonly word: string }>> = {
  missing: { sign: span('error', MARK_OF.error), word: ' missing' },
  errors: { sign: span('error', MARK_OF.error), word: '' },
  missingWarnings: { sign: span('warning', MARK_OF.warning), word: ' missing' },
  warnings: { sign: span('warning', MARK_OF.warning), word: '' },
  inconclusive: { sign: span('plain', UNDECIDED), word: '' },
};

/** The worst kind of fault with its count: `✗ 1 missing`, without the word where it is narrow. Empty where nothing is wrong. */
export function faultSpans(counts: FaultCounts, roomy: boolean): readonly TextSpan[] {
  const kind = worstKind(counts);
  if (kind === null) return [];
  const { sign, word } = KIND_TEXTS[kind];
  return [sign, span('plain', ` ${grouped(counts[kind])}${roomy ? word : ''}`)];
}
