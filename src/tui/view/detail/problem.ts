import { offsetOf } from '../../../base/time.ts';
import type { Finding } from '../../../checks/index.ts';
import { count, displayFilterOf, grouped, offsetText } from '../../../report/layout/index.ts';
import { evidenceOf, findingsOf, knownParts } from '../../../report/overview/index.ts';
import { type Line, span } from '../../layout/line.ts';
import { heading, labelledLines, labelledStepLines, wrapped } from '../../layout/text-lines.ts';
import type { Catalogue } from '../../model/catalogue.ts';
import type { ProblemEntry } from '../../model/problem-list.ts';
import { whoText } from '../session-name.ts';
import { clockText } from '../times.ts';
import { LOOK_OF_SEVERITY, MARK_OF } from '../viewer.ts';
import { type FindingsInput, placeText } from './findings.ts';

/** Sessions that are named. */
const MOST_NAMED = 3;

/** A problem in full: what, how often, since when, whom it hits, one example, one remedy. */
export function problemDetail({ problem, relation }: ProblemEntry, input: FindingsInput): readonly Line[] {
  const { catalogue, viewer, columns } = input;
  const { safe } = viewer;
  const findings = findingsOf(problem, catalogue.analysis);
  const [first] = findings;
  const [lead, ...rest] = wrapped(safe(problem.message), columns, 2, 'bold');
  const sign = span(LOOK_OF_SEVERITY[problem.severity], MARK_OF[problem.severity]);
  const lines: Line[] = [{ spans: [sign, span('plain', ' '), ...(lead?.spans.slice(1) ?? [])] }, ...rest];
  lines.push(...wrapped([problem.rule, ...placeOf(problem)].map(safe).join(' · '), columns, 2, 'dim'));
  if (relation !== 'leads') lines.push(...labelledLines('belongs to', belongsText(relation), columns));
  lines.push(...labelledLines('how often', oftenText({ problem, relation }), columns));
  const known = knownParts(problem, catalogue.baseline);
  if (known.length > 0) lines.push(...labelledLines('baseline', known.join(', '), columns));
  const since = sinceText(problem, catalogue);
  if (since !== null) lines.push(...labelledLines('since', since, columns));
  const whom = whomText(findings, problem.sessions, catalogue);
  if (whom !== null) lines.push(...labelledLines('whom', safe(whom), columns));
  if (first === undefined) return lines;
  const evidence = evidenceOf(findings, catalogue.analysis);
  if (evidence !== null) lines.push(...labelledLines('evidence', safe(evidence), columns));
  if (first.consequence !== null)
    lines.push(...labelledStepLines('consequence', first.consequence, columns, safe));
  if (first.remedy !== null) lines.push(...labelledStepLines('what to do', first.remedy, columns, safe));
  return [...lines, ...exampleLines(first, findings.length, input)];
}

function placeOf({ method, parameter, status, server }: ProblemEntry['problem']): readonly string[] {
  return [method, parameter, status === null ? null : `HTTP ${status}`, server].filter(
    (part) => part !== null,
  );
}

function belongsText(relation: ProblemEntry['relation']): string {
  return relation === 'cause'
    ? 'the problem above it: its likely cause'
    : 'the problem above it, which may explain it';
}

function oftenText({ problem }: ProblemEntry): string {
  const times = problem.count === 1 ? 'once' : count(problem.count, 'time');
  return problem.sessions === 0 ? times : `${times}, in ${count(problem.sessions, 'session')}`;
}

/** From the first to the last moment, by the clock and in seconds of the capture. */
function sinceText(
  { first, last }: ProblemEntry['problem'],
  { analysis: { firstTime } }: Catalogue,
): string | null {
  if (first === null) return null;
  const from = offsetText(offsetOf(firstTime, first));
  if (last === null || clockText(last) === clockText(first)) return `${clockText(first)} UTC, at ${from} s`;
  const until = offsetText(offsetOf(firstTime, last));
  return `${clockText(first)} until ${clockText(last)} UTC, ${from} to ${until} s`;
}

/** The first sessions by name, and how many more there are; null where it is about none. */
function whomText(
  findings: readonly Finding[],
  sessions: number,
  { sessions: list }: Catalogue,
): string | null {
  const places = new Set<number>();
  for (const { call } of findings) {
    const place = call === null ? -1 : list.indexOfCall(call);
    if (place >= 0) places.add(place);
    if (places.size === MOST_NAMED) break;
  }
  const names = [...places].flatMap((place) => {
    const entry = list.at(place);
    return entry === undefined || entry.id === null ? [] : [whoText(entry)];
  });
  if (names.length === 0) return null;
  const more = sessions - names.length;
  return more > 0 ? `${names.join(', ')} and ${grouped(more)} more` : names.join(', ');
}

/** The first finding of a problem: where to look. */
function exampleLines(
  finding: Finding,
  findings: number,
  { catalogue, viewer, columns }: FindingsInput,
): readonly Line[] {
  const filter = displayFilterOf(finding, catalogue.analysis);
  const lines = [...heading(findings === 1 ? 'Where' : `The first of ${grouped(findings)}`)];
  if (findings > 1) lines.push(...wrapped(viewer.safe(finding.message), columns, 2));
  lines.push(...wrapped(placeText(finding, catalogue, viewer), columns, 2, 'dim'));
  if (filter !== null) lines.push(...labelledLines('Wireshark', filter, columns, 'command'));
  return lines;
}
