import type { Finding } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Session } from '../../hooks/index.ts';
import { sessionCourse } from '../../sessions/index.ts';
import { noAnswer } from '../layout/no-answer.ts';
import { count, latencyText, offsetText } from '../layout/quantity.ts';
import { shorten } from '../layout/shorten.ts';
import { statusText } from '../layout/status-text.ts';
import { byImportance } from '../overview/order.ts';
import { MARKS } from '../overview/severity.ts';
import type { RowPart, TimelineRow } from '../overview/timeline-rows.ts';
import { callAnchor, type HtmlContext } from './context.ts';
import { ladder } from './ladder.ts';
import { type Content, html, type Markup } from './markup.ts';
import { payloadPart } from './payload-part.ts';
import { sessionFacts, sessionHeading } from './session-head.ts';

const LONGEST_TITLE = 200;

/** A session with the rows that are shown of it. */
export interface PlannedSession {
  readonly session: Session;
  /** Its place among the sessions of the analysis. */
  readonly index: number;
  /** The worst of what is wrong in it; null where nothing is. */
  readonly severity: Severity | null;
  readonly parts: readonly RowPart[];
}

/** A session as it is written, and what of it counts as its table: drawings and payloads have room of their own. */
export interface SessionMarkup {
  readonly whole: Markup;
  readonly table: Markup;
}

/** A session: a table with everything that is known about its calls, and a drawing of them, folded. */
export function sessionPart(
  { session, index, severity, parts }: PlannedSession,
  context: HtmlContext,
): SessionMarkup {
  const { analysis, shown, spaces, faultCounts } = context;
  const course = sessionCourse(analysis, session, faultCounts.get(index));
  const title = shorten(shown(course.headline.who.text), LONGEST_TITLE);
  const head = html`<details class="session"${severity === null ? null : OPEN}>
<summary>${sessionHeading(course.headline, severity, context)}</summary>
<div class="inside">
${sessionFacts(session, course, wrongIn(session, context), context)}<div class="scroll"><table class="calls">
<thead><tr><th scope="col" class="number">UTC</th><th scope="col" class="number">offset s</th><th scope="col" class="number">frame</th><th scope="col">call</th><th scope="col">HTTP</th><th scope="col" class="number">latency</th><th scope="col">remarks</th></tr></thead>
`;
  const rows = parts.flatMap((part) => partRows(part, context));
  const drawing = html`<details class="drawing"><summary>as a drawing</summary>
${ladder(parts, title, context)}</details>
`;
  const isDrawn = spaces.ladders.takes(drawing);
  return {
    table: html`${head}${rows.map(({ row }) => row)}`,
    whole: html`${head}${rows.map(({ row, payload }) => [row, payload])}</table></div>
${isDrawn ? drawing : null}</div>
</details>
`,
  };
}

/** The faults of the calls of a session, and those about calls that it lacks, in the order of the findings. */
function wrongIn(
  session: Session,
  { analysis, faultsOf, unmetOf, findingOf }: HtmlContext,
): readonly Finding[] {
  const own = session.calls.flatMap((position) => {
    const call = analysis.calls[position];
    return call === undefined ? [] : (faultsOf.get(call) ?? []);
  });
  const missing = (unmetOf.get(session) ?? []).flatMap((expected) => findingOf(expected) ?? []);
  return byImportance([...missing, ...own]);
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
