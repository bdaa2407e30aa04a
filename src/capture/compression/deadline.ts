import { createContext, Script } from 'node:vm';

const RUN = new Script('work()');

/**
 * Runs synchronous work that may never return, such as a foreign decoder that damaged data drive into an endless loop.
 * Only a script in a context of `node:vm` can be stopped; one deadline keeps its context for all its runs.
 */
export class Deadline {
  readonly #milliseconds: number;
  readonly #context = createContext(Object.create(null));

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /**
   * Runs `work`. Gives true when it returned, false when it was stopped after the given time; then whatever it was
   * changing must not be used any more. Throws what `work` throws.
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
