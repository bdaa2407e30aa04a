import { offsetOf } from '../../base/time.ts';
import { count, displayWidth, grouped, offsetText, padStart, truncate } from '../../report/layout/index.ts';
import type { Area } from '../layout/layout.ts';
import { justified, type Line, line, span } from '../layout/line.ts';
import type { FindingEntry } from '../model/finding-list.ts';
import { listedFindings } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import { LOOK_OF_SEVERITY, MARK_OF, type Viewer, viewerOf } from './viewer.ts';

const TIME_WIDTH = 9;

/** The findings view: the findings below their rules. */
export function findingRowLines(state: State, area: Area): readonly Line[] {
  const findings = listedFindings(state);
  if (findings.length === 0) return [line(span('good', '  ✓ There is no finding.'))];
  const viewer = viewerOf(state);
  return findings
    .slice(state.findings.top, state.findings.top + area.height)
    .map((entry, index) => entryLine(state, entry, state.findings.top + index, area.width, viewer));
}

export function findingsTitle(state: State): string {
  const { problem, catalogue } = state;
  if (problem !== null) {
    const { safe } = viewerOf(state);
    const place = `${grouped(state.findings.cursor + 1)}/${grouped(listedFindings(state).length)}`;
    return `Findings ${place} of ${safe(problem.rule)}: ${safe(problem.message)}`;
  }
  const { error, warning, note } = catalogue.analysis.summary.findings;
  return `Findings by rule: ${count(error, 'error')}, ${count(warning, 'warning')}, ${count(note, 'note')}`;
}

function entryLine(state: State, entry: FindingEntry, at: number, width: number, { safe }: Viewer): Line {
  const isCursor = at === state.findings.cursor;
  const lead = span('plain', isCursor ? '>' : ' ');
  const made =
    entry.kind === 'rule'
      ? justified(
          [
            lead,
            span(LOOK_OF_SEVERITY[entry.severity], `${MARK_OF[entry.severity]} `),
            span('bold', entry.rule),
          ],
          [span('dim', `${grouped(entry.count)} `)],
          width,
        )
      : findingLine(state, entry, width, lead, safe);
  return isCursor ? { ...made, selected: state.focus === 'rows' ? 'focus' : 'aside' } : made;
}

function findingLine(
  state: State,
  { finding }: Extract<FindingEntry, { kind: 'finding' }>,
  width: number,
  lead: ReturnType<typeof span>,
  safe: Viewer['safe'],
): Line {
  const time =
    finding.time === null ? '' : offsetText(offsetOf(state.catalogue.analysis.firstTime, finding.time));
  const times = finding.count > 1 ? ` ×${grouped(finding.count)}` : '';
  const room = Math.max(10, width - TIME_WIDTH - 5 - displayWidth(times));
  return line(
    lead,
    span(LOOK_OF_SEVERITY[finding.severity], `  ${MARK_OF[finding.severity]} `),
    span('dim', `${padStart(time, TIME_WIDTH)} `),
    truncate(safe(finding.message), room),
    span('dim', times),
  );
}
