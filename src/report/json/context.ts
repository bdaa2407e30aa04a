import { ByteWriter } from '../../base/byte-writer.ts';
import { IsoTimeWriter } from '../../base/iso-time-writer.ts';
import { listsBy } from '../../base/multimap.ts';
import type { Instant } from '../../base/time.ts';
import type { ExpectationResult } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import { type Breakdown, breakdownsOf } from '../breakdown/index.ts';
import type { ReportOptions } from '../format.ts';
import { type BaselineView, baselineView } from '../overview/baseline.ts';
import { CallPartWriter } from './call-parts.ts';
import { ExpectationWriter } from './expectation-members.ts';
import { IdWriter, type MaskedOutput, RepeatedTextWriter } from './masked-text.ts';
import { PayloadCopier } from './payload-copier.ts';
import { PeopleWriter } from './people-members.ts';

/** What all records of one report need. */
export interface JsonContext extends MaskedOutput {
  readonly firstTime: Instant | null;
  /** Writes times with the digits of the finest capture. */
  readonly isoTimes: IsoTimeWriter;
  readonly parts: CallPartWriter;
  readonly ids: IdWriter;
  readonly people: PeopleWriter;
  readonly expectations: ExpectationWriter;
  readonly texts: RepeatedTextWriter;
  readonly payloads: PayloadCopier;
  /** Where calls, and what they repeat, are looked up. */
  readonly analysis: Analysis;
  readonly baseline: BaselineView;
  /** The problems by what was asked for. */
  readonly breakdowns: readonly Breakdown[];
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
  const output: MaskedOutput = { out: new ByteWriter(), masker: options.masker };
  const ids = new IdWriter(output);
  return {
    ...output,
    firstTime: analysis.firstTime,
    isoTimes: new IsoTimeWriter(timeDigitsOf(analysis)),
    parts: new CallPartWriter(output),
    ids,
    people: new PeopleWriter(output),
    expectations: new ExpectationWriter(output, ids, analysis.positions),
    texts: new RepeatedTextWriter(output),
    payloads: new PayloadCopier(output),
    analysis,
    baseline: baselineView(analysis, options.known),
    breakdowns: breakdownsOf(analysis, options.by ?? []),
    hasPayload: (call) => options.payloads || pointedAt.has(call),
    missing,
  };
}

/** Decimal digits of the second in the times of the finest capture, at most 9. */
export function timeDigitsOf(analysis: Analysis): number {
  const digits = analysis.captures.map((capture) => capture.timeDigits);
  return Math.min(MOST_DIGITS, Math.max(0, ...digits));
}
