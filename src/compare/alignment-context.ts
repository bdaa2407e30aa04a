import type { AlignedSteps } from './alignment.ts';
import type { ComparedCapture } from './compared-capture.ts';
import type { PayloadComparison } from './payload-comparison.ts';

/** What is needed to judge the rows of one alignment. */
export interface AlignmentContext {
  readonly rows: readonly AlignedSteps[];
  readonly payloads: PayloadComparison;
  readonly good: ComparedCapture;
  readonly bad: ComparedCapture;
}
