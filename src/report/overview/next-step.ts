import { type CommandOptions, commandText } from './command.ts';
import type { Overview } from './overview.ts';
import { findingsOf, problemParts } from './problem-family.ts';
import { firstSessions } from './problem-place.ts';

/** What to type next, and what it shows. */
export interface NextStep {
  readonly command: string;
  readonly shows: string;
}

/** The step after reading a report: to look at the first problem itself. null where nothing is wrong. */
export function nextStep(overview: Overview, options: CommandOptions): NextStep | null {
  const { analysis } = overview;
  const { fresh, known } = problemParts(overview);
  const [first] = [...fresh, ...known].flat();
  if (first === undefined) return null;
  const { problem } = first;
  const open = (after: readonly string[]): string | null =>
    commandText({ before: [], after, isShared: false }, analysis, options);
  const [session] = analysis.sessions.length > 1 ? firstSessions(problem, overview, 1) : [];
  const id = session?.id ?? null;
  // The id as a whole word: what a redacted report calls a session is no name that a command knows.
  const one = id === null || options.masker.redactsPersonal ? null : open(['--session', id]);
  if (one !== null) return { command: one, shows: 'the session of the first problem, call by call' };
  const all = open([]);
  if (all !== null) return { command: all, shows: 'the capture, call by call' };
  const [finding] = findingsOf(problem, analysis);
  if (finding === undefined) return null;
  return { command: `hookscope explain ${finding.rule}`, shows: 'what this rule means' };
}
