import { lifeText } from '../layout/life.ts';
import { noAnswer } from '../layout/no-answer.ts';
import { count, latencyText, offsetText } from '../layout/quantity.ts';
import { shorten } from '../layout/shorten.ts';
import { statusText } from '../layout/status-text.ts';
import { MARKS } from '../overview/severity.ts';
import type { RowPart, TimelineRow } from '../overview/timeline-rows.ts';
import { callAnchor, type HtmlContext } from './context.ts';
import { ladder } from './ladder.ts';
import { type Content, html, type Markup } from './markup.ts';
import { payloadPart } from './payload-part.ts';
import type { PlannedSession } from './session-plan.ts';

const LONGEST_ID = 200;
/** Rows of the tallest drawing that is useful. */
const MOST_ROWS_DRAWN = 200;

/** A session: a drawing of its calls, and a table with everything that is known about them. */
export function sessionPart({ session, isFaulty, parts }: PlannedSession, context: HtmlContext): Markup {
  const { shown } = context;
  const id = session.id === null ? null : shorten(shown(session.id), LONGEST_ID);
  const title = id === null ? 'Calls that name no session' : `Session ${id}${lifeText(session)}`;
  const app = session.appKey === null ? '' : ` (${shorten(shown(session.appKey), LONGEST_ID)})`;
  const rows = parts.reduce((sum, part) => sum + part.rows.length, 0);
  return html`<details class="session"${isFaulty ? OPEN : null}>
<summary>${isFaulty ? html`<span class="error" role="img" aria-label="with a fault">✗</span> ` : html`<span class="sound" role="img" aria-label="sound">✓</span> `}<h3>${title}${app}</h3> <span class="faint">${count(session.calls.length, 'call')}</span></summary>
<div class="inside">
${rows > MOST_ROWS_DRAWN ? null : ladder(parts, title, context)}
<div class="scroll"><table>
<thead><tr><th scope="col" class="number">offset s</th><th scope="col" class="number">frame</th><th scope="col">call</th><th scope="col">HTTP</th><th scope="col" class="number">latency</th><th scope="col">remarks</th></tr></thead>
${parts.map((part) => partRows(part, context))}
</table></div>
</div>
</details>
`;
}

const OPEN = html` open`;

function partRows(part: RowPart, context: HtmlContext): Content {
  return [
    part.hidden === 0
      ? null
      : html`<tbody><tr><td colspan="6" class="faint">… ${count(part.hidden, 'more call')}, not shown …</td></tr></tbody>
`,
    part.rows.map((row) => (row.kind === 'call' ? callRow(row, context) : expectedRow(row, context))),
  ];
}

function callRow(
  { call, severity, remark, offset }: Extract<TimelineRow, { kind: 'call' }>,
  context: HtmlContext,
): Markup {
  const { shown } = context;
  const status = call.status === null ? null : html` <b>${shown(call.status)}</b>`;
  const absent = noAnswer(call, context.analysis.view);
  const http = call.response === null ? absent.status : statusText(call.response.status);
  const payload = payloadPart(call, context);
  const latency = call.response === null ? absent.instead : latencyText(call.response.latencySeconds);
  return html`<tbody class="item"><tr id="${callAnchor(call, context)}" class="${severity === null ? '' : `is-${severity}`}"><td class="number">${offsetText(offset)}</td><td class="number">${call.requestFrames[0]}</td><td>${mark(severity)}${shown(call.method)}${status}</td><td>${http}</td><td class="number">${latency}</td><td>${shown(remark)}</td></tr>
${
  payload === null
    ? null
    : html`<tr class="under"><td colspan="2"></td><td colspan="4">${payload}</td></tr>
`
}</tbody>
`;
}

function expectedRow(row: Extract<TimelineRow, { kind: 'expected' }>, { shown }: HtmlContext): Markup {
  const { severity } = row;
  return html`<tbody class="item"><tr class="${severity === null ? '' : `is-${severity}`}"><td class="number">${offsetText(row.offset)}</td><td></td><td>${mark(severity)}<i>${shown(row.method)}</i></td><td></td><td></td><td>${shown(row.remark)}</td></tr></tbody>
`;
}

function mark(severity: TimelineRow['severity']): Content {
  return severity === null
    ? null
    : html`<span class="${severity}" role="img" aria-label="${severity}">${MARKS[severity]}</span> `;
}
