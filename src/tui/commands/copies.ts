import { type Finding, MISSING_CALL } from '../../checks/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import {
  curlOf,
  frameInFile,
  mergedWiresharkCommand,
  wiresharkCommand,
} from '../../report/commands/index.ts';
import { stepBlocks } from '../../report/finding/index.ts';
import {
  displayFilterOf,
  escapeTerminal,
  frameFilter,
  stringifyJsonLines,
  windowFilter,
} from '../../report/layout/index.ts';
import { callOfRow, rankOf } from '../model/row.ts';
import {
  chosenCalls,
  exchangeOf,
  findingInView,
  listsFindings,
  selectedCall,
  selectedRow,
} from '../state/selection.ts';
import type { State } from '../state/state.ts';
import { callFilter } from '../view/detail/index.ts';
import { payloadOf } from '../view/detail/messages.ts';
import { REPORT_COLUMNS, selectionReport } from '../view/selection-report.ts';
import { viewerOf } from '../view/viewer.ts';

/** A text to be copied, with remarks on it, or the reason why there is none. */
type Copied =
  | { readonly what: string; readonly text: string; readonly notes?: readonly string[] }
  | { readonly why: string };

/** Something that can be copied: its key and what it is called. */
interface CopyChoice {
  readonly key: string;
  readonly title: string;
  readonly copy: (state: State) => Copied;
}

export const COPY_CHOICES: readonly CopyChoice[] = [
  { key: 'y', title: 'display filter', copy: copyFilter },
  { key: 'p', title: 'payload', copy: copyPayload },
  { key: 'r', title: 'report', copy: (state) => ({ what: 'report', text: selectionReport(state) }) },
  { key: 'c', title: 'curl', copy: copyCurl },
  { key: 'm', title: 'remedy command', copy: copyRemedy },
];

/** What a key copies; null for a key that copies nothing. */
export function copiedText(state: State, key: string): Copied | null {
  return COPY_CHOICES.find((choice) => choice.key === key)?.copy(state) ?? null;
}

/** The request of the selected call as a curl command. */
function copyCurl(state: State): Copied {
  const call = selectedCall(state);
  if (call === null) return { why: 'There is no call here.' };
  const exchange = exchangeOf(state, call);
  if (exchange === 'lost') return { why: 'The headers and bodies of this call were not kept.' };
  if (exchange === 'unread') return { why: 'The payload was not read yet: look at it first (2).' };
  const isDecrypted = state.catalogue.tls(call.stream)?.decryption.kind === 'decrypted';
  const scheme = isDecrypted ? 'https' : 'http';
  const made = curlOf({ call, exchange, masker: viewerOf(state).masker, scheme });
  return made.kind === 'none'
    ? { why: made.why }
    : { what: 'curl command', text: made.text, notes: made.notes };
}

/** The commands among what is to be done about the selected finding, or about the first of the row. */
function copyRemedy(state: State): Copied {
  const { safe } = viewerOf(state);
  for (const { remedy } of findingsAtHand(state)) {
    const blocks = stepBlocks(remedy ?? '').filter(({ kind }) => kind === 'command');
    const lines = blocks.flatMap((block) => block.lines).map(safe);
    if (lines.length > 0) return { what: 'remedy command', text: lines.join('\n') };
  }
  return { why: 'No command is given for what is selected here.' };
}

/** The findings about what is selected, the worst first. */
function findingsAtHand(state: State): readonly Finding[] {
  const shown = findingInView(state);
  if (shown !== null) return [shown];
  const row = listsFindings(state) ? null : selectedRow(state);
  if (row === null) return [];
  const { analysis, findingsOf } = state.catalogue;
  if (row.kind === 'connection') {
    return analysis.findings.filter(
      ({ call, rule }) => call === null && rule === `transport/${row.connection.handshake}`,
    );
  }
  const own = findingsOf.get(row.kind === 'call' ? row.call : row.expected.trigger) ?? [];
  const isIts = ({ rule, method }: Finding): boolean =>
    row.kind === 'call' ? rule !== MISSING_CALL : rule === MISSING_CALL && method === row.expected.method;
  return own.filter(isIts).sort((one, other) => rankOf(one.severity) - rankOf(other.severity));
}

/** The command that opens Wireshark at what is selected, or why there is none. */
export function wiresharkText(state: State): { readonly text: string } | { readonly why: string } {
  const { captures } = state.catalogue.analysis;
  const frame = frameAtHand(state);
  if (frame === null) return { why: 'There is no frame here to open Wireshark at.' };
  if (captures.some(({ path }) => path === '-'))
    return {
      why: 'The capture came through a pipe: Wireshark cannot open it. e p writes the frames to a file.',
    };
  const filter = contextFilter(state);
  if (captures.length === 1)
    return { text: wiresharkCommand({ path: captures[0]?.path ?? '', frame, filter }) };
  const place = frameInFile(captures, frame);
  // Numbers of connections, and times since the first frame, are others in each of the files.
  if (place !== null) return { text: wiresharkCommand({ ...place, filter: null }) };
  return {
    text: mergedWiresharkCommand(
      captures.map(({ path }) => path),
      { frame, filter },
    ),
  };
}

function frameAtHand(state: State): number | null {
  if (listsFindings(state)) return findingInView(state)?.frames[0] ?? null;
  const row = selectedRow(state);
  if (row === null) return null;
  if (row.kind === 'connection') return row.connection.firstFrame;
  return callOfRow(row)?.requestFrames[0] ?? null;
}

/** A filter that shows what is selected with what is around it: the whole connection of a call, the window of a missing one. */
function contextFilter(state: State): string | null {
  const row = listsFindings(state) ? null : selectedRow(state);
  return row?.kind === 'call'
    ? `tcp.stream == ${row.call.stream}`
    : displayFilterFor({ ...state, marks: [] });
}

function copyFilter(state: State): Copied {
  const text = displayFilterFor(state);
  return text === null ? { why: 'There is nothing to filter by here.' } : { what: 'display filter', text };
}

function displayFilterFor(state: State): string | null {
  if (listsFindings(state)) {
    const finding = findingInView(state);
    return finding === null ? null : displayFilterOf(finding, state.catalogue.analysis);
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
