import { listsBy } from '../base/multimap.ts';
import { type Evidence, type ExpectationResult, type Finding, gatherEvidence } from '../checks/index.ts';
import type { Analysis, Moment } from '../engine/index.ts';
import type { HookCall } from '../hooks/index.ts';
import { type StepSource, stepSource } from './course.ts';
import type { OutlineBook } from './outline-book.ts';

/** One of the two captures, with what the comparison looks up in it. */
export interface ComparedCapture {
  readonly analysis: Analysis;
  readonly book: OutlineBook;
  readonly evidence: Evidence;
  readonly source: StepSource;
  /** Expectations of calls that did not come, by their trigger. */
  readonly unmet: ReadonlyMap<HookCall, readonly ExpectationResult[]>;
  /** Findings by the call that they point at. */
  readonly findings: ReadonlyMap<HookCall, readonly Finding[]>;
}

/** A capture that was analysed, with the outlines that were gathered meanwhile. */
export interface AnalysedCapture {
  readonly analysis: Analysis;
  readonly book: OutlineBook;
  /** The selected span of time. What came before and after it is not known. */
  readonly from?: Moment | null;
  readonly to?: Moment | null;
}

export function comparedCapture({
  analysis,
  book,
  from = null,
  to = null,
}: AnalysedCapture): ComparedCapture {
  const evidence = gatherEvidence(analysis);
  const ends = Math.min(evidence.ends, momentOf(to, evidence.begins) ?? Number.POSITIVE_INFINITY);
  return {
    analysis,
    book,
    evidence: { ...evidence, begins: Math.max(evidence.begins, momentOf(from, evidence.begins) ?? 0), ends },
    source: stepSource(analysis, ends),
    unmet: listsBy(analysis.expectations, ({ verdict, trigger }) =>
      verdict === 'met' || verdict === 'late' ? null : trigger,
    ),
    findings: listsBy(analysis.findings, ({ call }) => call),
  };
}

/** A moment in seconds since 1970; null where none is given. */
function momentOf(moment: Moment | null, begins: number): number | null {
  if (moment === null) return null;
  return moment.since === '1970' ? moment.seconds : begins + moment.seconds;
}
