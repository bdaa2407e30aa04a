import type { HookCall } from '../../../hooks/index.ts';
import { type Line, line, span } from '../../layout/line.ts';
import { joined, type LineList, lineListOf } from '../../layout/line-list.ts';
import { wrapped } from '../../layout/text-lines.ts';
import type { SessionEntry } from '../../model/session-list.ts';
import {
  exchangeOf,
  listsFindings,
  selectedCall,
  selectedFinding,
  selectedNode,
  selectedProblem,
  selectedRow,
} from '../../state/selection.ts';
import type { State, Tab } from '../../state/state.ts';
import { sessionDetail } from '../summary.ts';
import { viewerOf } from '../viewer.ts';
import { connectionLines } from './connection.ts';
import { NO_CALLS } from './connection-events.ts';
import { findingDetail, findingsOfRow } from './findings.ts';
import { frameLines } from './frames.ts';
import { headerFieldLines } from './headers.ts';
import type { MessageInput } from './messages.ts';
import { payloadLines } from './payload.ts';
import { problemDetail } from './problem.ts';
import { rawLines } from './raw.ts';
import { responseLines } from './response.ts';
import { ruleDetail } from './rule.ts';

export { callFilter } from './frames.ts';

/** Tabs that show headers or bodies. */
const OF_MESSAGES: Readonly<Partial<Record<Tab, (input: MessageInput) => LineList>>> = {
  payload: (input) => lineListOf(payloadLines(input)),
  answer: (input) => lineListOf(responseLines(input)),
  headers: (input) => lineListOf(headerFieldLines(input)),
  raw: rawLines,
};

/** The detail of the selected row or finding, in the chosen tab. */
export function detailOf(state: State, columns: number): LineList {
  const { catalogue, view, tab, showSecrets, maskers, recovered } = state;
  const item = itemOf(state);
  const madeOf = [catalogue, item, view, tab, showSecrets, maskers, recovered, columns];
  return state.lineMemory.lines('detail', madeOf, () => makeDetail(state, columns));
}

/** What the detail is about. */
function itemOf(state: State): unknown {
  if (state.view === 'problems') return selectedProblem(state);
  if (state.view === 'findings') return selectedFinding(state);
  return sessionInFocus(state) ?? selectedRow(state);
}

/** The session under the cursor, while that is among the sessions; null elsewhere. */
function sessionInFocus(state: State): SessionEntry | null {
  const node = state.view === 'calls' && state.focus === 'sessions' ? selectedNode(state) : null;
  return node?.kind === 'session' ? node.session : null;
}

function makeDetail(state: State, columns: number): LineList {
  const { catalogue, tab } = state;
  const viewer = viewerOf(state);
  if (tab === 'findings') return lineListOf(findingsOf(state, columns));
  const call = selectedCall(state);
  const row = listsFindings(state) ? null : selectedRow(state);
  if (tab === 'frames' && row?.kind === 'connection')
    return lineListOf(connectionLines(row.connection, NO_CALLS, catalogue, columns, viewer));
  if (call === null) return lineListOf([line(span('dim', noCallText(state)))]);
  if (tab === 'frames') return lineListOf(frameLines(call, catalogue, columns, viewer));
  const exchange = exchangeOf(state, call);
  if (exchange === 'unread') return lineListOf([line(span('dim', 'Reading it again from the capture…'))]);
  if (exchange === 'lost') {
    const why =
      'The headers and bodies of this call were not kept, and the capture cannot be read a second time.';
    return lineListOf(wrapped(why, columns, 0, 'dim'));
  }
  const input: MessageInput = { call, exchange, viewer, maskers: state.maskers, columns };
  const lines = OF_MESSAGES[tab]?.(input) ?? lineListOf([]);
  const lead = leadLines(state, call, columns);
  return lead.length === 0 ? lines : joined(lineListOf(lead), lines);
}

/** A missing call shows the messages of the call that should have led to it. */
function leadLines(state: State, { method, requestFrames }: HookCall, columns: number): readonly Line[] {
  if (listsFindings(state) || selectedRow(state)?.kind !== 'expected') return [];
  const { safe } = viewerOf(state);
  return wrapped(
    `Of ${safe(method)}, frame ${requestFrames[0]}, which should have led to it:`,
    columns,
    0,
    'dim',
  );
}

function findingsOf(state: State, columns: number): readonly Line[] {
  const { catalogue } = state;
  const viewer = viewerOf(state);
  if (state.view === 'problems') {
    const entry = selectedProblem(state);
    if (entry === null) return [line(span('dim', 'There is no problem.'))];
    return problemDetail(entry, { catalogue, viewer, columns });
  }
  if (state.view === 'findings') {
    const entry = selectedFinding(state);
    if (entry === null) return [line(span('dim', 'There is no finding.'))];
    if (entry.kind === 'finding') return findingDetail(entry.finding, { catalogue, viewer, columns });
    return ruleDetail(entry.rule, catalogue.analysis.dialect, columns);
  }
  const session = sessionInFocus(state);
  if (session !== null) return sessionDetail(session, viewer, columns);
  const row = selectedRow(state);
  return row === null
    ? [line(span('dim', 'Nothing is selected.'))]
    : findingsOfRow(row, { catalogue, viewer, columns });
}

function noCallText(state: State): string {
  return listsFindings(state) ? 'This is not about one call.' : 'There is no call here.';
}
