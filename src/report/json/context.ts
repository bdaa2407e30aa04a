import { listsBy } from '../../base/multimap.ts';
import { type Instant, IsoTimeFormatter } from '../../base/time.ts';
import type { ExpectationResult } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import type { ReportOptions } from '../format.ts';

/** What all records of one report need. */
export interface JsonContext {
  readonly firstTime: Instant | null;
  /** Writes times with the digits of the finest capture. */
  readonly isoTimes: IsoTimeFormatter;
  readonly masker: Masker;
  /** Where calls, and what they repeat, are looked up. */
  readonly analysis: Analysis;
  readonly hasPayload: (call: HookCall) => boolean;
  /** The missing expectations by their trigger. */
  readonly missing: ReadonlyMap<HookCall, readonly ExpectationResult[]>;
}

const MOST_DIGITS = 9;

export function contextOf(analysis: Analysis, options: ReportOptions): JsonContext {
  const pointedAt = new Set(analysis.findings.map((finding) => finding.call));
  const missing = listsBy(analysis.expectations, ({ verdict, trigger }) =>
    verdict === 'missing' ? trigger : null,
  );
  return {
    firstTime: analysis.firstTime,
    isoTimes: new IsoTimeFormatter(timeDigitsOf(analysis)),
    masker: options.masker,
    analysis,
    hasPayload: (call) => options.payloads || pointedAt.has(call),
    missing,
  };
}

/** Decimal digits of the second in the times of the finest capture, at most 9. */
export function timeDigitsOf(analysis: Analysis): number {
  const digits = analysis.captures.map((capture) => capture.timeDigits);
  return Math.min(MOST_DIGITS, Math.max(0, ...digits));
}
