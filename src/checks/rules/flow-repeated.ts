import { hostOf } from '../../base/endpoint.ts';
import { secondsOf } from '../../base/time.ts';
import { type HookCall, isAccepted, roleOf, timeOf } from '../../hooks/index.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, findingOf, MAX_FINDING_FRAMES } from '../rule.ts';

/**
 * Seconds after the answer in which the same call is taken for a duplicate. Later it may be said again on purpose, as
 * keep-alives are.
 */
const DUPLICATE_SECONDS = 2;

/** A call was accepted and came again with the same body: a duplicate, and no retry (design §4). */
export const flowRepeated: CaptureRule = {
  id: 'flow/repeated',
  severity: 'warning',
  judge: ({ calls }) => {
    const byMethod = new Map<string, Duplicate[]>();
    for (const duplicate of duplicatesAmong(calls)) {
      const key = `${duplicate.again.method}\n${duplicate.again.server}`;
      byMethod.set(key, [...(byMethod.get(key) ?? []), duplicate]);
    }
    return [...byMethod.values()].flatMap(tell);
  },
};

/** Two calls that say the same, the first of which was accepted. */
interface Duplicate {
  readonly first: HookCall;
  readonly again: HookCall;
}

/** Calls met last, by the low bits of the fingerprints of their bodies: duplicates follow each other closely. */
const REMEMBERED_CALLS = 1 << 16;

function duplicatesAmong(calls: readonly HookCall[]): readonly Duplicate[] {
  const found: Duplicate[] = [];
  /** One more than the position, 0 where none is remembered. */
  const remembered = new Uint32Array(REMEMBERED_CALLS);
  for (let position = 0; position < calls.length; position++) {
    const call = calls[position];
    const slot = call.fingerprint & (REMEMBERED_CALLS - 1);
    const first = remembered[slot] === 0 ? undefined : calls[remembered[slot] - 1];
    remembered[slot] = position + 1;
    if (first !== undefined && isDuplicate(first, call)) found.push({ first, again: call });
  }
  return found;
}

/** What the client asks for may be asked twice in the same words, as two equal digits are dialled. */
function isDuplicate(first: HookCall, again: HookCall): boolean {
  const role = roleOf(again);
  if (first.fingerprint !== again.fingerprint || first.methodSpec !== again.methodSpec) return false;
  if (role !== 'event' && role !== 'opener') return false;
  if (first.response === null || !isAccepted(first.dialect, first.response)) return false;
  const since = timeOf(again) - secondsOf(first.response);
  return (
    since <= DUPLICATE_SECONDS &&
    first.sessionId === again.sessionId &&
    first.nodeId === again.nodeId &&
    first.dialog?.id === again.dialog?.id &&
    hostOf(first.client) === hostOf(again.client)
  );
}

function tell(duplicates: readonly Duplicate[]): readonly Finding[] {
  const [one] = duplicates;
  if (one === undefined) return [];
  const { first, again } = one;
  const frames = duplicates.flatMap((each) => [each.first.requestFrames[0], each.again.requestFrames[0]]);
  const status = again.status === null ? '' : ` ${again.status}`;
  const more = duplicates.length === 1 ? '' : ` ${duplicates.length} calls of the method came twice.`;
  return [
    findingOf(flowRepeated, again, {
      message: `${again.method}${status} was sent again (frame ${again.requestFrames[0]}) with the same body, although it had been accepted (frame ${first.requestFrames[0]}).${more}`,
      frames: frames.slice(0, MAX_FINDING_FRAMES),
      count: duplicates.length,
      consequence: 'A backend that counts or acts on each POST does so twice.',
    }),
  ];
}
