import { noticed, toggleView, withEffect } from './actions.ts';
import { widened } from './narrowing.ts';
import type { State } from './state.ts';

/** Something that can be undone: whether there is anything, what it becomes, and the sentence that says so. */
interface BackStep {
  readonly applies: (state: State) => boolean;
  readonly run: (state: State) => State;
  readonly said: (undone: State) => string;
}

const VIEW_NAMES: Readonly<Record<State['view'], string>> = {
  calls: 'calls',
  ladder: 'ladder',
  problems: 'problems',
  findings: 'findings',
  compare: 'comparison',
  help: 'help',
};

const toItsView = ({ view }: State): string => `Back to the ${VIEW_NAMES[view]}.`;

/** What a step back undoes, the first that applies: out of a page, a pane, a view, the filter, the marks. */
const STEPS: readonly BackStep[] = [
  {
    applies: ({ view }) => view === 'help' || view === 'compare',
    run: (state) => ({ ...state, view: state.under }),
    said: toItsView,
  },
  {
    applies: ({ zoomed }) => zoomed,
    run: (state) => ({ ...state, zoomed: false }),
    said: () => 'All panes again.',
  },
  {
    applies: ({ focus }) => focus === 'detail',
    run: (state) => ({ ...state, focus: 'rows' }),
    said: toItsView,
  },
  {
    applies: ({ view }) => view === 'findings',
    run: (state) => ({ ...state, view: 'problems', problem: null, detailTop: 0 }),
    said: toItsView,
  },
  {
    applies: ({ view }) => view === 'problems' || view === 'ladder',
    run: (state) => toggleView(state, state.view),
    said: toItsView,
  },
  {
    applies: ({ cameFrom }) => cameFrom !== null,
    run: (state) => ({
      ...state,
      view: state.cameFrom ?? 'calls',
      cameFrom: null,
      focus: 'rows',
      detailTop: 0,
    }),
    said: toItsView,
  },
  {
    applies: ({ filter }) => filter.narrows,
    run: widened,
    said: ({ filter }) =>
      filter.search?.stage.kind === 'stopped'
        ? 'Filter taken away, and its search stopped. n and N go through what was found.'
        : 'Filter taken away: all sessions and rows again. n and N go from match to match.',
  },
  {
    applies: ({ marks }) => marks.length > 0,
    run: (state) => ({ ...state, marks: [] }),
    said: () => 'Marks taken away.',
  },
];

/** One step back, which is said. From the calls it leads to their sessions; where nothing is left to undo, that is said. */
export function back(state: State): State {
  const undone = undoneOf(state);
  if (undone !== null) return undone;
  if (state.focus === 'rows') return noticed({ ...state, focus: 'sessions' }, 'Back to the sessions.');
  return noticed(state, 'Nothing is left to undo: q leaves hookscope.');
}

/** One step back; from the view in which everything begins it leaves. What cannot be opened again is asked about first. */
export function backOrLeave(state: State): State {
  const undone = undoneOf(state);
  if (undone !== null) return undone;
  if (cannotBeOpenedAgain(state)) return { ...state, prompt: { kind: 'leave' } };
  return withEffect(state, { kind: 'quit' });
}

function undoneOf(state: State): State | null {
  const step = STEPS.find(({ applies }) => applies(state));
  if (step === undefined) return null;
  const undone = step.run(state);
  return noticed(undone, step.said(undone));
}

/** True for what came through a pipe, and for a capture that is followed. */
export function cannotBeOpenedAgain({
  following,
  catalogue,
}: Pick<State, 'following' | 'catalogue'>): boolean {
  return following || catalogue.analysis.captures.some(({ path }) => path === '-');
}
