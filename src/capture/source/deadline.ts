import { type Context, createContext, Script } from 'node:vm';

const RUN = new Script('work()');
let surroundings: Context | null = null;

/**
 * Runs synchronous `work` and gives true, or false where it was broken off after `milliseconds`. For foreign decoders
 * that can be led into an endless loop; what `work` was changing must not be used after that. What it throws is thrown.
 */
export function finishesInTime(work: () => void, milliseconds: number): boolean {
  surroundings ??= createContext(Object.create(null));
  surroundings.work = work;
  try {
    RUN.runInContext(surroundings, { timeout: milliseconds });
    return true;
  } catch (error) {
    if (isTimeout(error)) return false;
    throw error;
  } finally {
    surroundings.work = undefined;
  }
}

/** The error is one of the context that was broken off, so that it is no `Error` of ours. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
