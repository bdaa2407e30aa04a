export const NO_INTERIM: readonly number[] = [];

/** Statuses of interim answers (RFC 9110 §15.2) that came, until it is known to which request. */
export class InterimResponses {
  /** That came since the last answer. */
  #recent: readonly number[] = NO_INTERIM;
  /** Behind which something was lost: they may belong to a request whose answer was lost. */
  #stranded: readonly number[] = NO_INTERIM;

  /** All of them: those of the first waiting request, if nothing more comes. */
  get all(): readonly number[] {
    return this.#stranded.length === 0 ? this.#recent : [...this.#stranded, ...this.#recent];
  }

  add(status: number): void {
    this.#recent = [...this.#recent, status];
  }

  /** Something was lost behind those that came so far. */
  strand(): void {
    this.#stranded = this.all;
    this.#recent = NO_INTERIM;
  }

  /** Those that announced the answer that comes now. */
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
