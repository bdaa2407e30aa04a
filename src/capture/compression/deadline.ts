import { createContext, Script } from 'node:vm';

const RUN = new Script('work()');

/**
 * Runs synchronous work that may never come back, such as a foreign decoder that damaged data lead into an endless loop.
 * Only a script in a context of `node:vm` can be broken off; one deadline keeps its context for all its runs.
 */
export class Deadline {
  readonly #milliseconds: number;
  readonly #context = createContext(Object.create(null));

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /**
   * Runs `work` and gives true, or false where it was broken off after the given time: what it was changing must not be
   * used any more then. What `work` throws is thrown.
   */
  allows(work: () => void): boolean {
    this.#context.work = work;
    try {
      RUN.runInContext(this.#context, { timeout: this.#milliseconds });
      return true;
    } catch (error) {
      if (isTimeout(error)) return false;
      throw error;
    } finally {
      this.#context.work = undefined;
    }
  }
}

/** The error comes from the other context, so it is no instance of this context's `Error`. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
