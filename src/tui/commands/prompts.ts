import { parseFilter } from '../../analysis/filter/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import { displayFilterOf, frameFilter, windowFilter } from '../../report/layout/index.ts';
import { noticed, withErrand } from '../state/actions.ts';
import { tryRows, withFilter } from '../state/filter-state.ts';
import { editLine, type LineEdit, lineOf, type Prompt } from '../state/prompt.ts';
import {
  chosenCalls,
  exchangeOf,
  scopeList,
  scopePositionOf,
  selectedFinding,
  selectedRow,
  shownAt,
} from '../state/selection.ts';
import type { ExportChoice, State } from '../state/state.ts';
import { callFilter, detailOf } from '../view/detail/index.ts';
import { payloadOf } from '../view/detail/messages.ts';
import { plainText } from '../view/line-list.ts';
import { viewerOf } from '../view/viewer.ts';

/** Columns that a copied report is written for. */
const REPORT_COLUMNS = 100;

/** What a key does while the bottom line asks for something. */
export function answerPrompt(state: State, prompt: Prompt, key: string): State {
  if (key === 'escape' || key === 'C-c') return { ...state, prompt: null };
  switch (prompt.kind) {
    case 'filter':
      return answerFilter(state, prompt.line, key);
    case 'copy':
      return answerCopy({ ...state, prompt: null }, prompt.to, key);
    case 'export-format':
      return answerFormat(state, key);
    case 'export-path':
      return answerPath(state, prompt, key);
  }
}

function answerFilter(state: State, line: LineEdit, key: string): State {
  if (key !== 'enter') {
    const edited = editLine(line, key);
    return edited === null ? state : { ...state, prompt: { kind: 'filter', line: edited } };
  }
  const filter = withFilter(line.text);
  if (filter === null) return state;
  const before = scopePositionOf(state, state.rows.cursor);
  const tried = tryRows(filter, scopeList(state), state.catalogue.findingsOf);
  const narrowed = { ...state, filter: tried, prompt: null };
  return { ...narrowed, rows: { cursor: shownAt(narrowed, before), top: 0 }, detailTop: 0 };
}

/** Where a text that is being typed cannot be understood; null where it can. */
export function faultInFilter(text: string): { readonly column: number; readonly message: string } | null {
  const parsed = parseFilter(text);
  return parsed.ok ? null : parsed;
}

/** A text to be copied, or why there is none. */
type Copied = { readonly what: string; readonly text: string } | { readonly why: string };

const COPIES: Readonly<Record<string, (state: State) => Copied>> = {
  f: copyFilter,
  y: copyFilter,
  p: copyPayload,
  r: copyReport,
};

function answerCopy(state: State, to: 'clipboard' | 'file', key: string): State {
  const asked = key === 'Y' ? 'y' : key;
  const copy = Object.hasOwn(COPIES, asked) ? COPIES[asked] : undefined;
  if (copy === undefined) return state;
  const copied = copy(state);
  if ('why' in copied) return noticed(state, copied.why, true);
  return withErrand(state, { kind: 'copy', ...copied, to });
}

function copyFilter(state: State): Copied {
  const text = displayFilterFor(state);
  return text === null ? { why: 'There is nothing to filter by here.' } : { what: 'display filter', text };
}

function displayFilterFor(state: State): string | null {
  if (state.view === 'findings') {
    const entry = selectedFinding(state);
    return entry?.kind === 'finding' ? displayFilterOf(entry.finding) : null;
  }
  if (state.marks.length > 0) return callsFilter(state.marks);
  const row = selectedRow(state);
  if (row === null) return null;
  if (row.kind === 'connection') return `tcp.stream == ${row.story.stream}`;
  if (row.kind === 'expected') return windowFilter(row.expected, state.catalogue.analysis.firstTime);
  return callFilter(row.call);
}

function callsFilter(calls: readonly HookCall[]): string {
  const frames = calls.flatMap((call) => [...call.requestFrames, ...(call.answer?.frames ?? [])]);
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
      texts.push(JSON.stringify(view.value, null, 2));
    } else if (view.kind === 'text') texts.push(view.text);
  }
  return texts.length === 0
    ? { why: 'There is no payload here.' }
    : { what: 'payload', text: texts.join('\n') };
}

/** The tab that is shown; of Findings that is what was found. */
function copyReport(state: State): Copied {
  const text = plainText(detailOf(state, REPORT_COLUMNS));
  return { what: 'report', text: `${text}\n` };
}

function answerFormat(state: State, key: string): State {
  const choice = state.exports.find((each) => each.key === key);
  if (choice === undefined) return { ...state, prompt: null };
  const line = lineOf(`${state.exportName}.${choice.extension}`);
  return { ...state, prompt: { kind: 'export-path', choice, line, overwrites: false } };
}

function answerPath(state: State, prompt: Extract<Prompt, { kind: 'export-path' }>, key: string): State {
  if (key !== 'enter') {
    const line = editLine(prompt.line, key);
    return line === null ? state : { ...state, prompt: { ...prompt, line, overwrites: false } };
  }
  const path = prompt.line.text.trim();
  if (path === '') return state;
  const errand = {
    kind: 'export',
    format: prompt.choice.format,
    path,
    calls: chosenCalls(state),
    overwrite: prompt.overwrites,
  } as const;
  return withErrand({ ...state, prompt: null }, errand);
}

/** Asks again: the file is there already. */
export function askToOverwrite(state: State, choice: ExportChoice, path: string): State {
  const prompt: Prompt = { kind: 'export-path', choice, line: lineOf(path), overwrites: true };
  return { ...state, prompt };
}
