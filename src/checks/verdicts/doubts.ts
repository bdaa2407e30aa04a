import { isSetBack } from '../../base/clock-steps.ts';
import { MAX_FOLLOWED_CONNECTIONS } from '../../base/limits.ts';
import type { Dialect, Expectation } from '../../dialects/index.ts';
import { firstFrameOf, type HookCall, timeOf } from '../../hooks/index.ts';
import { statusWords } from '../wording.ts';
import { NO_POSITION } from './call-group.ts';
import { belongsToAnother, type Case, firstIn, format, verdict } from './case.ts';
import { type CounterWitness, gapText, witnessOf } from './counter-runs.ts';
import { coverOf } from './cover.ts';
import { unkeyedOf } from './evidence.ts';
import { type Decision, hasNoWindow } from './expected.ts';
import { lossWithin } from './lost-spans.ts';
import { outcomeOf } from './outcome.ts';

/** Why the capture cannot tell whether the expected call came; null where it can. */
export function findDoubt(judged: Case): Decision | null {
  const witness = counterWitness(judged);
  return (
    findCaptureEdge(judged) ??
    findClockStep(judged) ??
    // Where each number is there, nothing was lost that the server sent.
    (provesAll(witness) ? null : findLoss(judged)) ??
    findCounterGap(witness) ??
    findUnkeyed(judged)
  );
}

/** What the server's counter says of the time in which the call ought to have come; null where it says nothing. */
export function counterWitness(judged: Case): CounterWitness | null {
  const { trigger, closes, evidence } = judged;
  return witnessOf(evidence.counters, trigger, searchedFrom(judged), closes);
}

/** Whether a counter proves that the capture has all that the server sent. */
export function provesAll(witness: CounterWitness | null): witness is CounterWitness {
  return witness !== null && witness.gap === null;
}

/** From when on the call is sought in what the capture may lack. */
function searchedFrom({ opens, at, trigger }: Case): number {
  return Number.isFinite(opens) ? opens : at - trigger.dialect.toleranceSeconds;
}

function findCounterGap(witness: CounterWitness | null): Decision | null {
  if (witness === null || witness.gap === null) return null;
  const { absent } = witness.gap;
  const what = absent === 1 ? 'the call between them is' : `the ${absent} calls between them are`;
  const reason = `${gapText(witness.name, witness.gap)}: ${what} not in this capture, or could not be read`;
  return verdict('inconclusive', 'counter-gap', reason);
}

/** What ought to have come may have come before the capture began, or after it ended. */
function findCaptureEdge({
  expectation,
  trigger,
  at,
  opens,
  closes,
  evidence,
  bound,
}: Case): Decision | null {
  const { begins, ends } = coverOf(evidence.covers, trigger) ?? evidence;
  if (expectation.direction === 'predecessor' && begins > opens) {
    const before = (at - begins).toFixed(1);
    return verdict('inconclusive', 'capture-began-late', `the capture began only ${before} s before it`);
  }
  if (ends >= closes) return null;
  if (closes === Number.POSITIVE_INFINITY) {
    const reason = 'the capture ended before anything showed that it is over';
    return verdict('inconclusive', 'capture-ended', reason);
  }
  if (bound !== null) {
    const after = (ends - timeOf(bound.call)).toFixed(1);
    const sign = `${bound.call.method} (frame ${firstFrameOf(bound.call)})`;
    const reason = `the capture ended ${after} s after ${sign}, which shows that it is over`;
    return verdict('inconclusive', 'capture-ended', reason, bound);
  }
  const after = (ends - at).toFixed(1);
  return verdict('inconclusive', 'capture-ended', `the capture ended ${after} s after it`);
}

/**
 * The clock was set back: times between the two moments occur twice, and what seems absent may have its time there. Or it
 * leapt: the window was shorter than it seems.
 */
function findClockStep({ at, closes, evidence, ...judged }: Case): Decision | null {
  const { windowSeconds } = judged.expectation;
  const span = Number.isFinite(windowSeconds) ? windowSeconds : judged.trigger.dialect.toleranceSeconds;
  const opens = Number.isFinite(judged.opens) ? Math.max(judged.opens, at - windowSeconds) : at - span;
  const step = evidence.clockSteps.find(
    ({ before, after }) => Math.min(before, after) <= closes && Math.max(before, after) >= opens,
  );
  if (step === undefined) return null;
  const by = format(Math.abs(step.before - step.after));
  const how = isSetBack(step) ? 'was set back' : 'leapt forward';
  return verdict(
    'inconclusive',
    'clock-stepped',
    `the clock of the capture ${how} by ${by} s at frame ${step.frame}`,
  );
}

