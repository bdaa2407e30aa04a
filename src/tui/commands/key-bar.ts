import { displayWidth, escapeTerminal } from '../../report/layout/index.ts';
import { justified, type Line, line, span, type TextSpan, widthOf as widthOfLine } from '../layout/line.ts';
import type { LineEdit, Prompt } from '../state/prompt.ts';
import type { State } from '../state/state.ts';
import { searchText } from '../view/search-text.ts';
import { type KeyContext, keyContextOf, keyName } from './command.ts';
import { COPY_CHOICES } from './copies.ts';
import { faultInFilter } from './prompts.ts';
import { COMMANDS } from './table.ts';

/** The bottom line: a prompt, otherwise a notice, otherwise the keys. */
export function keyBarLine(state: State, width: number): Line {
  if (state.prompt !== null) return promptLine(state, state.prompt, width);
  if (state.notice !== null) {
    return line(span(state.notice.isError ? 'error' : 'accent', ` ${escapeTerminal(state.notice.text)}`));
  }
  const searched = searchText(state);
  if (searched === null) return line(...barSpans(keyContextOf(state), width), ...stateSpans(state));
  const said = [span('accent', ` ${searched}`), ...stateSpans(state)];
  const room = width - 1 - widthOfLine({ spans: said });
  return justified(said, barSpans(keyContextOf(state), room), width);
}

/** As many keys as fit. Help and quit are always shown. */
function barSpans(place: KeyContext, width: number): readonly TextSpan[] {
  const items = COMMANDS.flatMap(({ keys, bar }) =>
    bar?.in.includes(place) === true ? [{ key: keyName(keys[0] ?? ''), label: bar.label }] : [],
  );
  const last = items.slice(-2);
  const first = items.slice(0, -2);
  let room = width - 1 - last.reduce((sum, item) => sum + widthOf(item), 0);
  const kept = [];
  for (const item of first) {
    room -= widthOf(item);
    if (room < 0) break;
    kept.push(item);
  }
  return [...kept, ...last].flatMap(({ key, label }) => [span('bold', ` ${key}`), span('dim', ` ${label} `)]);
}

function widthOf({ key, label }: { key: string; label: string }): number {
  return displayWidth(key) + displayWidth(label) + 3;
}

function stateSpans(state: State): readonly TextSpan[] {
  return state.marks.length === 0 ? [] : [span('accent', ` ${state.marks.length} marked`)];
}

function promptLine(state: State, prompt: Prompt, width: number): Line {
  switch (prompt.kind) {
    case 'filter':
      return filterLine(prompt.line, width);
    case 'copy':
      return line(
        span('accent', prompt.to === 'file' ? ' Into a file: ' : ' Copy: '),
        ...choices(COPY_CHOICES.map(({ key, title }) => [key, title] as const)),
      );
    case 'leave':
      return line(
        span('accent', ' Leave? '),
        leaveText(state),
        ...choices([['q', 'leaves']]),
        span('dim', 'any other key stays'),
      );
    case 'export-format':
      return line(
        span('accent', ' Export: '),
        ...choices(state.exports.map(({ key, title }) => [key, title] as const)),
      );
    case 'export-path': {
      const note = prompt.overwrites
        ? span('error', ' exists: Enter overwrites ')
        : span('dim', ' Enter writes, Esc leaves ');
      return justified([span('accent', ' To: '), ...editSpans(prompt.line, width - 40)], [note], width);
    }
  }
}

function leaveText({ following }: State): string {
  return following ? 'The capture still grows. ' : 'What came through the pipe is not kept. ';
}

function choices(pairs: readonly (readonly [string, string])[]): readonly TextSpan[] {
  return pairs.flatMap(([key, label]) => [span('bold', `${key} `), span('dim', `${label}  `)]);
}

function filterLine(edit: LineEdit, width: number): Line {
  const fault = faultInFilter(edit.text);
  const verdict =
    edit.text.trim() === ''
      ? span('dim', ' word method: status: http:>=400 missing -not ')
      : fault === null
        ? span('good', ' ✓ valid ')
        : span('error', ` ✗ ${escapeTerminal(fault.message)} `);
  const room = Math.max(12, width - 4 - displayWidth(verdict.text));
  return justified([span('accent', ' / '), ...editSpans(edit, room)], [verdict], width);
}

/** The part of the text around the cursor, so that the cursor is always visible. */
function editSpans({ text, cursor }: LineEdit, room: number): readonly TextSpan[] {
  const all = [...text];
  const begin = Math.max(0, cursor - Math.max(8, room - 2));
  const before = escapeTerminal(all.slice(begin, cursor).join(''));
  const at = escapeTerminal(all[cursor] ?? ' ');
  const after = escapeTerminal(all.slice(cursor + 1).join(''));
  return [span('plain', before), span('input', at === ' ' ? '_' : at), span('plain', after)];
}
