import { parseFilter } from '../../filter/index.ts';
import { noticed, withEffect } from '../state/actions.ts';
import { withFilter } from '../state/filter-state.ts';
import { narrowed, widened } from '../state/narrowing.ts';
import { type ExportChoice, editLine, type LineEdit, lineOf, type Prompt } from '../state/prompt.ts';
import { chosenCalls } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import { copiedText, wiresharkText } from './copies.ts';

/** What a key does while the bottom line asks for something. */
export function answerPrompt(state: State, prompt: Prompt, key: string): State {
  if (prompt.kind === 'leave') return answerLeave({ ...state, prompt: null }, key);
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
  const asked = { ...state, prompt: null };
  return filter.filter === null ? { ...widened(asked), filter } : narrowed(asked, filter);
}

/** Where the text that is being typed is not a valid filter; null where it is one. */
export function faultInFilter(text: string): { readonly column: number; readonly message: string } | null {
  const parsed = parseFilter(text);
  return parsed.ok ? null : parsed;
}

const LEAVE_KEYS: readonly string[] = ['q', 'Q', 'y', 'enter', 'C-c'];

function answerLeave(state: State, key: string): State {
  return LEAVE_KEYS.includes(key) ? withEffect(state, { kind: 'quit' }) : noticed(state, 'hookscope stays.');
}

function answerCopy(state: State, to: 'clipboard' | 'file', key: string): State {
  const copied = copiedText(state, key === 'Y' ? 'y' : key);
  if (copied === null) return state;
  if ('why' in copied) return noticed(state, copied.why, true);
  const { what, text, notes = [] } = copied;
  return withEffect(state, { kind: 'copy', what, text, to, remark: notes.join('; ') });
}

/** Shows and copies the command that opens Wireshark at what is selected. */
export function copyWireshark(state: State): State {
  const made = wiresharkText(state);
  if ('why' in made) return noticed(state, made.why, true);
  return withEffect(state, {
    kind: 'copy',
    what: 'Wireshark command',
    text: made.text,
    to: 'clipboard',
    remark: made.text,
  });
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
  const effect = {
    kind: 'export',
    format: prompt.choice.format,
    path,
    calls: chosenCalls(state),
    overwrite: prompt.overwrites,
  } as const;
  return withEffect({ ...state, prompt: null }, effect);
}

/** Asks again for a path, because the file exists. */
export function askToOverwrite(state: State, choice: ExportChoice, path: string): State {
  const prompt: Prompt = { kind: 'export-path', choice, line: lineOf(path), overwrites: true };
  return { ...state, prompt };
}
