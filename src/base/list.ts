/**
 * Things in an order. An array is such a list; others have a million things and make each only when it is asked for, so
 * that the same place may give another object each time.
 */
export interface List<Item> extends Iterable<Item> {
  readonly length: number;
  /** The thing at an index from 0; undefined behind the last. */
  readonly at: (index: number) => Item | undefined;
}
