import { offsetOf } from '../../base/time.ts';
import { count, grouped, offsetText, padEnd, padStart, truncate } from '../../report/layout/index.ts';
import { knownParts } from '../../report/overview/index.ts';
import type { Area } from '../layout/layout.ts';
import { type Line, line, span } from '../layout/line.ts';
import { type Catalogue, newsText } from '../model/catalogue.ts';
import type { ProblemEntry } from '../model/problem-list.ts';
import type { State } from '../state/state.ts';
import { clockText, timeHead } from './times.ts';
import { LOOK_OF_SEVERITY, MARK_OF, type Viewer, viewerOf } from './viewer.ts';

/** How a problem belongs to the one above it. */
const RELATION_WORDS = { leads: '', cause: 'likely cause: ', effect: 'may explain: ' } as const;

const LEAD_WIDTH = 3;
const TIMES_WIDTH = 7;
const SESSIONS_WIDTH = 8;
/** From this width on it is told how many sessions a problem hits. */
const SESSIONS_FROM = 100;

/** The problems view: one problem a line, what belongs to it below. */
export function problemRowLines(state: State, area: Area): readonly Line[] {
  const { problems } = state.catalogue;
  if (problems.length === 0) {
    const text = state.catalogue.done ? '  ✓ Nothing is wrong.' : '  Nothing is wrong so far.';
    return [line(span('good', text))];
  }
  const viewer = viewerOf(state);
  return problems
    .slice(state.problems.top, state.problems.top + area.height)
    .map((entry, index) => entryLine(state, entry, state.problems.top + index, area.width, viewer));
}

/** The names of the columns, and the cursor's position in the list. */
export function problemsTitle(state: State, width: number): string {
  const { problems } = state.catalogue;
  const place =
    problems.length === 0 ? '' : ` ${grouped(state.problems.cursor + 1)}/${grouped(problems.length)}`;
  const told = toldText(state.catalogue);
  return [
    ' '.repeat(LEAD_WIDTH - 1),
    padStart('times', TIMES_WIDTH),
    width < SESSIONS_FROM ? '' : ` ${padStart('sessions', SESSIONS_WIDTH)}`,
    ` ${padStart(sinceHead(state), sinceWidth(state))}`,
    `  problem${place}  ${told}`,
  ].join('');
}

function toldText({ analysis, news }: Catalogue): string {
  if (news !== null) return `of ${newsText(news)}`;
  const { error, warning, note } = analysis.summary.findings;
  return `of ${count(error, 'error')}, ${count(warning, 'warning')}, ${count(note, 'note')}`;
}

function sinceHead(state: State): string {
  return state.timeMode === 'absolute' ? `since ${timeHead(state)}` : 'since s';
}

/** Width of `22:13:20.123`, or of seconds. */
function sinceWidth({ timeMode, catalogue: { analysis } }: State): number {
  if (timeMode === 'absolute') return 12;
  const last = analysis.lastTime === null ? 0 : offsetOf(analysis.firstTime, analysis.lastTime);
  return Math.max(8, offsetText(last).length);
}

function entryLine(
  state: State,
  { problem, relation }: ProblemEntry,
  at: number,
  width: number,
  { safe }: Viewer,
): Line {
  const isCursor = at === state.problems.cursor;
  const { severity, first } = problem;
  const since = first === null ? '' : sinceText(state, first);
  const sessions = problem.sessions === 0 ? '' : grouped(problem.sessions);
  const cells = [
    padStart(problem.count === 1 ? '1' : `×${grouped(problem.count)}`, TIMES_WIDTH),
    width < SESSIONS_FROM ? '' : ` ${padStart(sessions, SESSIONS_WIDTH)}`,
    ` ${padStart(since, sinceWidth(state))}  `,
  ].join('');
  const room = Math.max(10, width - LEAD_WIDTH - cells.length);
  const known = knownParts(problem, state.catalogue.baseline).map((part) => `${part}: `);
  const word = `${known.join('')}${RELATION_WORDS[relation]}`;
  const spans = [
    span('plain', isCursor ? '>' : ' '),
    span(LOOK_OF_SEVERITY[severity], MARK_OF[severity]),
    span('plain', ' '),
    span('dim', cells),
    span('dim', word),
    span(
      relation === 'leads' && severity !== 'note' ? 'bold' : 'plain',
      padEnd(truncate(safe(problem.message), room - word.length), room - word.length),
    ),
  ];
  return isCursor ? { spans, selected: state.focus === 'rows' ? 'focus' : 'aside' } : { spans };
}

function sinceText(state: State, first: NonNullable<ProblemEntry['problem']['first']>): string {
  if (state.timeMode === 'absolute') return clockText(first);
  return offsetText(offsetOf(state.catalogue.analysis.firstTime, first));
}
