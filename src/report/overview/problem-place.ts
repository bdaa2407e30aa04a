import type { Finding, Problem } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import type { Session } from '../../hooks/index.ts';
import { framesText } from '../frame-text.ts';
import { lifeText } from '../layout/life.ts';
import { grouped } from '../layout/quantity.ts';
import { knownParts } from './baseline.ts';
import { placeParts } from './finding-place.ts';
import type { Overview } from './overview.ts';
import { findingsOf } from './problem-family.ts';

/** Frames and findings that are listed; of more only the first is named. */
const MOST_LISTED = 3;
const MOST_SESSIONS = 2;

/** Where a problem is. Of one finding all that is known; of many where the first one is. Texts are not escaped. */
export function problemPlace(problem: Problem, overview: Overview): readonly string[] {
  const { analysis, clock, baseline } = overview;
  const findings = findingsOf(problem, analysis);
  const known = knownParts(problem, baseline);
  const [first] = findings;
  if (findings.length === 1 && first !== undefined)
    return [
      ...placeParts(first, overview),
      ...numbersText('finding', numbersOf(findings, analysis)),
      ...known,
    ];
  const { rule, status, server, parameter } = problem;
  return [
    rule,
    ...(status !== null && server !== null ? [`by ${server}`] : []),
    ...(problem.first === null ? [] : [`since ${clock(problem.first)} UTC`]),
    ...occurrenceText(findings, analysis),
    ...(parameter === null ? [] : [parameter]),
    ...known,
  ];
}

function numbersOf(findings: readonly Finding[], { findingNumbers }: Analysis): readonly number[] {
  return findings.flatMap((finding) => findingNumbers.get(finding) ?? []);
}

/** Frames and numbers of several findings: of many, where to find one. */
function occurrenceText(findings: readonly Finding[], analysis: Analysis): readonly string[] {
  const isMany = findings.length > MOST_LISTED;
  const listed = isMany ? findings.slice(0, 1) : findings;
  const frames = listed.flatMap((finding) => finding.frames.slice(0, 1));
  const parts = [
    ...(frames.length === 0 ? [] : [framesText(frames, analysis, MOST_LISTED)]),
    ...numbersText('finding', numbersOf(listed, analysis)),
  ];
  return isMany && parts.length > 0 ? [`the first: ${parts.join(', ')}`] : parts;
}

/** `frames 4, 25, 46`; nothing where there are none. */
function numbersText(word: string, numbers: readonly number[]): readonly string[] {
  if (numbers.length === 0) return [];
  return [`${word}${numbers.length === 1 ? '' : 's'} ${numbers.join(', ')}`];
}

/** The sessions that findings point at: the first ones by their ids, and how many more there are. null where they point at none. */
export function sessionsText(problem: Problem, overview: Overview): string | null {
  const sessions = firstSessions(problem, overview, problem.sessions > MOST_SESSIONS ? 1 : MOST_SESSIONS);
  if (sessions.length === 0) return null;
  const names = sessions.map(nameOf);
  const more = problem.sessions - names.length;
  return more > 0 ? `${names.join(', ')} and ${grouped(more)} more` : names.join(' and ');
}

/** The sessions with an id that the findings of a problem point at, in the order of time; at most so many. */
export function firstSessions(
  problem: Problem,
  { analysis, sessionOf }: Pick<Overview, 'analysis' | 'sessionOf'>,
  most: number,
): readonly Session[] {
  const sessions = new Set<Session>();
  for (const { call } of findingsOf(problem, analysis)) {
    if (call === null || call.sessionId === null) continue;
    sessions.add(sessionOf(call));
    if (sessions.size === most) break;
  }
  return [...sessions];
}

function nameOf(session: Session): string {
  const app = session.appKey === null ? '' : ` (${session.appKey})`;
  return `${session.id}${lifeText(session)}${app}`;
}
