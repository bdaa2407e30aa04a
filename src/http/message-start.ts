import type { Problem, ProblemKind } from './exchange.ts';
import { type Framing, frameAnswer, frameRequest } from './framing.ts';
import type { FieldLines } from './head-parser.ts';
import type { AnswerEntry, RequestEntry } from './pairing.ts';
import { problemOf } from './problems.ts';
import type { StartLine } from './start-line.ts';

/** A message whose head is known and whose body is being read. */
export type OpenMessage =
  | {
      readonly side: 'request';
      readonly line: StartLine;
      readonly targetCut: boolean;
      readonly headers: readonly string[];
      readonly entry: RequestEntry;
      readonly problems: Problem[];
    }
  | {
      readonly side: 'answer';
      readonly line: StartLine;
      readonly headers: readonly string[];
      readonly entry: AnswerEntry;
      readonly problems: Problem[];
    };

/** Problems that a head shows by itself. `lineOffset` finds a line's place in the stream. */
export function headProblems(
  side: 'request' | 'answer',
  faults: readonly ProblemKind[],
  lineText: string,
  fields: FieldLines,
  startOffset: number,
  lineOffset: (line: string) => number,
): Problem[] {
  const problems: Problem[] = [];
  for (const kind of faults) problems.push(problemOf(kind, side, startOffset, lineText));
  for (const line of fields.malformed.slice(0, MAX_LINES_NAMED)) {
    problems.push(problemOf('malformed-header', side, lineOffset(line), line));
  }
  if (fields.tooMany) problems.push(problemOf('header-too-large', side, startOffset));
  return problems;
}

/** Malformed header lines of one message that are named one by one. */
const MAX_LINES_NAMED = 8;

/** Framing of a body, with what is wrong with it added to the problems. */
export function framingOf(
  side: 'request' | 'answer',
  line: StartLine,
  headers: readonly string[],
  requestMethod: string,
  offset: number,
  problems: Problem[],
): Framing {
  const framing =
    side === 'request'
      ? frameRequest(headers, line.version)
      : frameAnswer(headers, line.version, line.status, requestMethod);
  for (const { kind, value } of framing.faults) problems.push(problemOf(kind, side, offset, value));
  return framing;
}
