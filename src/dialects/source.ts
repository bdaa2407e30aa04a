/**
 * The documents and programs that the tables come from. A row names its source by a tag. The tag says what kind of
 * source it is and how certain it is, so that all rows of one source agree.
 */

/** `documented`: a vendor's page. `observed`: real traffic or logs. `sdk`: the vendor's client. `custom`: the user. */
export type SourceOrigin = 'documented' | 'observed' | 'sdk' | 'third-party' | 'custom';

/** `confirmed`: the source says so. `derived`: concluded from the source. `unconfirmed`: the source only names it. */
export type Confidence = 'confirmed' | 'derived' | 'unconfirmed';

export interface Source {
  readonly title: string;
  readonly url: string | null;
  readonly origin: SourceOrigin;
  readonly confidence: Confidence;
}
