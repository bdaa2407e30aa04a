import type { Analysis, Arrivals, LiveAnalysis } from '../engine/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { Masker } from '../privacy/index.ts';
import { withFilesNamed } from './file-frames.ts';
import { redact, redactCall } from './redact.ts';
import { type Selection, select, spanTest } from './select.ts';
import { callSubject } from './subject.ts';

/** What of an analysis a front end may show: the part that was asked for, redacted as was asked for. */
export function viewOf(analysis: Analysis, selection: Selection, masker: Masker): Analysis {
  // The selection goes first: it is asked for in words of the capture.
  return withFilesNamed(
    redact(
      select(analysis, selection, (name) => masker.captured(name)),
      masker,
    ),
  );
}

/** The same of an analysis that may still be under way; the same object as long as the analysis is the same. */
export function viewOfLive(
  live: LiveAnalysis,
  selection: Selection,
  masker: Masker,
): Omit<LiveAnalysis, 'stop' | 'isReadableAgain' | 'places'> {
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
    arrivals: () => {
      const arrivals = live.arrivals();
      return arrivals === null ? null : arrivalsWithin(arrivals, view(arrivals.since), selection, masker);
    },
    progress: () => live.progress(),
    subscribe: (listener) => live.subscribe(listener),
  };
}

/** What of arrivals is shown beside a view of the analysis since which they came. */
function arrivalsWithin(arrivals: Arrivals, view: Analysis, selection: Selection, masker: Masker): Arrivals {
  if (arrivals.since === view) return arrivals;
  const isInSpan = spanTest(selection, view.firstTime);
  const { filter, answers } = selection;
  const isChosen = (call: HookCall): boolean =>
    isInSpan(call) && (filter === null || filter.matches(callSubject(call, [], view.callExchanges), answers));
  // A call keeps its id.
  const gone = [...arrivals.gone].flatMap((call) => view.calls[view.positions.of(call)] ?? []);
  return {
    ...arrivals,
    since: view,
    added: arrivals.added.filter(isChosen).map((call) => redactCall(call, masker)),
    gone: new Set(gone),
  };
}
