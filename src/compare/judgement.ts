import type { AlignedSteps } from './alignment.ts';
import type { PayloadComparison } from './payload-comparison.ts';
import type { ComparedCapture } from './side.ts';

/** What is needed to judge the rows of one alignment. */
export interface Judgement {
  readonly rows: readonly AlignedSteps[];
  readonly payloads: PayloadComparison;
  readonly good: ComparedCapture;
  readonly bad: ComparedCapture;
}
