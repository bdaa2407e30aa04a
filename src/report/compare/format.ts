import type { Comparison } from '../../compare/index.ts';
import type { Masker } from '../../privacy/index.ts';

/** What every format of a comparison is given besides it. */
export interface ComparisonOptions {
  /** One for both captures, so that marks of secrets agree. */
  readonly masker: Masker;
  /** Version of hookscope. */
  readonly version: string;
  /** Colours and other looks of a terminal. */
  readonly color: boolean;
  /** Columns to write for. */
  readonly columns: number;
  /** Nothing is summed up, however long it gets. */
  readonly everything: boolean;
  /** Only the verdict line, in formats that have one. */
  readonly verdictOnly: boolean;
}

/** Writes a comparison in one format, in pieces. */
export type RenderComparison = (comparison: Comparison, options: ComparisonOptions) => Iterable<string>;

export interface ComparisonFormat {
  readonly name: string;
  readonly title: string;
  readonly render: RenderComparison;
}
