import { hostOf } from '../../base/endpoint.ts';
import { ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import { secondsOf } from '../../base/time.ts';
import { EMPTY_FINGERPRINT, type HookCall, isAccepted, roleOf, timeOf } from '../../hooks/index.ts';

/**
 * Seconds after the answer in which the same call is taken for a duplicate. Later it may be said again on purpose, as
 * keep-alives are.
 */
const DUPLICATE_SECONDS = 2;

/** Calls met last, by bits of the fingerprints of their bodies: duplicates follow each other closely. */
const REMEMBERED_CALLS = 1 << 16;

/**
 * Calls that say what another one had said that was accepted (design §4), with that one. `calls` in order of request.
 * `isComparable`: two calls with one session id are of one session, and how soon one came after the other is known. `isReduced`: parameters of the call were kept from the backend, so that
 * different calls may have equal bodies.
 */
export function* findDuplicates(
  calls: readonly HookCall[],
  isComparable: (first: HookCall, again: HookCall) => boolean,
  isReduced: (call: HookCall) => boolean,
): Steps<ReadonlyMap<HookCall, HookCall>> {
  const found = new Map<HookCall, HookCall>();
  /** One more than the position, 0 where none is remembered. */
  const remembered = new Uint32Array(REMEMBERED_CALLS);
  const fingerprints = new Uint32Array(REMEMBERED_CALLS);
  for (let position = 0; position < calls.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const call = calls[position];
    // The lower bits alone depend on a part of the body only: short ids that differ in few characters may share them.
    const { fingerprint } = call;
    const slot = (fingerprint ^ (fingerprint >>> 16)) & (REMEMBERED_CALLS - 1);
    // Nearly all differ: of these the call before need not be looked at.
    const first = fingerprints[slot] === fingerprint ? calls[remembered[slot] - 1] : undefined;
    remembered[slot] = position + 1;
    fingerprints[slot] = fingerprint;
    if (first === undefined || !isAgain(first, call)) continue;
    if (isComparable(first, call) && !isReduced(call)) found.set(call, first);
  }
  return found;
}

/** What the client asks for may be asked twice in the same words, as two equal digits are dialled. */
function isAgain(first: HookCall, again: HookCall): boolean {
  const role = roleOf(again);
  if (first.fingerprint !== again.fingerprint || first.methodSpec !== again.methodSpec) return false;
  if (role === null || role === 'ask' || first.cut || again.cut || !areOfOneKind(first, again)) return false;
  if (first.response === null || !isAccepted(first)) return false;
  const since = timeOf(again) - secondsOf(first.response);
  // What comes while the first is long under way, as keep-alives do, is no duplicate.
  return (
    since >= -again.dialect.toleranceSeconds &&
    since <= DUPLICATE_SECONDS &&
    first.sessionId === again.sessionId &&
    first.nodeId === again.nodeId &&
    first.dialog?.id === again.dialog?.id &&
    hostOf(first.client) === hostOf(again.client)
  );
}

/**
 * A counter that the fingerprint leaves out tells two calls apart. A server that tells several backends the same calls each once; and
 * of calls without a body the target says all.
 */
function areOfOneKind(first: HookCall, again: HookCall): boolean {
  const { delivery } = again.dialect;
  if (delivery.retry?.identity?.by === 'without') return false;
  const isSamePlace = first.server === again.server && first.target === again.target;
  if (delivery.toSeveral === true || delivery.retry?.identity?.by === 'members') return isSamePlace;
  return again.fingerprint !== EMPTY_FINGERPRINT || first.target === again.target;
}
