import { MAX_RECOVERED_EXCHANGES } from '../../base/limits.ts';
import type { AnalysisProgress } from '../../engine/index.ts';
import type { AnsweredCall, Filter } from '../../filter/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Exchange } from '../../http/index.ts';
import { pressed } from '../commands/dispatch.ts';
import { helpOf } from '../commands/help.ts';
import { askToOverwrite } from '../commands/prompts.ts';
import type { Size } from '../layout/layout.ts';
import { layoutOf } from '../layout/layout.ts';
import type { Catalogue } from '../model/catalogue.ts';
import { isSameCall } from '../model/row.ts';
import { tryRows, withFilter } from '../state/filter-state.ts';
import { sifted, withFurtherMatches } from '../state/narrowing.ts';
import { type ExportChoice, insert, lineOf } from '../state/prompt.ts';
import type { SearchStage } from '../state/search-state.ts';
import { scopeOf } from '../state/selection.ts';
import { settled } from '../state/settle.ts';
import type { OrderedSessions } from '../state/shown-sessions.ts';
import type { Notice, State } from '../state/state.ts';
import { comparisonOf } from '../view/comparison.ts';
import { detailOf } from '../view/detail/index.ts';
import { withSnapshot } from './snapshot.ts';

/** All changes of the state. */
export type Action =
  | { readonly type: 'key'; readonly key: string }
  /** Text that was pasted. */
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'resize'; readonly size: Size }
  | { readonly type: 'snapshot'; readonly catalogue: Catalogue; readonly progress: AnalysisProgress }
  | { readonly type: 'progress'; readonly progress: AnalysisProgress; readonly readingSeconds: number }
  /** Tests so many of the next rows with the filter. */
  | { readonly type: 'sift'; readonly rows: number }
  /** Sessions were put in an order. */
  | { readonly type: 'ordered'; readonly ordered: OrderedSessions }
  | { readonly type: 'filter'; readonly text: string }
  /** Payloads were searched for a filter. `stage` null: the search is as far as before. */
  | {
      readonly type: 'searched';
      readonly filter: Filter;
      readonly answered: readonly AnsweredCall[];
      readonly stage: SearchStage | null;
    }
  | { readonly type: 'recovered'; readonly call: HookCall; readonly exchange: Exchange | null }
  /** All effects were started. */
  | { readonly type: 'effects-taken' }
  | { readonly type: 'file-exists'; readonly choice: ExportChoice; readonly path: string }
  | { readonly type: 'notice'; readonly notice: Notice };

/** The state after an action. It never throws, and afterwards every cursor is within its list. */
export function reduce(state: State, action: Action): State {
  const next = sifted(apply(state, action));
  return next === state ? state : clamped(settled(next));
}

function apply(state: State, action: Action): State {
  switch (action.type) {
    case 'key':
      return pressed(state, action.key);
    case 'paste':
      return pasted(state, action.text);
    case 'resize':
      return { ...state, size: action.size };
    case 'snapshot':
      return withSnapshot({ ...state, progress: action.progress }, action.catalogue);
    case 'progress':
      return { ...state, progress: action.progress, readingSeconds: action.readingSeconds };
    case 'sift':
      return { ...state, filter: tryRows(state.filter, scopeOf(state), state.catalogue, action.rows) };
    case 'ordered':
      return { ...state, ordered: action.ordered };
    case 'filter':
      return startFilter(state, action.text);
    case 'searched':
      // Another filter may have come meanwhile.
      return state.filter.filter === action.filter
        ? withFurtherMatches(state, action.answered, action.stage)
        : state;
    case 'recovered':
      return recovered(state, action.call, action.exchange);
    case 'effects-taken':
      return { ...state, effects: [] };
    case 'file-exists':
      return askToOverwrite(state, action.choice, action.path);
    case 'notice':
      return { ...state, notice: action.notice };
  }
}

/** Inserts pasted text into a prompt. Elsewhere it is ignored: pasted letters are no commands. */
function pasted(state: State, text: string): State {
  const { prompt } = state;
  if (prompt === null || !('line' in prompt)) return state;
  return { ...state, prompt: { ...prompt, line: insert(prompt.line, text) } };
}

/** Applies the filter of the command line. An invalid one is shown in the prompt to be corrected. */
function startFilter(state: State, text: string): State {
  const filter = withFilter(text);
  if (filter === null) return { ...state, prompt: { kind: 'filter', line: lineOf(text) } };
  return { ...state, filter };
}

function recovered(state: State, call: HookCall, exchange: Exchange | null): State {
  const others = state.recovered.filter((each) => !isSameCall(each.call, call));
  return { ...state, recovered: [{ call, exchange }, ...others].slice(0, MAX_RECOVERED_EXCHANGES) };
}

/** Keeps scrolled contents without a cursor within their lines. */
function clamped(state: State): State {
  const layout = layoutOf(state);
  const detailTop = within(state.detailTop, layout.detail, (width) => detailOf(state, width).length);
  const pageTop = within(state.pageTop, layout.page, (width) =>
    state.view === 'help' ? helpOf(state, width).length : comparisonOf(state, width).length,
  );
  return detailTop === state.detailTop && pageTop === state.pageTop
    ? state
    : { ...state, detailTop, pageTop };
}

function within(
  top: number,
  area: { readonly width: number; readonly height: number } | null,
  lengthAt: (width: number) => number,
): number {
  if (top <= 0 || area === null) return Math.max(0, top);
  return Math.max(0, Math.min(top, lengthAt(area.width) - area.height));
}
