import type { StageName } from '../stages/index.ts';

/** A task for the child: to try inputs `from` to `to` (excluded) of a run. */
export interface Order {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Null: all stages in turn. */
  readonly stage: StageName | null;
  /** Folder for command lines that are tried. */
  readonly folder: string;
}

/** A message from the child. */
export type Report =
  | { readonly kind: 'begins'; readonly index: number }
  | {
      readonly kind: 'ended';
      readonly index: number;
      readonly stage: StageName;
      readonly milliseconds: number;
      /** Bytes by which the peak of resident memory grew. */
      readonly grewBytes: number;
      readonly inputBytes: number;
      /** What was wrong; null where nothing was. */
      readonly problem: string | null;
    }
  | { readonly kind: 'done'; readonly heapBytes: number; readonly hasCorpus: boolean };

/** Settings of an attempt, by the number of its input. */
export function variantOf(index: number): number {
  return (Math.imul(index + 1, 0x9e3779b1) >>> 20) & 0xff;
}
