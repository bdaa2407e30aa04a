import type { Row } from './alignment.ts';
import type { PayloadComparison } from './payload-comparison.ts';
import type { Side } from './side.ts';

/** What is needed to judge the rows of one alignment. */
export interface Judgement {
  readonly rows: readonly Row[];
  readonly payloads: PayloadComparison;
  readonly good: Side;
  readonly bad: Side;
}
