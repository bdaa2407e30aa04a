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
const SPOKEN = { error: 'with an error', warning: 'with a warning', note: 'with a note' } as const;

/** A session as it is written, and what of it counts as its table: drawings and payloads have room of their own. */
export interface SessionMarkup {
  readonly whole: Markup;
  readonly table: Markup;
}

/** A session: a table with everything that is known about its calls, and a drawing of them, folded. */
export function sessionPart(
  { session, severity, parts }: PlannedSession,
  context: HtmlContext,
): SessionMarkup {
  const { shown, spaces } = context;
  const id = session.id === null ? null : shorten(shown(session.id), LONGEST_ID);
  const title = id === null ? 'Calls that name no session' : `Session ${id}${lifeText(session)}`;
  const app = session.appKey === null ? '' : ` (${shorten(shown(session.appKey), LONGEST_ID)})`;
  const sign =
    severity === null
      ? html`<span class="sound" role="img" aria-label="sound">✓</span>`
      : html`<span class="${severity}" role="img" aria-label="${SPOKEN[severity]}">${MARKS[severity]}</span>`;
  const head = html`<details class="session"${severity === null ? null : OPEN}>
<summary>${sign} <h3>${title}${app}</h3> <span class="faint">${count(session.calls.length, 'call')}</span></summary>
<div class="inside">
`;
  const drawing = html`<details class="drawing"><summary>as a drawing</summary>
${ladder(parts, title, context)}</details>
`;
  const tableHead = html`<div class="scroll"><table class="calls">
<thead><tr><th scope="col" class="number">UTC</th><th scope="col" class="number">offset s</th><th scope="col" class="number">frame</th><th scope="col">call</th><th scope="col">HTTP</th><th scope="col" class="number">latency</th><th scope="col">remarks</th></tr></thead>
`;
  const rows = parts.map((part) => partRows(part, context));
  const tail = html`</table></div>
</div>
</details>
`;
  const table = html`${head}${tableHead}${rows.flat().map(({ row }) => row)}${tail}`;
  const whole = html`${head}${tableHead}${rows
    .flat()
    .map(({ row, payload }) => (payload === null ? row : html`${row}${payload}`))}</table></div>
${spaces.ladders.takes(drawing) ? drawing : null}</div>
</details>
`;
  return { whole, table };
}

const OPEN = html` open`;
/** Columns of the table, and those before the name of a call. */
const COLUMNS = 7;
const COLUMNS_BEFORE_NAME = 3;

/** A row of the table, and the row under it. */
interface WrittenRow {
  readonly row: Markup;
  readonly payload: Markup | null;
}

function partRows(part: RowPart, context: HtmlContext): readonly WrittenRow[] {
  const hidden: readonly WrittenRow[] =
    part.hidden === 0
      ? []
      : [
          {
            row: html`<tbody><tr><td colspan="${COLUMNS}" class="faint">… ${count(part.hidden, 'more call')}, not shown …</td></tr></tbody>
`,
            payload: null,
          },
        ];
  return [
    ...hidden,
    ...part.rows.map((row) => (row.kind === 'call' ? callRow(row, context) : expectedRow(row, context))),
  ];
}

function callRow(
  { call, severity, remark, offset }: Extract<TimelineRow, { kind: 'call' }>,
  context: HtmlContext,
): WrittenRow {
  const { shown, clock } = context;
  const status = call.status === null ? null : html` <b>${shown(call.status)}</b>`;
  const absent = noAnswer(call, context.analysis.view);
  const http = call.response === null ? absent.status : statusText(call.response.status);
  const payload = payloadPart(call, context);
  const latency = call.response === null ? absent.instead : latencyText(call.response.latencySeconds);
  const cells = html`<tbody class="item"><tr id="${callAnchor(call, context)}" class="${severity === null ? '' : `is-${severity}`}"><td class="number">${clock(call)}</td><td class="number">${offsetText(offset)}</td><td class="number">${call.requestFrames[0]}</td><td>${mark(severity)}${shown(call.method)}${status}</td><td>${http}</td><td class="number">${latency}</td><td>${shown(remark)}</td></tr>
`;
  return {
    row: payload === null ? html`${cells}</tbody>\n` : cells,
    payload:
      payload === null
        ? null
        : html`<tr class="under"><td colspan="${COLUMNS_BEFORE_NAME}"></td><td colspan="${COLUMNS - COLUMNS_BEFORE_NAME}">${payload}</td></tr>
</tbody>
`,
  };
}

function expectedRow(
  row: Extract<TimelineRow, { kind: 'expected' }>,
  { shown, clock }: HtmlContext,
): WrittenRow {
  const { severity } = row;
  return {
    row: html`<tbody class="item"><tr class="${severity === null ? '' : `is-${severity}`}"><td class="number">${clock(row.time)}</td><td class="number">${offsetText(row.offset)}</td><td></td><td>${mark(severity)}<i>${shown(row.method)}</i></td><td></td><td></td><td>${shown(row.remark)}</td></tr></tbody>
`,
    payload: null,
  };
}

function mark(severity: TimelineRow['severity']): Content {
  return severity === null
    ? null
    : html`<span class="${severity}" role="img" aria-label="${severity}">${MARKS[severity]}</span> `;
}
