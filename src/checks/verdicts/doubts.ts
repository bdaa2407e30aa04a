import { isSetBack } from '../../base/clock-steps.ts';
import { MAX_FOLLOWED_CONNECTIONS } from '../../base/limits.ts';
import type { Dialect, Expectation } from '../../dialects/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import { statusWords } from '../wording.ts';
import { NO_POSITION } from './call-group.ts';
import { belongsToAnother, type Case, firstIn, format, verdict } from './case.ts';
import { coverOf } from './cover.ts';
import { lossWithin, unkeyedOf } from './evidence.ts';
import type { Decision } from './expected.ts';
import { outcomeOf } from './outcome.ts';

/** Why the capture cannot tell whether the expected call came; null where it can. */
export function findDoubt(judged: Case): Decision | null {
  return findCaptureEdge(judged) ?? findClockStep(judged) ?? findLoss(judged) ?? findUnkeyed(judged);
}

/** What ought to have come may have come before the capture began, or after it ended. */
function findCaptureEdge({ expectation, trigger, at, opens, closes, evidence }: Case): Decision | null {
  const { begins, ends } = coverOf(evidence.covers, trigger) ?? evidence;
  if (expectation.direction === 'predecessor' && begins > opens) {
    const before = (at - begins).toFixed(1);
    return verdict('inconclusive', 'capture-began-late', `the capture began only ${before} s before it`);
  }
  if (ends >= closes) return null;
  const after = (ends - at).toFixed(1);
  return verdict('inconclusive', 'capture-ended', `the capture ended ${after} s after it`);
}

/**
 * The clock was set back: times between the two moments occur twice, and what seems absent may have its time there. Or it
 * leapt: the window was shorter than it seems.
 */
function findClockStep({ at, closes, evidence, ...judged }: Case): Decision | null {
  const opens = Math.max(judged.opens, at - judged.expectation.windowSeconds);
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
  const { at, closes, evidence } = judged;
  const from = Number.isFinite(judged.opens) ? judged.opens : at - judged.trigger.dialect.toleranceSeconds;
  const loss = lossWithin(evidence, from, closes);
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
  const noStatus = expectation.expect.map(({ method }) => ({ method, statuses: NO_STATUS }));
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
