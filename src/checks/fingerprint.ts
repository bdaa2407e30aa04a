import { createHash } from 'node:crypto';
import type { Finding } from './finding.ts';

/** Hexadecimal digits of a fingerprint: 64 bits, as many as GitHub's own. */
const DIGITS = 16;

/**
 * What stays the same when the same fault is captured again: the rule, the methods, the application, the place in the
 * payload, the payload's status and the answer's. Ids of sessions and dialogs, times, frames and ports are left out.
 * A finding about no call is known by its words without their numbers. It is the same whether texts are redacted or not.
 */
export function fingerprintOf(finding: Finding): string {
  if (finding.fingerprint !== undefined) return finding.fingerprint;
  const { rule, method, call, pointer } = finding;
  const parts =
    call === null
      ? [rule, method, finding.message.replace(/\d+/g, '#')]
      : [
          rule,
          method,
          call.method,
          call.appKey,
          call.status,
          call.response?.status ?? call.end,
          pointerForm(pointer),
        ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, DIGITS);
}

/** Items of arrays are not told apart: which of them it is changes from capture to capture. */
function pointerForm(pointer: string | null): string | null {
  return pointer?.replace(/\/\d+(?=\/|$)/g, '/#') ?? null;
}
