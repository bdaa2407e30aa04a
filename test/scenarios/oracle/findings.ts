import type { HookSession } from '../../../samples/hooks/index.ts';
import { type Act, isIncomplete, type Plan, SECOND } from '../plan.ts';
import { refusalSeverity } from './refusals.ts';
import {
  isAnswerUnseen,
  isDelivered,
  type Severity,
  type Sight,
  settingFor,
  settledAt,
  sightsOf,
} from './sight.ts';
import { isDuplicate, type Judgement, judgementsOf } from './verdicts.ts';

/** What has to be found: as much of it as the generator can know. */
export interface Claim {
  readonly rule: string;
  readonly severity: Severity;
  /** null: about no method. */
  readonly method: string | null;
  readonly session: string | null;
}

/** Seconds without an answer after which the backend, not the end of the capture, is to blame. */
const TIMEOUT = 15;
const SLOW = 10;

/** Everything that has to be found in a plan's capture; of notes, those that a fault demands. */
export function claimsOf(
  plan: Plan,
  judgements: readonly Judgement[] = judgementsOf(plan),
): readonly Claim[] {
  const sights = sightsOf(plan);
  // Where the others of a session's hooks went elsewhere, nothing is known of how it began.
  const isPartial = plan.acts.some((act) => act.elsewhere === true);
  return [
    ...judgements.flatMap((judgement) => claimsOfJudgement(judgement, plan)),
    ...sights.flatMap((sight) => claimsOfAnswer(plan, sight, sights)),
    ...sights.flatMap((sight) => claimsOfFlaws(plan, sight)),
    ...sights.flatMap((sight) => claimsOfWithheld(sight, sights)),
    ...sights.flatMap(claimsOfAttempts),
    ...claimsOfDuplicates(plan, sights),
    ...sights.flatMap((sight) => claimsAfterEnd(sight, sights)),
    ...transportClaims(plan),
    ...captureClaims(plan),
    ...(isPartial ? [] : [...underWayClaims(sights), ...neverEstablishedClaims(plan, sights, judgements)]),
    ...viewClaims(plan, judgements),
    ...(sights.length > 0 ? [] : [NOTHING_SEEN]),
  ];
}

const NOTHING_SEEN: Claim = {
  rule: 'capture/no-rest-traffic',
  severity: 'error',
  method: null,
  session: null,
};

function claimsOfJudgement(judgement: Judgement, { form }: Plan): readonly Claim[] {
  const { trigger, row, method, verdict, late, isElsewhere, isOpen } = judgement;
  const session = trigger.sessionId;
  // Where the view of the capture is the reason, one finding says so for all.
  if (isElsewhere || (isOpen && form.requestsOnly)) return [];
  if (verdict === 'missing') return [{ rule: 'flow/missing-call', severity: row.severity, method, session }];
  if (verdict === 'inconclusive') return [{ rule: 'flow/inconclusive', severity: 'note', method, session }];
  return late === null ? [] : [about(late, 'flow/late-call', 'warning')];
}

function isWcs(plan: Plan, { act }: Sight): boolean {
  return plan.parties[act.party]?.system === 'wcs';
}

function about(sight: Sight, rule: string, severity: Severity): Claim {
  const method = sight.known ? sight.method : sight.act.method;
  return { rule, severity, method, session: sight.sessionId };
}

function claimsOfAnswer(plan: Plan, sight: Sight, sights: readonly Sight[]): readonly Claim[] {
  const { act } = sight;
  const { answer } = act;
  if (plan.form.requestsOnly) return [];
  if (!sight.known || isAnswerUnseen(act)) return unseenAnswer(sight);
  if (answer.kind === 'silence') return silence(plan, sight, sights);
  if (answer.kind !== 'status' && answer.kind !== 'mirrored') return [];
  const settled = settledAt(act);
  if (settled === null || settled >= plan.form.to) return [about(sight, 'answer/none', 'note')];
  const claims: Claim[] = [];
  if (answer.kind === 'status' && answer.status !== 200) {
    claims.push(about(sight, 'answer/status', refusalSeverity(plan, sight, sights)));
  }
  if (answer.kind === 'mirrored' && hasIdleChanges(sight, sights)) {
    claims.push(about(sight, 'answer/not-mirrored', 'note'));
  }
  const waited = (settled - act.at) / SECOND;
  if (isWcs(plan, sight) && waited >= SLOW) {
    claims.push(about(sight, 'answer/slow', waited >= TIMEOUT ? 'error' : 'warning'));
  }
  return claims;
}

