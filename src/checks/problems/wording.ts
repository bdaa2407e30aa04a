import { grouped } from '../../base/grouped.ts';
import { compareInstants, type Instant, offsetOf } from '../../base/time.ts';
import type { Finding } from '../finding.ts';
import type { Problem } from './problem.ts';
import { sharedSentence } from './shared-sentence.ts';

/** A quoted text, or what ends a statement: a full stop, colon or semicolon before a space or the end of the text. */
const QUOTE_OR_STOP = /"(?:[^"\\]|\\.)*"|[.:;](?= |$)/g;

/**
 * What holds for all findings of a problem, in the order of time: what each of them says, and how often and when. The one finding
 * of a problem says it itself.
 */
export function messageOf(
  findings: readonly Finding[],
  { sessions, first, last }: Pick<Problem, 'sessions' | 'first' | 'last'>,
  firstTime: Instant | null,
): string {
  const [one] = findings;
  if (one === undefined) return '';
  if (findings.length === 1) return one.message;
  const words = [
    oftenText(findings),
    ...sessionText(findings, sessions),
    ...spanText(first, last, firstTime),
  ];
  const often = `${words[0]}${words.slice(1).join('')}`;
  const shared = sharedSentence(findings.map(({ message }) => message));
  if (shared === null) return `${often}; the first: ${one.message}`;
  const stop = endOfStatement(shared);
  return `${shared.slice(0, stop)}, ${often}${shared.slice(stop)}`;
}

/** Where the first statement of a text ends; what comes after it explains it. */
function endOfStatement(text: string): number {
  for (const { 0: found, index } of text.matchAll(QUOTE_OR_STOP)) if (!found.startsWith('"')) return index;
  return text.length;
}

function oftenText(findings: readonly Finding[]): string {
  return gathers(findings) ? `on ${grouped(findings.length)} occasions` : `${grouped(findings.length)} times`;
}

/** A finding that stands for several occurrences names the session of the first one only. */
function gathers(findings: readonly Finding[]): boolean {
  return findings.some(({ count }) => count > 1);
}

function sessionText(findings: readonly Finding[], sessions: number): readonly string[] {
  if (sessions === 0 || gathers(findings)) return [];
  return [sessions === 1 ? ' in 1 session' : ` in ${grouped(sessions)} sessions`];
}

function spanText(first: Instant | null, last: Instant | null, firstTime: Instant | null): readonly string[] {
  if (first === null || last === null) return [];
  const [from, to] = [first, last].map((time) => offsetOf(firstTime, time).toFixed(1));
  if (compareInstants(first, last) === 0 || from === to) return [` at ${from} s`];
  return [`, from ${from} s to ${to} s`];
}
