import type { Comparison } from '../../compare/index.ts';
import type { Masker } from '../../privacy/index.ts';

/** The options of every format of a comparison. */
export interface ComparisonOptions {
  /** One masker for both captures, so that their marks of secrets agree. */
  readonly masker: Masker;
  /** Version of hookscope. */
  readonly version: string;
  /** True: use the colours and attributes of a terminal. */
  readonly color: boolean;
  /** Width in columns. */
  readonly columns: number;
  /** True: nothing is summarised, however long the text becomes. */
  readonly everything: boolean;
  /** True: write only the verdict line, in formats that have one. */
  readonly verdictOnly: boolean;
}

/** Writes a comparison in one format, piece by piece. */
export type RenderComparison = (comparison: Comparison, options: ComparisonOptions) => Iterable<string>;

export interface ComparisonFormat {
  readonly name: string;
  readonly title: string;
  readonly render: RenderComparison;
}
