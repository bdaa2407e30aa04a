import { ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import type { HookCall } from './call.ts';
import { CallRow } from './call-row.ts';

/** Calls that are alike in all that is common to many. */
export interface CallKind {
  readonly like: Pick<HookCall, 'dialect' | 'methodSpec' | 'method' | 'appKey'>;
  /** How many there are. */
  readonly count: number;
}

/**
 * Counts calls by their kinds, in the order of the first call of each; in steps. Of a million calls there are some hundred kinds, so
 * that what depends on the kind alone is asked for once. There may be several kinds with the same members.
 */
export function* countingKinds(calls: readonly HookCall[]): Steps<readonly CallKind[]> {
  const kinds = new Map<CallKind['like'], { readonly like: CallKind['like']; count: number }>();
  for (let position = 0; position < calls.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const call = calls[position];
    const like = call instanceof CallRow ? call.commonFields() : call;
    const kind = kinds.get(like);
    if (kind === undefined) kinds.set(like, { like, count: 1 });
    else kind.count += 1;
  }
  return [...kinds.values()];
}
