import type { Expected } from '../../checks/index.ts';
import type { Masker } from '../../privacy/index.ts';

export function expectationRecord(expected: Expected, masker: Masker): object {
  return {
    trigger: expected.trigger.index,
    method: expected.method,
    key: masker.text(expected.key),
    window: expected.windowSeconds,
    verdict: expected.verdict,
    metBy: expected.metBy?.index ?? null,
    reason: masker.id(expected.reason),
    cause: expected.cause,
    expectation: expected.row.id,
  };
}
