import type { Problem } from '../../checks/index.ts';
import type { Session } from '../../hooks/index.ts';
import { framesText } from '../frame-text.ts';
import { lifeText } from '../layout/life.ts';
import { grouped } from '../layout/quantity.ts';
import { placeParts } from './finding-place.ts';
import type { Overview } from './overview.ts';
import { findingsOf } from './problem-family.ts';

const MOST_LISTED = 5;
const MOST_SESSIONS = 2;
/** Where a problem is. Of one finding all that is known; of several the first frames and numbers. Texts are not escaped. */
export function problemPlace(problem: Problem, overview: Overview): readonly string[] {
  const { analysis } = overview;
  const findings = findingsOf(problem, analysis);
  const numbers = findings.flatMap((finding) => analysis.findingNumbers.get(finding) ?? []);
  const numbered =
    numbers.length === 0 ? [] : [listText(numbers.length === 1 ? 'finding' : 'findings', numbers)];
  const [first] = findings;
  if (findings.length === 1 && first !== undefined) return [...placeParts(first, overview), ...numbered];
  const frames = findings.flatMap((finding) => finding.frames.slice(0, 1));
  const { rule, status, server, parameter } = problem;
  return [
    rule,
    ...(status !== null && server !== null ? [`by ${server}`] : []),
    ...(frames.length === 0 ? [] : [framesText(frames, analysis, MOST_LISTED)]),
    ...(parameter === null ? [] : [parameter]),
    ...numbered,
  ];
}

/** The sessions that findings point at: the first ones by their ids, and how many more there are. null where they point at none. */
export function sessionsText(problem: Problem, { analysis, sessionOf }: Overview): string | null {
  const sessions = new Set<Session>();
  for (const { call } of findingsOf(problem, analysis)) {
    if (call === null || call.sessionId === null) continue;
    sessions.add(sessionOf(call));
    if (sessions.size === MOST_SESSIONS) break;
  }
  if (sessions.size === 0) return null;
  const names = [...sessions].map(nameOf);
  const more = problem.sessions - names.length;
  return more > 0 ? `${names.join(', ')} and ${grouped(more)} more` : names.join(' and ');
}

function nameOf(session: Session): string {
  const app = session.appKey === null ? '' : ` (${session.appKey})`;
  return `${session.id}${lifeText(session)}${app}`;
}

/** `frames 4, 25, 46 and 117 more`. */
function listText(word: string, numbers: readonly number[]): string {
  const more = numbers.length - MOST_LISTED;
  const shown = numbers.slice(0, MOST_LISTED).join(', ');
  return more > 0 ? `${word} ${shown} and ${grouped(more)} more` : `${word} ${shown}`;
}
