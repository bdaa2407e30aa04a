import type { ReadCall } from '../hooks/index.ts';
import type { Masker } from '../privacy/index.ts';
import { type PayloadSurvey, surveyOf } from './payload/survey.ts';

/** Options that call rules need. */
export interface InspectionOptions {
  /** The key with which the call server signs hooks, where it was given. */
  readonly hookSecret: Buffer | null;
  /** What findings show of the capture goes through it. */
  readonly masker: Masker;
}

/** What a call rule is given besides the call: the options, and what is found out about the call once for all rules. */
export interface CallInspection extends InspectionOptions {
  /** What a walk over the request's payload shows. */
  readonly survey: PayloadSurvey;
}

/**
 * The inspection of one call after the other. One object serves all calls of an inspector, so that a call costs no
 * object more; a rule must not keep it.
 */
export class RunningInspection implements CallInspection {
  readonly hookSecret: Buffer | null;
  readonly masker: Masker;
  #read: ReadCall | null = null;
  #survey: PayloadSurvey | null = null;

  constructor({ hookSecret, masker }: InspectionOptions) {
    this.hookSecret = hookSecret;
    this.masker = masker;
  }

  /** What follows is about this call. null: about none, and nothing of the call before is held any longer. */
  turnTo(read: ReadCall | null): void {
    this.#read = read;
    this.#survey = null;
  }

  /** Made when the first rule asks for it. Throws where no call is being inspected. */
  get survey(): PayloadSurvey {
    if (this.#survey === null) {
      if (this.#read === null) throw new Error('no call is being inspected');
      this.#survey = surveyOf(this.#read);
    }
    return this.#survey;
  }
}
