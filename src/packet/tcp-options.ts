import type { Buffer } from 'node:buffer';

/** RFC 9293 §3.1; the others RFC 7323 §2.2 and §3.2. */
export const TCP_OPTION = { end: 0, noOperation: 1, windowScale: 3, timestamps: 8 } as const;

/**
 * Where the option of this kind and length stands among the options from `start` to `end` (exclusive); -1 where there is none. The
 * search ends at an option that is malformed.
 */
export function findTcpOption(
  bytes: Buffer,
  start: number,
  end: number,
  kind: number,
  length: number,
): number {
  let at = start;
  while (at + 1 < end) {
    const found = bytes[at];
    if (found === TCP_OPTION.end) return -1;
    if (found === TCP_OPTION.noOperation) {
      at += 1;
      continue;
    }
    const foundLength = bytes[at + 1];
    if (foundLength < 2 || at + foundLength > end) return -1;
    if (found === kind && foundLength === length) return at;
    at += foundLength;
  }
  return -1;
}
