import type { HookCall } from '../../hooks/index.ts';
import { noAnswer } from '../layout/no-answer.ts';
import { count, latencyText, offsetText } from '../layout/quantity.ts';
import { statusText } from '../layout/status-text.ts';
import { truncate } from '../layout/width.ts';
import type { RowPart, TimelineRow } from '../overview/timeline-rows.ts';
import { callAnchor, type HtmlContext } from './context.ts';
import { type LadderEnds, ladderEnds } from './ladder-ends.ts';
import { type Content, html, type Markup } from './markup.ts';

/** Sizes in units of the drawing. */
const WIDTH = 900;
const CALLER = 150;
const BACKEND = 690;
const HEAD = 52;
const CALL_HEIGHT = 46;
const GAP_HEIGHT = 52;
const BREAK_HEIGHT = 30;
const TIP = 8;
/** Characters that fit between the sides where each has one line, beside the backend's line, and above a line. */
const LABEL_COLUMNS = 66;
const REMARK_COLUMNS = 27;
const NAME_COLUMNS = 22;

/** One row of the drawing. Its top is given when it is drawn. */
interface LadderRow {
  readonly height: number;
  readonly draw: (top: number) => Markup;
}

/**
 * Draws the calls of a session: each goes from the line of its own call server to that of its own backend. Where a call is missing, a
 * framed gap interrupts the lines. The table above the picture tells the same in words.
 */
