import type { Analysis, LiveAnalysis } from '../engine/index.ts';
import type { Masker } from '../privacy/index.ts';
import { redact } from './redact.ts';
import { type Selection, select } from './select.ts';

/** What of an analysis a front end may show: the part that was asked for, redacted as was asked for. */
export function viewOf(analysis: Analysis, selection: Selection, masker: Masker): Analysis {
  // The selection goes first: it is asked for in words of the capture.
  return redact(select(analysis, selection), masker);
}

/** The same of an analysis that may still be under way; the same object as long as the analysis is the same. */
export function viewOfLive(
  live: LiveAnalysis,
  selection: Selection,
  masker: Masker,
): Omit<LiveAnalysis, 'stop' | 'isReadableAgain'> {
  let latest: { readonly whole: Analysis; readonly view: Analysis } | null = null;
  const view = (whole: Analysis): Analysis => {
    if (latest?.whole !== whole) latest = { whole, view: viewOf(whole, selection, masker) };
    return latest.view;
  };
  return {
    get done() {
      return live.done;
    },
    snapshot: () => view(live.snapshot()),
    renew: async () => view(await live.renew()),
    progress: () => live.progress(),
    subscribe: (listener) => live.subscribe(listener),
  };
}
