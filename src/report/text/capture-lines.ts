import { labelled } from '../layout/page.ts';
import { count } from '../layout/quantity.ts';
import { captureName, captureText, hooksText } from '../overview/capture-text.ts';
import { tlsText } from '../overview/tls-text.ts';
import type { TextContext } from './context.ts';

const MOST_FILES = 5;

/** What was read, and what hooks were found in it. `grouping`: why its files are one capture; null where nothing is to be said. */
export function* captureLines(context: TextContext, grouping: string | null): Iterable<string> {
  const { analysis, safe } = context;
  const shown = context.everything ? analysis.captures : analysis.captures.slice(0, MOST_FILES);
  let label = 'capture';
  for (const capture of shown) {
    yield* labelled(context, label, `${safe(captureName(capture))}: ${captureText(capture)}`, 0);
    label = '';
  }
  const more = analysis.captures.length - shown.length;
  if (more > 0) yield* labelled(context, '', `and ${count(more, 'more file')}`, 0);
  if (grouping !== null) yield* labelled(context, 'files', safe(grouping), 0);
  yield* labelled(context, 'hooks', safe(hooksText(analysis)), 0);
  const tls = tlsText(analysis);
  if (tls !== null) yield* labelled(context, 'tls', tls, 0);
}
