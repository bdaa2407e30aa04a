import type { Expected } from '../../checks/index.ts';

export function expectationRecord(expected: Expected): object {
  return {
    trigger: expected.trigger.index,
    method: expected.method,
    key: expected.key,
    window: expected.windowSeconds,
    verdict: expected.verdict,
    metBy: expected.metBy?.index ?? null,
    reason: expected.reason,
    cause: expected.cause,
    expectation: expected.row.id,
  };
}
