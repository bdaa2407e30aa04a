import type { HookCall } from '../../hooks/index.ts';
import { noAnswer } from '../layout/no-answer.ts';
import { count, latencyText, offsetText } from '../layout/quantity.ts';
import { statusText } from '../layout/status-text.ts';
import { truncate } from '../layout/width.ts';
import type { RowPart, TimelineRow } from '../overview/timeline-rows.ts';
import { callAnchor, type HtmlContext } from './context.ts';
import { type Content, html, type Markup } from './markup.ts';

/** Sizes in units of the drawing. */
const WIDTH = 900;
const CALLER = 150;
const BACKEND = 690;
const MIDDLE = (CALLER + BACKEND) / 2;
const HEAD = 44;
const CALL_HEIGHT = 46;
const GAP_HEIGHT = 52;
const BREAK_HEIGHT = 30;
const TIP = 8;
/** Characters that fit between the lifelines, and beside the backend's lifeline. */
const LABEL_COLUMNS = 66;
const REMARK_COLUMNS = 27;

/** One row of the drawing. Its top is given when it is drawn. */
interface LadderRow {
  readonly height: number;
  readonly draw: (top: number) => Markup;
}

/**
 * Draws the calls of a session between two lifelines. Where a call is missing, a framed gap interrupts the lifelines.
 * The table below the picture tells the same in words.
 */
export function ladder(parts: readonly RowPart[], title: string, context: HtmlContext): Markup {
  const pieces = parts.flatMap((part) => [
    ...(part.hidden > 0 ? [breakPiece(part.hidden)] : []),
    ...part.rows.map((row) => (row.kind === 'call' ? callPiece(row, context) : gapPiece(row, context))),
  ]);
  const drawn: Markup[] = [];
  let top = HEAD;
  for (const piece of pieces) {
    drawn.push(piece.draw(top));
    top += piece.height;
  }
  const height = top + 12;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Ladder of ${title}">
<svg class="ladder" viewBox="0 0 ${WIDTH} ${height}" role="group" aria-label="Calls between call server and backend in order of time">
<text class="head" x="${CALLER}" y="18" text-anchor="middle">call server</text>
<text class="head" x="${BACKEND}" y="18" text-anchor="middle">backend</text>
${lifelines(28, HEAD)}
${drawn}
${lifelines(top, height)}
</svg>
</div>
`;
}

function callPiece(row: Extract<TimelineRow, { kind: 'call' }>, context: HtmlContext): LadderRow {
  const { call, severity, remark, offset } = row;
  const { shown } = context;
  const status = call.status === null ? '' : ` · ${shown(call.status)}`;
  const name = `${shown(call.method)}${status}`;
  return {
    height: CALL_HEIGHT,
    draw: (top) => html`<g class="${severity === null ? '' : `is-${severity}`}">
${lifelines(top, top + CALL_HEIGHT)}
<text class="faint" x="${CALLER - 16}" y="${top + 18}" text-anchor="end">${offsetText(offset)} s</text>
<text class="faint" x="${CALLER - 16}" y="${top + 34}" text-anchor="end">frame ${call.requestFrames[0]}</text>
<a href="#${callAnchor(call, context)}"><text class="label" x="${MIDDLE}" y="${top + 15}" text-anchor="middle">${truncate(name, LABEL_COLUMNS)}</text></a>
<path class="request" d="M${CALLER} ${top + 20} H${BACKEND}"/>
<path class="tip" d="M${BACKEND} ${top + 20} l${-TIP} -4 v8 z"/>
${responseArrow(call, top + 38, context)}
${remark === '' ? null : html`<text class="label" x="${BACKEND + 14}" y="${top + 24}">${truncate(shown(remark), REMARK_COLUMNS)}</text>`}
</g>
`,
  };
}

function responseArrow(call: HookCall, y: number, { analysis }: HtmlContext): Markup {
  if (call.response !== null) {
    const text = `${statusText(call.response.status)} · ${latencyText(call.response.latencySeconds)}`;
    return html`<path class="answer" d="M${BACKEND} ${y} H${CALLER}"/>
<path class="tip back" d="M${CALLER} ${y} l${TIP} -4 v8 z"/>
<text class="faint" x="${MIDDLE}" y="${y - 4}" text-anchor="middle">${text}</text>`;
  }
  const reach = MIDDLE + 90;
  return html`<path class="answer" d="M${BACKEND} ${y} H${reach}"/>
<path class="request" d="M${reach - 5} ${y - 5} l10 10 m0 -10 l-10 10"/>
<text class="faint" x="${MIDDLE + 70}" y="${y + 4}" text-anchor="end">${absenceText(call, analysis.view)}</text>`;
}

function absenceText(call: HookCall, view: HtmlContext['analysis']['view']): string {
  const { instead } = noAnswer(call, view);
  if (view === 'requests') return `answer ${instead}`;
  return instead === '' ? 'no answer' : `no answer: ${instead}`;
}

/** A call that should have come: a frame around the empty place between the lifelines. */
function gapPiece(row: Extract<TimelineRow, { kind: 'expected' }>, { shown }: HtmlContext): LadderRow {
  const look = row.severity ?? 'note';
  const [label, remark] = [
    truncate(shown(row.method), LABEL_COLUMNS),
    truncate(shown(row.remark), LABEL_COLUMNS),
  ];
  return {
    height: GAP_HEIGHT,
    draw: (top) => html`<g class="is-${look}">
${row.verdict === 'missing' ? null : lifelines(top, top + GAP_HEIGHT)}
<rect class="gap is-${look}" x="${CALLER - 8}" y="${top + 4}" width="${BACKEND - CALLER + 16}" height="${GAP_HEIGHT - 10}" rx="6"/>
<text class="faint" x="${CALLER - 16}" y="${top + 28}" text-anchor="end">${offsetText(row.offset)} s</text>
<text class="label" x="${MIDDLE}" y="${top + 21}" text-anchor="middle">${label}</text>
<text class="faint" x="${MIDDLE}" y="${top + 38}" text-anchor="middle">${remark}</text>
</g>
`,
  };
}

function breakPiece(hidden: number): LadderRow {
  return {
    height: BREAK_HEIGHT,
    draw: (top) =>
      html`<text class="faint" x="${MIDDLE}" y="${top + 19}" text-anchor="middle">… ${count(hidden, 'more call')} …</text>
`,
  };
}

function lifelines(from: number, to: number): Content {
  return [CALLER, BACKEND].map((x) => html`<path class="line" d="M${x} ${from} V${to}"/>`);
}
