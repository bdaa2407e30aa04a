import type { HookCall } from '../../hooks/index.ts';
import {
  displayFilterOf,
  escapeTerminal,
  frameFilter,
  stringifyJsonLines,
  windowFilter,
} from '../../report/layout/index.ts';
import { chosenCalls, exchangeOf, selectedFinding, selectedRow } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import { callFilter } from '../view/detail/index.ts';
import { payloadOf } from '../view/detail/messages.ts';
import { REPORT_COLUMNS, selectionReport } from '../view/selection-report.ts';
import { viewerOf } from '../view/viewer.ts';

/** A text to be copied, or the reason why there is none. */
type Copied = { readonly what: string; readonly text: string } | { readonly why: string };

const COPIES: Readonly<Record<string, (state: State) => Copied>> = {
  f: copyFilter,
  y: copyFilter,
  p: copyPayload,
  r: (state) => ({ what: 'report', text: selectionReport(state) }),
};

/** What a key copies; null for a key that copies nothing. */
export function copiedText(state: State, key: string): Copied | null {
  return Object.hasOwn(COPIES, key) ? (COPIES[key]?.(state) ?? null) : null;
}

function copyFilter(state: State): Copied {
  const text = displayFilterFor(state);
  return text === null ? { why: 'There is nothing to filter by here.' } : { what: 'display filter', text };
}

function displayFilterFor(state: State): string | null {
  if (state.view === 'findings') {
    const entry = selectedFinding(state);
    return entry?.kind === 'finding' ? displayFilterOf(entry.finding, state.catalogue.analysis) : null;
  }
  if (state.marks.length > 0) return callsFilter(state.marks);
  const row = selectedRow(state);
  if (row === null) return null;
  if (row.kind === 'connection') return `tcp.stream == ${row.connection.connection}`;
  if (row.kind === 'expected') return windowFilter(row.expected, state.catalogue.analysis);
  return callFilter(row.call);
}

function callsFilter(calls: readonly HookCall[]): string {
  const frames = calls.flatMap((call) => [...call.requestFrames, ...(call.response?.frames ?? [])]);
  return frameFilter([...new Set(frames)]);
}

function copyPayload(state: State): Copied {
  const texts: string[] = [];
  for (const call of chosenCalls(state)) {
    const exchange = exchangeOf(state, call);
    if (exchange === 'unread' || exchange === 'lost')
      return { why: 'A payload was not read yet: look at it first.' };
    const input = {
      call,
      exchange,
      viewer: viewerOf(state),
      maskers: state.maskers,
      columns: REPORT_COLUMNS,
    };
    const view = payloadOf(input, 'request');
    if (view.kind === 'json') {
      texts.push(stringifyJsonLines(view.value));
    } else if (view.kind === 'text') texts.push(view.text.split('\n').map(escapeTerminal).join('\n'));
  }
  return texts.length === 0
    ? { why: 'There is no payload here.' }
    : { what: 'payload', text: texts.join('\n') };
}
