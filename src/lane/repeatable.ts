import { type Dialect, type Method, sessionParameters } from '../dialects/index.ts';

/**
 * Whether the lane can repeat calls of a method: all that is read of them follows from the heads, from which members they have, and
 * from the texts of one member each for session and dialog. What a dialect needs besides is read the general way.
 */
export function isRepeatable(dialect: Dialect, method: Method | null): boolean {
  const { embedded, counters, delivery, context } = dialect;
  return (
    // A body that begins as JSON is read as JSON, whatever else the server sends.
    delivery.bodyForms.includes('json') &&
    delivery.retry?.identity === undefined &&
    embedded.length === 0 &&
    counters.length === 0 &&
    (context === null || method?.outsideSessions === true || sessionParameters(context).length === 1) &&
    (method?.dialog?.parameters.length ?? 1) === 1
  );
}