const CONTEXT = new Set(['nodeId', 'sessionId', 'appKey']);

/** The answer changes what no configuration that was seen lets it change. */
function hasIdleChanges({ act, life }: Sight, sights: readonly Sight[]): boolean {
  const changes = act.answer.kind === 'mirrored' ? (act.answer.changes ?? {}) : {};
  const { restOverwrite = '' } = settingFor(sights, life, act.method);
  const allowed = new Set(restOverwrite.split(',').map((name) => name.trim()));
  return Object.keys(changes).some((name) => !CONTEXT.has(name) && !allowed.has(name));
}

function unseenAnswer(sight: Sight): readonly Claim[] {
  return sight.known ? [about(sight, 'answer/none', 'note')] : [];
}

/** An answer that never came is a refusal; a reset is told as one. */
function silence(plan: Plan, sight: Sight, sights: readonly Sight[]): readonly Claim[] {
  const { answer } = sight.act;
  const settled = settledAt(sight.act);
  const until = settled === null || settled >= plan.form.to ? plan.form.to : settled;
  // How long a PBX waits is not known.
  const gaveUp = isWcs(plan, sight) && (until - sight.act.at) / SECOND >= TIMEOUT;
  if (until !== settled && !gaveUp) return [about(sight, 'answer/none', 'note')];
  const isReset = until === settled && answer.kind === 'silence' && answer.end === 'server-resets';
  return [about(sight, isReset ? 'transport/reset' : 'answer/none', refusalSeverity(plan, sight, sights))];
}

function claimsOfFlaws(plan: Plan, sight: Sight): readonly Claim[] {
  const flaws = plan.form.requestsOnly
    ? sight.act.flaws.filter(({ rule }) => !OF_ANSWERS.test(rule))
    : sight.act.flaws;
  return flaws.map(({ rule, severity }) => about(sight, rule, severity));
}

/** Rules about what a backend answers: where answers are not captured, nothing is said. */
const OF_ANSWERS = /^(?:answer|config)\//;

/** What a configuration withholds that the capture does not have, is missing. */
function claimsOfWithheld(sight: Sight, sights: readonly Sight[]): readonly Claim[] {
  const { restExclude = '' } = settingFor(sights, sight.life, sight.act.method);
  const excused = new Set(restExclude.split(',').map((name) => name.trim()));
  const isNeeded = (name: string): boolean =>
    name === 'nodeId' || name === 'appKey' || (name === 'status' && sight.method.endsWith('StatusEvent'));
  return (sight.act.withheld ?? [])
    .filter((name) => isNeeded(name) && !excused.has(name))
    .map(() => about(sight, 'payload/missing', 'error'));
}

/** A call that got through, but not at once. */
function claimsOfAttempts(sight: Sight): readonly Claim[] {
  return sight.attempts > 1 && sight.answered === 'ok' ? [about(sight, 'flow/retried', 'warning')] : [];
}

/** Calls that were made again although they had been accepted: told once for each method and backend. */
function claimsOfDuplicates(plan: Plan, sights: readonly Sight[]): readonly Claim[] {
  const told = new Set<string>();
  return sights.flatMap((sight) => {
    if (!isDuplicate(sight, sights)) return [];
    const { address, port } = plan.parties[sight.act.party]?.server ?? { address: '', port: 0 };
    const kind = `${sight.method} ${address} ${port}`;
    if (told.has(kind)) return [];
    told.add(kind);
    return [about(sight, 'flow/repeated', 'warning')];
  });
}

/** Statuses that end a dialog or session, and those that may still follow them. */
const ENDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  ConnectionStatusEvent: { DISCONNECTED: [], FAILED: ['DISCONNECTED'] },
  CallStatusEvent: { FINISH: [], FAILED: ['FINISH'], BUSY: ['FINISH', 'FAILED'] },
  StreamStatusEvent: { UNPUBLISHED: [], STOPPED: [], FAILED: ['UNPUBLISHED', 'STOPPED'] },
};
/** Seconds by which hooks may overtake each other. */
const TOLERANCE = 0.5;

/** Calls that begin what the statuses of an event are about. */
const BEGINS: Readonly<Record<string, readonly string[]>> = {
  ConnectionStatusEvent: ['connect'],
  CallStatusEvent: ['call', 'OnCallEvent'],
  StreamStatusEvent: ['publishStream', 'playStream', 'playHLS', 'playRTSP'],
};