export function ladder(parts: readonly RowPart[], title: string, context: HtmlContext): Markup {
  const rows = parts.flatMap((part) => part.rows);
  const ends = ladderEnds(
    rows.map((row) => (row.kind === 'call' ? row.call : row.trigger)),
    CALLER,
    BACKEND,
  );
  const pieces = parts.flatMap((part) => [
    ...(part.hidden > 0 ? [breakPiece(part.hidden, ends)] : []),
    ...part.rows.map((row) =>
      row.kind === 'call' ? callPiece(row, ends, context) : gapPiece(row, ends, context),
    ),
  ]);
  const drawn: Markup[] = [];
  let top = HEAD;
  for (const piece of pieces) {
    drawn.push(piece.draw(top));
    top += piece.height;
  }
  const height = top + 12;
  const names = ends.lifelines.map(
    ({ role, name, x }) => html`<text class="head" x="${x}" y="16" text-anchor="middle">${role}</text>
<text class="faint" x="${x}" y="31" text-anchor="middle">${truncate(context.shown(name), NAME_COLUMNS)}</text>
`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Ladder of ${title}">
<svg class="ladder" viewBox="0 0 ${WIDTH} ${height}" role="group" aria-label="Calls between call server and backend in order of time">
${names}${linesOf(ends, 36, HEAD)}
${drawn}
${linesOf(ends, top, height)}
</svg>
</div>
`;
}

function callPiece(
  row: Extract<TimelineRow, { kind: 'call' }>,
  ends: LadderEnds,
  context: HtmlContext,
): LadderRow {
  const { call, severity, remark, offset } = row;
  const { shown, clock } = context;
  const status = call.status === null ? '' : ` · ${shown(call.status)}`;
  const name = `${shown(call.method)}${status}`;
  const { from, to } = ends.endsOf(call);
  return {
    height: CALL_HEIGHT,
    draw: (top) => html`<g class="${severity === null ? '' : `is-${severity}`}">
${linesOf(ends, top, top + CALL_HEIGHT)}
<text class="faint" x="${CALLER - 16}" y="${top + 18}" text-anchor="end">${clock(call)}</text>
<text class="faint" x="${CALLER - 16}" y="${top + 34}" text-anchor="end">${offsetText(offset)} s, frame ${call.requestFrames[0]}</text>
<a href="#${callAnchor(call, context)}"><text class="label" x="${ends.middle}" y="${top + 15}" text-anchor="middle">${truncate(name, columnsBetween(from, to))}</text></a>
<path class="request" d="M${from} ${top + 20} H${to}"/>
<path class="tip" d="M${to} ${top + 20} l${-TIP} -4 v8 z"/>
${responseArrow(call, top + 38, ends, context)}
${remark === '' ? null : html`<text class="label" x="${BACKEND + 14}" y="${top + 24}">${truncate(shown(remark), REMARK_COLUMNS)}</text>`}
</g>
`,
  };
}

/** Characters that fit between two lines. */
function columnsBetween(from: number, to: number): number {
  return Math.floor((LABEL_COLUMNS * (to - from)) / (BACKEND - CALLER));
}

function responseArrow(call: HookCall, y: number, ends: LadderEnds, { analysis }: HtmlContext): Markup {
  const { from, to } = ends.endsOf(call);
  if (call.response !== null) {
    const text = `${statusText(call.response.status)} · ${latencyText(call.response.latencySeconds)}`;
    return html`<path class="answer" d="M${to} ${y} H${from}"/>
<path class="tip back" d="M${from} ${y} l${TIP} -4 v8 z"/>
<text class="faint" x="${ends.middle}" y="${y - 4}" text-anchor="middle">${text}</text>`;
  }
  const reach = ends.middle + 90;
  return html`<path class="answer" d="M${to} ${y} H${reach}"/>
<path class="request" d="M${reach - 5} ${y - 5} l10 10 m0 -10 l-10 10"/>
<text class="faint" x="${ends.middle + 70}" y="${y + 4}" text-anchor="end">${absenceText(call, analysis.view)}</text>`;
}

function absenceText(call: HookCall, view: HtmlContext['analysis']['view']): string {
  const { instead } = noAnswer(call, view);
  if (view === 'requests') return `answer ${instead}`;
  return instead === '' ? 'no answer' : `no answer: ${instead}`;
}

/** A call that should have come: a frame around the empty place between the lines of its own ends. */
function gapPiece(
  row: Extract<TimelineRow, { kind: 'expected' }>,
  ends: LadderEnds,
  { shown, clock }: HtmlContext,
): LadderRow {
  const look = row.severity ?? 'note';
  const { from, to } = ends.endsOf(row.trigger);
  const most = columnsBetween(from, to);
  const [label, remark] = [truncate(shown(row.method), most), truncate(shown(row.remark), most)];
  const isInterrupted = row.verdict === 'missing';
  return {
    height: GAP_HEIGHT,
    draw: (top) => html`<g class="is-${look}">
${linesOf(ends, top, top + GAP_HEIGHT, isInterrupted ? [from, to] : [])}
<rect class="gap is-${look}" x="${from - 8}" y="${top + 4}" width="${to - from + 16}" height="${GAP_HEIGHT - 10}" rx="6"/>
<text class="faint" x="${CALLER - 16}" y="${top + 21}" text-anchor="end">${clock(row.time)}</text>
<text class="faint" x="${CALLER - 16}" y="${top + 37}" text-anchor="end">${offsetText(row.offset)} s</text>
<text class="label" x="${(from + to) / 2}" y="${top + 21}" text-anchor="middle">${label}</text>
<text class="faint" x="${(from + to) / 2}" y="${top + 38}" text-anchor="middle">${remark}</text>
</g>
`,
  };
}

function breakPiece(hidden: number, { middle }: LadderEnds): LadderRow {
  return {
    height: BREAK_HEIGHT,
    draw: (top) =>
      html`<text class="faint" x="${middle}" y="${top + 19}" text-anchor="middle">… ${count(hidden, 'more call')} …</text>
`,
  };
}

/** The lines of both sides from one height to another, but for those that are interrupted there. */
function linesOf(
  { lifelines }: LadderEnds,
  from: number,
  to: number,
  interrupted: readonly number[] = [],
): Content {
  return lifelines
    .filter(({ x }) => !interrupted.includes(x))
    .map(({ x }) => html`<path class="line" d="M${x} ${from} V${to}"/>`);
}
