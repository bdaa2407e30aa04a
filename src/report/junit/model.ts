/** What a JUnit file holds; texts are as they are, the writer masks and escapes them. */

export type TestOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly reason: string }
  | {
      readonly kind: 'failed';
      /** Rules that failed. */
      readonly type: string;
      /** One line. */
      readonly message: string;
      /** Everything there is to say, in lines. */
      readonly details: string;
    };

export interface TestCase {
  readonly name: string;
  readonly outcome: TestOutcome;
  /** Seconds. */
  readonly seconds: number;
  /** What is worth knowing of it all the same: warnings and notes; empty where there is nothing. */
  readonly output: string;
}

export interface TestSuite {
  readonly name: string;
  /** What servers group cases by. */
  readonly className: string;
  /** When it began, without its zone (UTC); null where there is no time. */
  readonly timestamp: string | null;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly cases: readonly TestCase[];
}
