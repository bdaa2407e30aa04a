import { endpointText } from '../../base/endpoint.ts';
import type { Analysis } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import {
  count,
  displayWidth,
  dueText,
  hasClosed,
  latencyText,
  noAnswer,
  spanText,
  statusText,
} from '../../report/layout/index.ts';
import { type ConnectionSummary, serverOf } from '../../stream/index.ts';
import { type Look, span, type TextSpan } from '../layout/line.ts';
import type { ExpectedRow, Row } from '../model/row.ts';
import { EXCUSED, LOOK_OF_SEVERITY, MARK_OF, UNDECIDED, type Viewer } from './viewer.ts';

type View = Analysis['view'];

/** The sign before a row, with its look. */
export function markOf(row: Row): TextSpan {
  if (row.kind === 'expected' && row.expected.verdict !== 'missing') {
    if (row.pending) return span('accent', '…');
    if (row.expected.verdict === 'late') return span('warning', MARK_OF.warning);
    return span('dim', row.expected.verdict === 'excused' ? EXCUSED : UNDECIDED);
  }
  return row.severity === null
    ? span('plain', ' ')
    : span(LOOK_OF_SEVERITY[row.severity], MARK_OF[row.severity]);
}

/** The look of a row's text: its sign has the colour. */
export function lookOf(row: Row): Look {
  if (row.kind === 'expected' && row.expected.verdict !== 'missing')
    return row.expected.verdict === 'late' ? 'plain' : 'dim';
  return row.severity === 'error' ? 'bold' : 'plain';
}

/** The calls that would have met an expectation, each method with its statuses: `METHOD STATUS/STATUS or METHOD`. */
export function expectedName({ expected }: ExpectedRow): string {
  return expected.expectation.expect
    .map(({ method, statuses }) => (statuses === 'any' ? method : `${method} ${statuses.join('/')}`))
    .join(' or ');
}

/** The text of a call that should have come: the longest of several wordings that fits. */
export function expectedText(row: ExpectedRow, columns: number, { safe }: Viewer): string {
  const names = [safe(expectedName(row)), safe(row.expected.method)];
  const remarks = remarksOf(row).map(safe);
  for (const remark of remarks) {
    for (const name of names) {
      const text = `${name}  ${remark}`;
      if (displayWidth(text) <= columns) return text;
    }
  }
  return `${names.at(-1)}  ${remarks.at(-1)}`;
}

function remarksOf({ expected, pending }: ExpectedRow): readonly string[] {
  const { verdict, windowSeconds, reason } = expected;
  const due = dueText(expected);
  const window = windowSeconds === null ? '' : ` (${spanText(windowSeconds)})`;
  if (pending) return [`pending: ${windowSeconds === null ? '' : 'due '}${due}`, `pending${window}`];
  if (verdict !== 'missing') return [`${verdict}: ${reason ?? ''}`, verdict];
  return [`missing: ${hasClosed(expected) ? '' : 'expected '}${due}`, `missing: ${due}`, `missing${window}`];
}

/** The text of a call in a row: its method and the payload's status. */
export function callText(call: HookCall, { safe }: Viewer): string {
  return call.status === null ? safe(call.method) : `${safe(call.method)} ${safe(call.status)}`;
}

/** The status of the response, or what stands in its place. `view`: what the captures show. */
export function httpText(call: HookCall, view: View = 'both'): string {
  if (call.response !== null) return statusText(call.response.status);
  return call.end === 'capture' ? '…' : noAnswer(call, view).status;
}

/** How long the response took, or what came instead. `live`: the capture goes on, so it may still come. */
export function responseTimeText(call: HookCall, live = false, view: View = 'both'): string {
  if (call.response !== null) return latencyText(call.response.latencySeconds);
  return live && call.end === 'capture' ? 'waiting' : noAnswer(call, view).instead;
}

/** `connection refused by 192.0.2.80:8080`. */
export function connectionText(connection: ConnectionSummary, { safe }: Viewer): string {
  const server = endpointText(serverOf(connection));
  return safe(
    connection.handshake === 'refused'
      ? `connection refused by ${server}`
      : `unanswered: ${server} (${count(connection.synCount, 'SYN')})`,
  );
}
