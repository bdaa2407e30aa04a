/** The contents of a JUnit file. Texts are plain: the writer masks and escapes them. */

export type TestOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly reason: string }
  | {
      readonly kind: 'failed';
      /** The rules that failed. */
      readonly type: string;
      /** One line. */
      readonly message: string;
      /** All details, as lines. */
      readonly details: string;
    };

export interface TestCase {
  readonly name: string;
  readonly outcome: TestOutcome;
  /** Seconds. */
  readonly seconds: number;
  /** Warnings and notes; empty where there are none. */
  readonly output: string;
}

export interface TestSuite {
  readonly name: string;
  /** The name by which servers group cases. */
  readonly className: string;
  /** When it began, in UTC and without the zone; null where no time is known. */
  readonly timestamp: string | null;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly cases: readonly TestCase[];
}
