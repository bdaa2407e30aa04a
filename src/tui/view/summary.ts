import { count } from '../../report/layout/index.ts';
import type { ReachedState, SessionSummary } from '../../sessions/index.ts';
import type { Area } from '../layout/layout.ts';
import { type Line, line, span, type TextSpan } from '../layout/line.ts';
import { heading, labelledLines, wrapped } from '../layout/text-lines.ts';
import type { SessionEntry } from '../model/session-list.ts';
import { selectedNode } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import { headlineText, lengthText } from './headline.ts';
import { clockText } from './times.ts';
import { LOOK_OF_SEVERITY, MARK_OF, type Viewer, viewerOf } from './viewer.ts';

/** States that are listed: a session may have thousands. */
const MOST_STATES = 40;

/** The headline of the selected session. */
export function summaryTitle(state: State): string {
  const node = selectedNode(state);
  if (node === null || node.kind === 'all') {
    const { calls, sessions } = state.catalogue;
    return `${count(calls, 'call')} in ${count(sessions.length, 'session')}`;
  }
  return headlineText(node.session, viewerOf(state));
}

/** What is wrong, the states, and whose session it is, as far as there is room: one line each. */
export function summaryLines(state: State, { height }: Area): readonly Line[] {
  const viewer = viewerOf(state);
  const node = selectedNode(state);
  if (node === null || node.kind === 'all') {
    const lines = state.catalogue.problems.filter(({ relation }) => relation === 'leads');
    return lines
      .slice(0, height)
      .map(({ problem }) => problemLine(problem.severity, problem.message, viewer));
  }
  const { session } = node;
  const wrong = (session.summary?.wrong ?? []).map(({ problem, findings }) =>
    problemLine(
      problem.severity,
      findings.length === 1 ? (findings[0]?.message ?? '') : problem.message,
      viewer,
    ),
  );
  const states = statesText(session.summary?.states ?? [], viewer);
  const facts = [
    ...(states === '' ? [] : [line('  ', states)]),
    line('  ', span('dim', placeText(session, viewer))),
    line('  ', span('dim', endText(session))),
  ];
  const room = Math.max(0, height - Math.min(facts.length, height > 2 ? facts.length : 1));
  return [...wrong.slice(0, room), ...facts].slice(0, height);
}

function problemLine(severity: keyof typeof MARK_OF, message: string, { safe }: Viewer): Line {
  return line('  ', span(LOOK_OF_SEVERITY[severity], MARK_OF[severity]), ` ${safe(message)}`);
}

/** `22:13:24 PENDING → 22:13:25 TRYING`. */
function statesText(states: readonly ReachedState[], { safe }: Viewer): string {
  const shown = states.slice(0, MOST_STATES);
  return shown.map(({ status, time }) => `${clockText(time).slice(0, 8)} ${safe(status)}`).join(' → ');
}

/** Application and client, as far as they are told. */
function placeText({ id, headline: { appKey, client } }: SessionEntry, { safe }: Viewer): string {
  const parts = [appKey, client ?? id].filter((part) => part !== null);
  return parts.map(safe).join(' · ');
}

const ENDINGS = {
  ended: 'ended',
  open: 'not ended in the capture',
  unknown: 'its end is not told by this system',
} as const;

function endText(session: SessionEntry): string {
  const { ending, calls } = session.headline;
  const begin = session.summary?.isFromBeginning === false ? ', its beginning is not in the capture' : '';
  return `${count(calls, 'call')} in ${lengthText(session)}, ${ENDINGS[ending]}${begin}`;
}

/** All that is told of a session: the detail while its node is selected. */
export function sessionDetail(session: SessionEntry, viewer: Viewer, columns: number): readonly Line[] {
  const { safe } = viewer;
  const { headline, summary, id } = session;
  const label = (name: string, text: string | null): readonly Line[] =>
    text === null || text === '' ? [] : labelledLines(name, safe(text), columns);
  return [
    line(span('bold', headlineText(session, viewer))),
    ...label('who', headline.who.by === 'client' || headline.who.by === 'id' ? null : peopleText(summary)),
    ...label('application', headline.appKey),
    ...label('client', headline.client),
    ...label('session', id),
    ...labelledLines('course', endText(session), columns),
    ...wrongLines(summary, viewer, columns),
    ...stateLines(summary, viewer),
  ];
}

function peopleText(summary: SessionSummary | null): string {
  if (summary === null) return '';
  const { pairs, login, name, others } = summary.people;
  const told = [
    ...pairs.map(({ caller, callee }) => [caller, callee].filter((each) => each !== null).join(' → ')),
    ...(login === null ? [] : [`login ${login}`]),
    ...(name === null ? [] : [`name ${name}`]),
    ...others,
  ];
  return told.slice(0, MOST_STATES).join(', ');
}

function wrongLines(summary: SessionSummary | null, viewer: Viewer, columns: number): readonly Line[] {
  const wrong = summary?.wrong ?? [];
  if (wrong.length === 0) {
    return summary === null ? [] : [...heading('What is wrong'), line(span('good', '✓'), ' nothing')];
  }
  return [
    ...heading('What is wrong'),
    ...wrong.flatMap(({ problem, findings }) =>
      findings.slice(0, MOST_STATES).flatMap((finding) => {
        const [first, ...rest] = wrapped(viewer.safe(finding.message), columns, 2);
        const sign: TextSpan = span(LOOK_OF_SEVERITY[problem.severity], MARK_OF[problem.severity]);
        return [{ spans: [sign, span('plain', ' '), ...(first?.spans.slice(1) ?? [])] }, ...rest];
      }),
    ),
  ];
}

function stateLines(summary: SessionSummary | null, { safe }: Viewer): readonly Line[] {
  const states = summary?.states ?? [];
  if (states.length === 0) return [];
  const more = states.length - MOST_STATES;
  return [
    ...heading('States (UTC)'),
    ...states.slice(0, MOST_STATES).map(({ status, time, dialog, call }) => {
      const whose = dialog === null ? '' : `  ${safe(dialog.kind)} ${safe(dialog.id)}`;
      return line(
        `  ${clockText(time)}  ${safe(status)}`,
        span('dim', `  frame ${call.requestFrames[0]}${whose}`),
      );
    }),
    ...(more > 0 ? [line(span('dim', `  … and ${more} more`))] : []),
  ];
}
