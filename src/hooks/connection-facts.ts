import type { HookCall } from './call.ts';

/** What connections tell of exchanges. */
export interface ConnectionFacts {
  /** True where two connections, by their numbers, carry the same packets under other addresses. */
  readonly areTwins: (one: number, other: number) => boolean;
  /** True where the capture, not the backend, is the reason that an exchange has no response. */
  readonly isResponseUnseen: (exchange: HookCall) => boolean;
}
