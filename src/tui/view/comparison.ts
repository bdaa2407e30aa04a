import type { HookCall } from '../../hooks/index.ts';
import { compareJson } from '../../hooks/index.ts';
import type { PayloadView } from '../../privacy/index.ts';
import { EMPTY_LINE, type Line, line, span } from '../layout/line.ts';
import { type LineList, lineListOf } from '../layout/line-list.ts';
import { heading, labelledLines } from '../layout/text-lines.ts';
import { comparedCalls, exchangeOf, selectedCall } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import { bodyLines, type MessageInput, payloadOf } from './detail/messages.ts';
import { differenceLines } from './difference-lines.ts';
import { httpText, responseTimeText } from './row-text.ts';
import { type Viewer, viewerOf } from './viewer.ts';

/** The two calls field by field. */
export function comparisonOf(state: State, columns: number): LineList {
  const { catalogue, marks, recovered, showSecrets } = state;
  const madeOf = [catalogue, marks, selectedCall(state), recovered, showSecrets, columns];
  return state.lineMemory.lines('comparison', madeOf, () => makeComparison(state, columns));
}

function makeComparison(state: State, columns: number): LineList {
  const calls = comparedCalls(state);
  if (calls === null)
    return lineListOf([line(span('dim', 'Mark two calls with Space, then compare them with =.'))]);
  const [one, other] = calls;
  const { safe } = viewerOf(state);
  const name = (call: HookCall): string => `${call.method}, frame ${call.requestFrames[0]}`;
  return lineListOf([
    ...labelledLines('- this', safe(name(one)), columns, 'error'),
    ...labelledLines('+ that', safe(name(other)), columns, 'good'),
    ...factLines(one, other, columns, viewerOf(state)),
    ...payloadLines(state, one, other, columns),
  ]);
}

/** The compared properties of a call other than its payload. */
const FACTS: readonly (readonly [string, (call: HookCall) => string])[] = [
  ['method', (call) => call.method],
  ['status', (call) => call.status ?? ''],
  ['session', (call) => call.sessionId ?? ''],
  ['dialog', (call) => (call.dialog === null ? '' : `${call.dialog.kind} ${call.dialog.id}`)],
  ['target', (call) => call.target],
  ['from', (call) => call.client],
  ['to', (call) => call.server],
  ['tcp.stream', (call) => String(call.stream)],
  ['HTTP', (call) => httpText(call)],
  ['answer after', (call) => responseTimeText(call)],
];

function factLines(
  one: HookCall,
  other: HookCall,
  columns: number,
  { masker, safe }: Viewer,
): readonly Line[] {
  const differing = FACTS.filter(([, read]) => read(one) !== read(other));
  const lines = differing.flatMap(([pointer, read]) =>
    differenceLines({ pointer, one: masker.text(read(one)), other: masker.text(read(other)) }, columns, safe),
  );
  return [...heading('Calls'), ...(lines.length === 0 ? [line(span('good', '  the same'))] : lines)];
}

function payloadLines(state: State, one: HookCall, other: HookCall, columns: number): readonly Line[] {
  const head = heading('Payloads');
  const [left, right] = [viewOf(state, one, columns), viewOf(state, other, columns)];
  if (left === null || right === null)
    return [...head, line(span('dim', '  Reading them again from the capture…'))];
  if (left.view.kind !== 'json' || right.view.kind !== 'json') {
    return [...head, ...bodyLines(left.view, left.input), EMPTY_LINE, ...bodyLines(right.view, right.input)];
  }
  const { differences, equal, more } = compareJson(left.view.value, right.view.value);
  const { safe } = viewerOf(state);
  return [
    ...head,
    ...differences.flatMap((difference) => differenceLines(difference, columns, safe)),
    ...(more ? [line(span('dim', '  … and more'))] : []),
    line(span('dim', `  ${equal} values are equal`)),
  ];
}

function viewOf(
  state: State,
  call: HookCall,
  columns: number,
): { readonly view: PayloadView; readonly input: MessageInput } | null {
  const exchange = exchangeOf(state, call);
  if (exchange === 'unread' || exchange === 'lost') return null;
  const input = { call, exchange, viewer: viewerOf(state), maskers: state.maskers, columns };
  return { view: payloadOf(input, 'request'), input };
}
