import type { Comparison } from '../../../compare/index.ts';
import type { Analysis } from '../../../engine/index.ts';
import { labelled } from '../../layout/page.ts';
import { captureName, captureText, hooksText } from '../../overview/capture-text.ts';
import { tlsText } from '../../overview/tls-text.ts';
import type { CompareContext } from './context.ts';

/** What was read of each capture. */
export function* comparedCaptureLines({ good, bad }: Comparison, context: CompareContext): Iterable<string> {
  yield '';
  yield* sideLines('GOOD', good, context);
  yield* sideLines('BAD', bad, context);
}

function* sideLines(side: string, analysis: Analysis, context: CompareContext): Iterable<string> {
  const { safe } = context;
  let label = side;
  for (const capture of analysis.captures) {
    yield* labelled(context, label, `${safe(captureName(capture))}: ${captureText(capture)}`, 0);
    label = '';
  }
  yield* labelled(context, '', safe(hooksText(analysis)), 0);
  const tls = tlsText(analysis);
  if (tls !== null) yield* labelled(context, '', `TLS: ${tls}`, 0);
}