function findLoss(judged: Case): Decision | null {
  const { closes, evidence } = judged;
  const loss = lossWithin(evidence, searchedFrom(judged), closes);
  if (loss?.how === 'encrypted') {
    const reason = `a connection with the backend was not decrypted (tcp.stream ${loss.stream}, from frame ${loss.frame} on), and it may be in there`;
    return verdict('inconclusive', 'not-decrypted', reason);
  }
  if (loss?.how === 'dropped') {
    const reason = `a conversation with the backend was set aside (tcp.stream ${loss.stream}, after frame ${loss.frame}), because more than ${MAX_FOLLOWED_CONNECTIONS} connections were open at once`;
    return verdict('inconclusive', 'bound-reached', reason);
  }
  if (loss !== null) {
    const reason =
      loss.stream === null
        ? `the capture file was rotated or removed meanwhile (after frame ${loss.frame})`
        : `the capture lost packets of a conversation with the backend (tcp.stream ${loss.stream}, before frame ${loss.frame})`;
    return verdict('inconclusive', 'lost-packets', reason);
  }
  if (evidence.drops === 0) return null;
  const reason = `the capture's own counters say that it lost ${evidence.drops} packets`;
  return verdict('inconclusive', 'lost-packets', reason);
}

/** A call that could be the expected one, had it named its session, its dialog or its status. */
function findUnkeyed(judged: Case): Decision | null {
  const { expectation, trigger, evidence } = judged;
  const anyStatus = expectation.expect.map(({ method }) => ({ method, statuses: 'any' as const }));
  const unkeyed = firstIn(unkeyedOf(evidence, trigger), anyStatus, judged, (call) => {
    if (call === trigger) return false;
    if (call.appKey !== null && trigger.appKey !== null && call.appKey !== trigger.appKey) return false;
    return call.dialog === null || trigger.dialog === null || call.dialog.id === trigger.dialog.id;
  });
  if (unkeyed !== null) {
    const why = unkeyed.cut ? 'the capture cut its body' : 'its payload does not name it';
    const reason = `the ${unkeyed.method} at frame ${unkeyed.requestFrames[0]} cannot be told to belong to it: ${why}`;
    return verdict('inconclusive', 'unkeyed-call', reason);
  }
  const cut = evidence.groups.unnamed.firstOfAny(judged.opens, judged.closes, (call) => {
    return call.serverPort === trigger.serverPort;
  });
  if (cut !== NO_POSITION) {
    const frame = evidence.calls[cut].requestFrames[0];
    const reason = `the capture cut the name of the hook at frame ${frame}, which may be the one`;
    return verdict('inconclusive', 'unkeyed-call', reason);
  }
  // Without a window a call of any status belongs to this start or to another, and is no doubt.
  const asked = expectation.expect.filter(({ statuses }) => statuses !== 'any' || !hasNoWindow(expectation));
  const noStatus = asked.map(({ method }) => ({ method, statuses: NO_STATUS }));
  const unclear = firstIn(
    judged.groups,
    noStatus,
    judged,
    (call) => call !== trigger && !belongsToAnother(call, judged),
  );
  if (unclear === null) return null;
  const why = unclear.cut ? 'the capture cut its body' : 'its payload has none';
  const reason = `the status of the ${unclear.method} at frame ${unclear.requestFrames[0]} is not known: ${why}`;
  return verdict('inconclusive', 'unknown-status', reason);
}

const NO_STATUS: readonly null[] = [null];

/** What follows depends on what the capture does not hold: the answer to the trigger, or what a refusal leads to. */
export function findUnknownOutcome(judged: Case): Decision | null {
  const { expectation, trigger } = judged;
  const dependsOnAnswer =
    expectation.excusedBy.includes('refused-under-fail') ||
    (expectation.after.answer === 'ok' && !holdsWhenRefused(expectation, trigger.dialect));
  if (!dependsOnAnswer) return null;
  const outcome = outcomeOf(trigger, judged.evidence);
  if (outcome === 'answer-unknown') {
    return verdict(
      'inconclusive',
      'unknown-answer',
      `the answer to ${trigger.method} is not in the capture, and after a refusal it need not come`,
    );
  }
  if (outcome !== 'policy-unknown') return null;
  return verdict('inconclusive', 'unknown-policy', policyUnknownText(trigger));
}

function policyUnknownText({ dialect, method, response }: HookCall): string {
  const how = response === null ? 'got no answer' : `was answered ${statusWords(response.status)}`;
  const configuring = dialect.clientConfig?.method;
  const unknown =
    configuring === undefined
      ? 'what the server does then is not known'
      : `what the server does then is not known, because the answer to ${configuring} is not in the capture`;
  return `${method} ${how}, and ${unknown}`;
}

/** Whether a row that holds for an accepted trigger holds for a refused one as well: another row demands the same of it. */
function holdsWhenRefused(row: Expectation, { expectations }: Dialect): boolean {
  return expectations.some(
    ({ after, key, expect }) =>
      after.answer === 'failed' &&
      key === row.key &&
      row.after.methods.every((method) => after.methods.includes(method)) &&
      expect.every(({ method }) => row.expect.some((way) => way.method === method && way.statuses === 'any')),
  );
}
