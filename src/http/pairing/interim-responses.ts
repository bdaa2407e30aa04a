export const NO_INTERIM: readonly number[] = [];

/** Keeps the statuses of interim responses (RFC 9110 §15.2) until it is known to which request they belong. */
export class InterimResponses {
  /** Those that came since the last final response, or since something was lost. */
  #recent: readonly number[] = NO_INTERIM;
  /** Those that came before something was lost. They may belong to a request whose response was lost. */
  #stranded: readonly number[] = NO_INTERIM;

  /** All of them: they belong to the oldest waiting request unless more comes. */
  get all(): readonly number[] {
    return this.#stranded.length === 0 ? this.#recent : [...this.#stranded, ...this.#recent];
  }

  add(status: number): void {
    this.#recent = [...this.#recent, status];
  }

  /** Responses were lost behind those that came so far. */
  strand(): void {
    this.#stranded = this.all;
    this.#recent = NO_INTERIM;
  }

  /** Takes those that belong to the response that comes now. */
  takeRecent(): readonly number[] {
    const recent = this.#recent;
    this.#recent = NO_INTERIM;
    return recent;
  }

  takeStranded(): readonly number[] {
    const stranded = this.#stranded;
    this.#stranded = NO_INTERIM;
    return stranded;
  }

  takeAll(): readonly number[] {
    const { all } = this;
    this.#recent = NO_INTERIM;
    this.#stranded = NO_INTERIM;
    return all;
  }
}
