import { FILTER_FIELDS, FILTER_WORDS } from '../../filter/index.ts';
import { padEnd, wrap } from '../../report/layout/index.ts';
import { type Line, line, span } from '../layout/line.ts';
import { type LineList, lineListOf } from '../layout/line-list.ts';
import { heading } from '../layout/text-lines.ts';
import type { State } from '../state/state.ts';
import { COMMAND_GROUPS, type Command, keyName } from './command.ts';
import { COMMANDS } from './table.ts';

const KEY_COLUMNS = 16;
const FORM_COLUMNS = 34;

/** The help screen: the keys, the filter language and the signs. */
export function helpOf({ lineMemory }: State, columns: number): LineList {
  return lineMemory.lines('help', [columns], () => helpLines(columns));
}

export function helpLines(columns: number): LineList {
  return lineListOf([
    ...COMMAND_GROUPS.flatMap((group, index) => [
      ...heading(group, index === 0),
      ...COMMANDS.filter((command) => command.group === group).flatMap((command) =>
        commandLines(command, columns),
      ),
    ]),
    ...heading('The filter'),
    ...[...FILTER_WORDS, ...FILTER_FIELDS].flatMap(({ form, means }) =>
      pairLines(form, means, FORM_COLUMNS, columns),
    ),
    ...heading('The signs'),
    ...SIGNS.flatMap(([sign, means]) => pairLines(sign, means, KEY_COLUMNS, columns)),
  ]);
}

const SIGNS: readonly (readonly [string, string])[] = [
  ['✗', 'an error; on a row without a frame: a call that should have come and did not'],
  ['!', 'a warning'],
  ['·', 'a note'],
  ['?', 'inconclusive: the capture cannot tell whether the call came'],
  ['–', 'excused: the capture explains why it need not come'],
  ['…', 'pending: it may still come'],
  ['*', 'marked'],
];

/** The keys of a command, as people write them. */
export function keysText({ keys }: Command): string {
  return keys.map(keyName).join(' ');
}

function commandLines(command: Command, columns: number): readonly Line[] {
  return pairLines(keysText(command), command.help, KEY_COLUMNS, columns);
}

function pairLines(term: string, text: string, width: number, columns: number): readonly Line[] {
  const beside = columns > width * 2;
  const indent = beside ? width + 2 : 6;
  const rows = wrap(text, Math.max(10, columns - indent));
  const lead = line('  ', span('accent', padEnd(term, width)));
  if (!beside || term.length > width) {
    return [line('  ', span('accent', term)), ...rows.map((row) => line(' '.repeat(indent), row))];
  }
  return rows.map((row, index) =>
    index === 0 ? { spans: [...lead.spans, span('plain', row)] } : line(' '.repeat(indent), row),
  );
}
