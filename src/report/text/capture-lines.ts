import { labelled } from '../layout/page.ts';
import { count } from '../layout/quantity.ts';
import { captureName, captureText, hooksText } from '../overview/capture-text.ts';
import { tlsText } from '../overview/tls-text.ts';
import type { TextContext } from './context.ts';

const MOST_FILES = 5;

/** What was read, and what hooks were found in it. */
export function* captureLines(context: TextContext): Iterable<string> {
  const { analysis, safe } = context;
  const shown = context.everything ? analysis.captures : analysis.captures.slice(0, MOST_FILES);
  let label = 'capture';
  for (const capture of shown) {
    yield* labelled(context, label, `${safe(captureName(capture))}: ${captureText(capture)}`, 0);
    label = '';
  }
  const more = analysis.captures.length - shown.length;
  if (more > 0) yield* labelled(context, '', `and ${count(more, 'more file')}`, 0);
  yield* labelled(context, 'hooks', safe(hooksText(analysis)), 0);
  const tls = tlsText(analysis);
  if (tls !== null) yield* labelled(context, 'tls', tls, 0);
}
