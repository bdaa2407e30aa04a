import { ITEMS_A_STEP, SESSIONS_A_STEP, type Steps } from '../base/steps.ts';
import type { CaptureFacts, Finding } from '../checks/index.ts';
import { type CallExchanges, type HookCall, hasEnded, roleOf, type Session, timeOf } from '../hooks/index.ts';

/** What is forgotten goes in larger portions, so that it is not looked for with each new call: of all calls so many stay. */
const KEPT_SHARE = 0.75;
/** Seconds after which nothing more of a session that ended is waited for: longer than any window and any retry. */
const LINGERING_SECONDS = 600;
/** The same for calls that belong to no session, so that nothing tells that they are over. */
const SESSIONLESS_SECONDS = 3600;

/** What a reading without an end can do without. */
export interface Forgettable {
  readonly calls: ReadonlySet<HookCall>;
  /** Earlier attempts and legs of these calls: they go with them, or they would stand for calls of their own. */
  readonly folded: ReadonlySet<HookCall>;
}

/** Everything is kept. */
export const NOTHING_FORGOTTEN: Forgettable = { calls: new Set(), folded: new Set() };

/**
 * In steps, calls that a reading without an end can do without where there are more than `most`, the oldest first: of sessions that
 * ended long ago, in which nothing was found and every expectation was met. Nothing of what stays is judged otherwise when they are gone: what
 * met an expectation of a call that stays, stays too, and so does the first call of each method of an application.
 */
export function* forgetting(
  scene: CaptureFacts,
  findings: readonly Finding[],
  most: number,
): Steps<Forgettable> {
  const { calls, lastTime } = scene;
  if (calls.length <= most || lastTime === null) return NOTHING_FORGOTTEN;
  const gone = new Set<HookCall>();
  const now = lastTime.seconds + lastTime.nanoseconds / 1e9;
  const needed = yield* neededCalls(scene, findings);
  let looked = 0;
  for (const session of scene.sessions) {
    if (looked++ % SESSIONS_A_STEP === 0) yield;
    if (calls.length - gone.size <= most * KEPT_SHARE) break;
    for (const call of overOf(session, scene, now, needed)) gone.add(call);
  }
  for (const { trigger, metBy } of scene.expectations) {
    if (looked++ % ITEMS_A_STEP === 0) yield;
    if (metBy !== null && gone.has(metBy) && !gone.has(trigger)) gone.delete(metBy);
  }
  return { calls: gone, folded: yield* foldedInto(gone, scene.evidence.callExchanges) };
}

function* foldedInto(
  calls: ReadonlySet<HookCall>,
  callExchanges: CallExchanges,
): Steps<ReadonlySet<HookCall>> {
  const folded = new Set<HookCall>();
  if (callExchanges.isPlain) return folded;
  let looked = 0;
  for (const call of calls) {
    if (looked++ % ITEMS_A_STEP === 0) yield;
    for (const exchange of callExchanges.exchangesOf(call)) if (exchange !== call) folded.add(exchange);
  }
  return folded;
}

/** Calls that something points at, or that show that a method is in use. */
function* neededCalls(scene: CaptureFacts, findings: readonly Finding[]): Steps<ReadonlySet<HookCall>> {
  const needed = new Set<HookCall>();
  for (const { call } of findings) if (call !== null) needed.add(call);
  let looked = 0;
  for (const { verdict, trigger, metBy } of scene.expectations) {
    if (looked++ % ITEMS_A_STEP === 0) yield;
    if (verdict !== 'met') needed.add(trigger);
    else if (metBy !== null && metBy.sessionId !== trigger.sessionId) needed.add(trigger).add(metBy);
  }
  const methods = new Set<string>();
  for (const call of scene.calls) {
    if (looked++ % ITEMS_A_STEP === 0) yield;
    const key = `${call.dialect.name}\n${call.appKey}\n${call.method}`;
    if (methods.has(key)) continue;
    methods.add(key);
    needed.add(call);
  }
  return needed;
}

/** Calls of a session that can go: all of one that is over and sound; of those without a session each that is old. */
function overOf(
  session: Session,
  scene: CaptureFacts,
  now: number,
  needed: ReadonlySet<HookCall>,
): readonly HookCall[] {
  const calls = session.calls.flatMap((index) => scene.calls[index] ?? []);
  if (session.id === null) {
    return calls.filter((call) => now - timeOf(call) > SESSIONLESS_SECONDS && !needed.has(call));
  }
  const last = calls.at(-1);
  const latest = calls.findLast((call) => hasEnded(call) || roleOf(call) === 'opener');
  const isOver =
    last !== undefined && now - timeOf(last) > LINGERING_SECONDS && latest !== undefined && hasEnded(latest);
  return isOver && !calls.some((call) => needed.has(call)) ? calls : [];
}

/** Tells which of `all`, whose ids ascend, are in one of the sets. A table by ids: to look a million calls up in sets takes far longer. */
export function amongIds(
  all: readonly HookCall[],
  sets: readonly ReadonlySet<HookCall>[],
): (call: HookCall) => boolean {
  const firstId = all[0]?.id ?? 0;
  const table = new Uint8Array((all.at(-1)?.id ?? -1) - firstId + 1);
  for (const set of sets) for (const { id } of set) table[id - firstId] = 1;
  return ({ id }) => table[id - firstId] === 1;
}
