import type { View } from '../layout/layout.ts';
import { isSameCall } from '../model/row.ts';
import { SESSION_ORDERS, type SessionOrder } from '../model/session-order.ts';
import { searchedAnew } from './narrowing.ts';
import { lineOf } from './prompt.ts';
import { comparedCalls, isMarked, listsFindings, selectedRow } from './selection.ts';
import { type Effect, type State, type Tab, TIME_MODES } from './state.ts';

/** Shows a notice in the bottom line until the next key. */
export function noticed(state: State, text: string, isError = false): State {
  return { ...state, notice: { text, isError } };
}

export function withEffect(state: State, effect: Effect): State {
  return { ...state, effects: [...state.effects, effect] };
}

export function toTab(state: State, tab: Tab): State {
  return tab === state.tab ? state : { ...state, tab, detailTop: 0 };
}

/** Shows a view. The same view again leads back to the calls. */
export function toggleView(state: State, view: View): State {
  const next = state.view === view ? 'calls' : view;
  const tab = next === 'findings' || next === 'problems' ? 'findings' : state.tab;
  const shown = { view: next, tab, focus: 'rows', pageTop: 0, detailTop: 0, zoomed: false } as const;
  return { ...state, ...shown, problem: null, cameFrom: null };
}

/** Shows a page over the view that is shown, or takes it away again. */
export function togglePage(state: State, page: 'help' | 'compare'): State {
  if (state.view === page) return { ...state, view: state.under };
  const under = state.view === 'help' || state.view === 'compare' ? state.under : state.view;
  return { ...state, view: page, under, pageTop: 0 };
}

/** From the calls to the problems, on to all findings by rule, and back to the calls. */
export function nextFindingsView(state: State): State {
  if (state.view === 'problems') return { ...toggleView(state, 'findings'), findings: { cursor: 0, top: 0 } };
  return toggleView(state, state.view === 'findings' ? 'findings' : 'problems');
}

export function nextTimeMode(state: State): State {
  const at = TIME_MODES.indexOf(state.timeMode);
  return { ...state, timeMode: TIME_MODES[(at + 1) % TIME_MODES.length] ?? 'relative' };
}

/** Marks the selected call or removes its mark, and goes to the next row. */
export function toggleMark(state: State): State {
  const row = selectedRow(state);
  if (listsFindings(state) || row === null) return state;
  if (row.kind !== 'call') return noticed(state, 'Only calls that were made can be marked.');
  const { call } = row;
  const marks = isMarked(state, call)
    ? state.marks.filter((mark) => !isSameCall(mark, call))
    : [...state.marks, call];
  return { ...state, marks, rows: { ...state.rows, cursor: state.rows.cursor + 1 }, detailTop: 0 };
}

export function toComparison(state: State): State {
  if (state.view === 'compare') return togglePage(state, 'compare');
  if (comparedCalls(state) === null)
    return noticed(state, 'Mark two calls with Space, then compare them with =.');
  return togglePage(state, 'compare');
}

export function askForFilter(state: State): State {
  const view = state.view === 'calls' || state.view === 'ladder' ? state.view : 'calls';
  const line = lineOf(state.filter.filter?.text ?? '');
  return { ...state, view, focus: 'rows', prompt: { kind: 'filter', line } };
}

const ORDER_NAMES: Readonly<Record<SessionOrder, string>> = {
  worst: 'The worst sessions first.',
  time: 'Sessions in the order in which they began.',
  who: 'Sessions by who they are.',
  length: 'The longest sessions first.',
};

/** Lists the sessions in the next order. */
export function nextOrder(state: State): State {
  const order = SESSION_ORDERS[(SESSION_ORDERS.indexOf(state.order) + 1) % SESSION_ORDERS.length] ?? 'worst';
  return noticed({ ...state, order }, `${ORDER_NAMES[order]} S changes that.`);
}

export function askForCopy(state: State, to: 'clipboard' | 'file'): State {
  return { ...state, prompt: { kind: 'copy', to } };
}

export function askForExport(state: State): State {
  if (state.exports.length === 0) return noticed(state, 'There is nothing that can be exported.');
  return { ...state, prompt: { kind: 'export-format' } };
}

export function toggleSecrets(state: State): State {
  if (state.maskers.hiding.redactsPersonal)
    return noticed(state, 'Personal data are redacted: what is masked stays masked.', true);
  const showSecrets = !state.showSecrets;
  const text = showSecrets ? 'Secrets are shown now; s hides them.' : 'Secrets are hidden.';
  return noticed(searchedAnew({ ...state, showSecrets }), text);
}

export function toggleZoom(state: State): State {
  return { ...state, zoomed: !state.zoomed };
}
