/** What is written about a rule in its Markdown page, as plain text. */
export interface RuleText {
  /** A few words, as a heading. */
  readonly title: string;
  /**
   * What a finding means: whole sentences, one paragraph a line. In this and the next two texts a line that begins with
   * two spaces is a command to be typed or copied.
   */
  readonly means: string;
  /** Why it matters. */
  readonly matters: string;
  /** What to do. */
  readonly fix: string;
  /** Something in which the rule finds something. */
  readonly bad: RuleExample;
  /** The same as it should be. */
  readonly good: RuleExample;
}

/**
 * `http`: a request and its response. `calls`: one hook call a line, with its time, method, payload and what became of
 * it. `sh`: commands. `text`: what a tool shows.
 */
export type ExampleForm = 'http' | 'calls' | 'sh' | 'text';

export interface RuleExample {
  /** A sentence about the example; empty where it needs none. */
  readonly caption: string;
  readonly form: ExampleForm;
  /** Name of the dialect whose hooks it has; null where they are those of a made-up call server, or where it has none. */
  readonly dialect: string | null;
  /** Lines with line feeds between them. */
  readonly text: string;
}