/** A status after the one that ended its dialog, which nothing began anew in between. */
function claimsAfterEnd(sight: Sight, sights: readonly Sight[]): readonly Claim[] {
  const { method, status, life, dialog } = sight;
  const at = madeAt(sight);
  // What was tried before the end does not follow it, though it got through later.
  const triedAt = at - (sight.at - sight.begun);
  const ends = ENDS[method];
  if (ends === undefined || status === null) return [];
  if (life === null || sight.isUnkeyed) return [];
  const own = sights.filter((other) => other.life === life && other.dialog === dialog);
  const begun = own.filter(
    (other) => BEGINS[method]?.includes(other.method) === true && madeAt(other) <= at + TOLERANCE,
  );
  const since = Math.max(Number.NEGATIVE_INFINITY, ...begun.map(madeAt));
  const ended = own.filter(
    (other) =>
      other.method === method &&
      madeAt(other) < at &&
      madeAt(other) > since &&
      ends[other.status ?? ''] !== undefined,
  );
  if (ended.some((end) => end.status === status)) return [];
  const contradicts = (end: Sight): boolean =>
    triedAt - madeAt(end) > TOLERANCE && ends[end.status ?? '']?.includes(status) !== true;
  return ended.some(contradicts) ? [about(sight, 'flow/after-end', 'warning')] : [];
}

/** When a call was made, in truth, whatever the clock of the capture showed: seconds. */
function madeAt({ act }: Sight): number {
  return act.at / SECOND;
}

/** What only a session or dialog that lasts may show, by what its key is. */
const LASTING: readonly {
  readonly key: 'session' | 'dialog';
  readonly signs: RegExp;
  readonly others: RegExp;
}[] = [
  {
    key: 'session',
    signs: /^ConnectionStatusEvent DISCONNECTED$/,
    others: /^(connect|ConnectionStatusEvent) /,
  },
  {
    key: 'dialog',
    signs:
      /^(CallStatusEvent (ESTABLISHED|HOLD|FINISH)|(hangup|hold|unhold|transfer|sendDTMF|TransferStatusEvent|OnTransferEvent) .*)$/,
    others: /^(call|OnCallEvent|CallStatusEvent) /,
  },
  {
    key: 'dialog',
    signs:
      /^(StreamStatusEvent (PAUSED|UNPUBLISHED|STOPPED)|(unPublishStream|stopStream|pauseStream|snapshot|StreamKeepAliveEvent) .*)$/,
    others: /^(publishStream|playStream|playHLS|playRTSP|StreamStatusEvent) /,
  },
];

/** One note where the capture began within sessions or dialogs. */
function underWayClaims(sights: readonly Sight[]): readonly Claim[] {
  const beginnings = new Map<HookSession, number>();
  const isUnderWay = LASTING.some(({ key, signs, others }) => {
    const known = new Map<HookSession | null, Set<string | null>>();
    return sights.some((sight) => {
      const { life } = sight;
      const own = key === 'session' ? '' : sight.dialog;
      if (key === 'session' ? life === null : sight.dialog === null) return false;
      const text = `${sight.method} ${sight.status ?? ''}`;
      if (!signs.test(text) && !others.test(text)) return false;
      if (!signs.test(text) && key === 'session' && life !== null && !beginnings.has(life)) {
        beginnings.set(life, sight.at);
      }
      const dialogs = known.get(life) ?? new Set();
      if (dialogs.has(own)) return false;
      known.set(life, dialogs.add(own));
      const began = life === null ? undefined : beginnings.get(life);
      return signs.test(text) && (key === 'session' || began === undefined || sight.at < began);
    });
  });
  const claim = { rule: 'flow/under-way', severity: 'note', method: null, session: null } as const;
  return isUnderWay ? [claim] : [];
}

/** One note where sessions were let in and ended, and nobody said that they came about. */
function neverEstablishedClaims(
  plan: Plan,
  sights: readonly Sight[],
  judgements: readonly Judgement[],
): readonly Claim[] {
  // What is told as missing is not told again.
  const told = new Set(
    judgements.flatMap(({ verdict, trigger }) => (verdict === 'missing' ? trigger.act : [])),
  );
  if (plan.form.drops > 0) return [];
  const ends = sights.filter((end) => {
    if (end.method !== 'ConnectionStatusEvent' || end.life === null) return false;
    const own = sights.filter(({ life, at }) => life === end.life && at <= end.at);
    const statuses = own.filter(({ method }) => method === 'ConnectionStatusEvent');
    const opened = own.find(({ method, answered }) => method === 'connect' && answered === 'ok');
    const isLossy = plan.acts.some(
      (act) =>
        opened !== undefined &&
        (isIncomplete(act.requestMishaps) || isIncomplete(act.answerMishaps)) &&
        act.at >= opened.act.at - LOSS &&
        act.at <= end.act.at,
    );
    return (
      opened !== undefined &&
      !told.has(opened.act) &&
      statuses[0] === end &&
      ENDED.has(end.status ?? '') &&
      !isLossy
    );
  });
  const [only] = ends;
  if (only === undefined) return [];
  const claim = about(only, 'flow/never-established', 'note');
  return [ends.length === 1 ? claim : { ...claim, session: null }];
}

