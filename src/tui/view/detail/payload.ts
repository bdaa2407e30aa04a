import { jsonTypeOf } from '../../../checks/index.ts';
import { isObject, membersOf, type Payload, readCall } from '../../../hooks/index.ts';
import { displayWidth, padEnd, truncate } from '../../../report/layout/index.ts';
import { EMPTY_LINE, type Line, type Look, line, span } from '../../layout/line.ts';
import { heading, wrapped } from '../../layout/text-lines.ts';
import { jsonText } from '../json-lines.ts';
import type { Viewer } from '../viewer.ts';
import { bodyLines, type MessageInput, payloadOf } from './messages.ts';
import { type ParameterLine, type ParameterVerdict, parameterLines } from './parameters.ts';

const VERDICT_LOOKS: Readonly<Record<ParameterVerdict, Look>> = {
  ok: 'good',
  absent: 'dim',
  missing: 'error',
  'wrong type': 'error',
  'unknown value': 'warning',
  undocumented: 'dim',
};
const SIGNS: Readonly<Record<ParameterVerdict, string>> = {
  ok: '✓',
  absent: ' ',
  missing: '✗',
  'wrong type': '✗',
  'unknown value': '·',
  undocumented: '·',
};
/** From this width on descriptions are beside the values, otherwise below them. */
const DESCRIPTION_FROM = 100;
const MOST_NAME_COLUMNS = 28;
const VERDICT_WIDTH = 13;
const TYPE_WIDTH = 8;

/** What stands over a payload that was read from something else than JSON. */
const FORM_TITLES: Readonly<Record<'form' | 'query', string>> = {
  form: 'The members of the form that was sent',
  query: 'The members of the query of the target',
};

/** The tab Payload: the parameter table, then the JSON. */
export function payloadLines(input: MessageInput): readonly Line[] {
  const view = payloadOf(input, 'request');
  const from = view.kind === 'json' ? view.from : undefined;
  const title = from === undefined ? 'As it was sent' : FORM_TITLES[from.form];
  return [...tableLines(input), ...heading(title, true), ...bodyLines(view, input)];
}

function tableLines(input: MessageInput): readonly Line[] {
  const { call, exchange, columns, viewer } = input;
  const { dialect, methodSpec } = call;
  const payload = readCall([dialect], call, exchange)?.payload ?? { kind: 'empty' };
  const members = membersOf(payload);
  const notes = noteLines(payload, columns);
  if (Object.keys(members).length === 0) return notes;
  const masked = viewer.masker.payload(dialect, methodSpec, members);
  const shown = new Map(
    parameterLines(dialect, methodSpec, isObject(masked) ? masked : {}, false).map((each) => [
      each.pointer,
      each.value,
    ]),
  );
  const table = faultsFirst(parameterLines(dialect, methodSpec, members, payload.kind === 'object'));
  const widths = widthsOf(table, columns, viewer);
  const head = [
    '  ',
    padEnd('parameter', widths.name + 1),
    padEnd('value', widths.value + 1),
    padEnd('type', TYPE_WIDTH),
    padEnd('verdict', VERDICT_WIDTH),
    widths.description > 0 ? 'description' : '',
  ];
  return [
    ...notes,
    line(span('dim', head.join(''))),
    ...table.flatMap((each) => rowLines(each, shown.get(each.pointer), widths, input)),
    EMPTY_LINE,
  ];
}

interface Widths {
  readonly name: number;
  readonly value: number;
  /** 0 where descriptions are below the values. */
  readonly description: number;
}

function widthsOf(table: readonly ParameterLine[], columns: number, { captured }: Viewer): Widths {
  const longest = Math.max(9, ...table.map(({ name }) => displayWidth(captured(name))));
  const name = Math.min(MOST_NAME_COLUMNS, longest);
  const room = columns - (2 + name + 1 + TYPE_WIDTH + VERDICT_WIDTH + 1);
  if (columns < DESCRIPTION_FROM) return { name, value: Math.max(10, room), description: 0 };
  const value = Math.max(10, Math.floor(room * 0.4));
  return { name, value, description: room - value - 1 };
}

/** Puts the parameters with faults first, whatever the order of the table. */
function faultsFirst(table: readonly ParameterLine[]): readonly ParameterLine[] {
  const isFault = ({ verdict }: ParameterLine): boolean => VERDICT_LOOKS[verdict] === 'error';
  return [...table.filter(isFault), ...table.filter((each) => !isFault(each))];
}

function rowLines(
  row: ParameterLine,
  shown: ParameterLine['value'],
  widths: Widths,
  { viewer, columns }: MessageInput,
): readonly Line[] {
  const { verdict, value } = row;
  const look = VERDICT_LOOKS[verdict];
  const type = value === undefined ? '' : jsonTypeOf(value);
  const text = shown === undefined ? '' : jsonText(shown);
  const cells = [
    span(look, `${SIGNS[verdict]} `),
    span(
      look === 'error' ? 'error' : 'plain',
      `${padEnd(truncate(viewer.captured(row.name), widths.name), widths.name)} `,
    ),
    span(value === undefined ? 'dim' : 'text', `${padEnd(truncate(text, widths.value), widths.value)} `),
    span('dim', padEnd(type, TYPE_WIDTH)),
    span(look, padEnd(verdict, VERDICT_WIDTH)),
  ];
  const describes = widths.description > 0;
  if (describes) cells.push(span('dim', truncate(row.description, widths.description)));
  const lines: Line[] = [{ spans: cells }];
  if (verdict === 'wrong type') {
    lines.push(...wrapped(`documented as ${row.types.join(' or ')}`, columns, 4, 'error'));
  }
  if (!describes) lines.push(...wrapped(row.description, columns, 4, 'dim'));
  return lines;
}

/** Notes about a payload that is not a complete JSON object. */
function noteLines(payload: Payload, columns: number): readonly Line[] {
  switch (payload.kind) {
    case 'partial':
      return wrapped(
        'The capture lacks a part of this body: only what is whole is read.',
        columns,
        0,
        'warning',
      );
    case 'broken': {
      const text = `This is no JSON from character ${payload.at.offset} on: ${payload.at.reason}.`;
      return wrapped(text, columns, 0, 'error');
    }
    case 'other':
      return wrapped('This is JSON, but not an object, so it has no parameters.', columns, 0, 'error');
    case 'too-deep':
      return wrapped('This is nested too deeply to be read.', columns, 0, 'error');
    default:
      return [];
  }
}
