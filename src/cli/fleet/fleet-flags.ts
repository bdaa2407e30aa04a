import type { CheckFlags } from '../commands/check-plan.ts';

/** Flags of `fleet`, as commander gives them: its own, and those of `check`. */
export interface FleetFlags extends CheckFlags {
  readonly redis?: string;
  readonly redisPasswordFile?: string;
  readonly run?: string;
  readonly store?: string;
  /** A folder whose captures are submitted as they are finished. */
  readonly watch?: string;
  readonly concurrency?: number;
  /** End once nothing waits or runs. */
  readonly drain?: boolean;
  readonly lockSeconds?: number;
}