const ENDED = new Set(['DISCONNECTED', 'FAILED']);
/** Microseconds for which bytes of a message that the capture lacks are on their way. */
const LOSS = 100_000;

/** SYNs are sent again after 1, 2, 4 … seconds. */
function lastAttempt({ at, answer }: Act): number {
  return answer.kind === 'unreachable' ? at + (2 ** (answer.attempts - 1) - 1) * SECOND : at;
}

function transportClaims(plan: Plan): readonly Claim[] {
  const { from, to } = plan.form;
  const failed = plan.acts.filter(
    (act) => act.elsewhere !== true && !isDelivered(act) && lastAttempt(act) >= from && act.at < to,
  );
  const claim = (rule: string): Claim => ({ rule, severity: 'error', method: null, session: null });
  return [
    ...(failed.some((act) => act.answer.kind === 'refused') ? [claim('transport/refused')] : []),
    ...(failed.some((act) => act.answer.kind === 'unreachable' && act.at < to - SECOND)
      ? [claim('transport/unanswered')]
      : []),
  ];
}

/** What is told of the capture itself. */
function viewClaims(plan: Plan, judgements: readonly Judgement[]): readonly Claim[] {
  const claim = (rule: string, severity: Severity): Claim => ({
    rule,
    severity,
    method: null,
    session: null,
  });
  const { requestsOnly, clockStep } = plan.form;
  const isSeenTwice = sightsOf(plan).some(({ act }) => {
    const kind = plan.parties[act.party]?.further?.kind;
    return (
      kind === 'translated' ||
      (kind === 'relayed' && act.answer.kind !== 'silence' && act.upstream !== 'refuses')
    );
  });
  return [
    ...(requestsOnly ? [claim('capture/one-direction', 'warning')] : []),
    ...(clockStep === null ? [] : [claim('capture/clock', 'note')]),
    ...(isSeenTwice ? [claim('capture/legs', 'note')] : []),
    ...(judgements.some(({ isElsewhere }) => isElsewhere) ? [claim('capture/partial-view', 'warning')] : []),
  ];
}

function captureClaims(plan: Plan): readonly Claim[] {
  const { from, to, drops, snapLength } = plan.form;
  const lacks = (act: Act): boolean =>
    (isIncomplete(act.requestMishaps) || isIncomplete(act.answerMishaps)) && act.at >= from && act.at < to;
  const claim = (rule: string): Claim => ({ rule, severity: 'warning', method: null, session: null });
  const isRepeated = (act: Act): boolean =>
    act.at >= from &&
    act.at < to &&
    [act.requestMishaps?.[0], act.answerMishaps?.[0]].some(
      (mishap) => mishap === 'lost' || mishap === 'repeated',
    );
  return [
    ...(plan.healthChecks && hasHealthCheck(plan) ? [HEALTH_CHECK] : []),
    ...(plan.acts.some(isRepeated)
      ? [{ ...claim('transport/retransmissions'), severity: 'note' as const }]
      : []),
    ...(drops > 0 || (sightsOf(plan).length > 0 && plan.acts.some(lacks))
      ? [claim('capture/lost-packets')]
      : []),
    ...(snapLength === null ? [] : [claim('capture/cut-frames')]),
  ];
}

const HEALTH_CHECK: Claim = {
  rule: 'http/other-requests',
  severity: 'note',
  method: null,
  session: null,
};

/** The first is five seconds after the beginning, the others follow every forty. */
function hasHealthCheck({ form, acts }: Plan): boolean {
  const isSeen = Array.from({ length: 60 }, (_, index) => (5 + 40 * index) * SECOND).some(
    (at) => at >= form.from && at + SECOND < form.to,
  );
  return isSeen && acts.some((act) => act.at >= form.from && act.at < form.to);
}
