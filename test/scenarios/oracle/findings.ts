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
import { type Judgement, judgementsOf } from './verdicts.ts';

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
  return [
    ...judgements.flatMap(claimsOfJudgement),
    ...sights.flatMap((sight) => claimsOfAnswer(plan, sight, sights)),
    ...sights.flatMap(claimsOfFlaws),
    ...sights.flatMap((sight) => claimsOfWithheld(sight, sights)),
    ...sights.flatMap((sight) => claimsOfRepetition(sight, sights)),
    ...sights.flatMap((sight) => claimsAfterEnd(sight, sights)),
    ...transportClaims(plan),
    ...captureClaims(plan),
    ...underWayClaims(sights),
    ...(sights.length > 0 ? [] : [NOTHING_SEEN]),
  ];
}

const NOTHING_SEEN: Claim = {
  rule: 'capture/no-rest-traffic',
  severity: 'error',
  method: null,
  session: null,
};

function claimsOfJudgement({ trigger, row, method, verdict }: Judgement): readonly Claim[] {
  const session = trigger.sessionId;
  if (verdict === 'missing') return [{ rule: 'flow/missing-call', severity: row.severity, method, session }];
  if (verdict === 'inconclusive') return [{ rule: 'flow/inconclusive', severity: 'note', method, session }];
  return [];
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
function hasIdleChanges({ act, sessionId }: Sight, sights: readonly Sight[]): boolean {
  const changes = act.answer.kind === 'mirrored' ? (act.answer.changes ?? {}) : {};
  const { restOverwrite = '' } = settingFor(sights, sessionId, act.method);
  const allowed = new Set(restOverwrite.split(',').map((name) => name.trim()));
  return Object.keys(changes).some((name) => !CONTEXT.has(name) && !allowed.has(name));
}

function unseenAnswer(sight: Sight): readonly Claim[] {
  return sight.known ? [about(sight, 'answer/none', 'note')] : [];
}

/** The error matrix (domain facts 1.3): an error where something stops, a warning where the call server goes on. */
function refusalSeverity(plan: Plan, sight: Sight, sights: readonly Sight[]): Severity {
  if (!isWcs(plan, sight) || sight.act.type === 1) return 'error';
  const fails = settingFor(sights, sight.sessionId, sight.act.method).restOnError === 'FAIL';
  const stops = sight.act.type !== 3 || sight.method === 'StreamKeepAliveEvent';
  return fails && stops ? 'error' : 'warning';
}

/** An answer that never came: a reset is told as one, and what a later attempt made good is less grave. */
function silence(plan: Plan, sight: Sight, sights: readonly Sight[]): readonly Claim[] {
  const { answer } = sight.act;
  const settled = settledAt(sight.act);
  const until = settled === null || settled >= plan.form.to ? plan.form.to : settled;
  // How long a PBX waits is not known.
  const gaveUp = isWcs(plan, sight) && (until - sight.act.at) / SECOND >= TIMEOUT;
  if (until !== settled && !gaveUp) return [about(sight, 'answer/none', 'note')];
  const isReset = until === settled && answer.kind === 'silence' && answer.end === 'server-resets';
  const severity = isMadeGood(plan, sight, sights) ? 'warning' : 'error';
  return [about(sight, isReset ? 'transport/reset' : 'answer/none', severity)];
}

/** A later attempt was answered with what was sent, and the capture has that. */
function isMadeGood(plan: Plan, sight: Sight, sights: readonly Sight[]): boolean {
  const later = sights.find((one) => one.known && one.act.repeats === sight.act.id);
  if (later === undefined || isAnswerUnseen(later.act)) return false;
  const { answer } = later.act;
  if (answer.kind === 'silence') return isMadeGood(plan, later, sights);
  const settled = settledAt(later.act);
  if (settled === null || settled >= plan.form.to) return false;
  return answer.kind === 'mirrored' || (answer.kind === 'status' && answer.status === 200);
}

function claimsOfFlaws(sight: Sight): readonly Claim[] {
  return sight.act.flaws.map(({ rule, severity }) => about(sight, rule, severity));
}

/** What a configuration withholds that the capture does not have, is missing. */
function claimsOfWithheld(sight: Sight, sights: readonly Sight[]): readonly Claim[] {
  const { restExclude = '' } = settingFor(sights, sight.sessionId, sight.act.method);
  const excused = new Set(restExclude.split(',').map((name) => name.trim()));
  const isNeeded = (name: string): boolean =>
    name === 'nodeId' || name === 'appKey' || (name === 'status' && sight.method.endsWith('StatusEvent'));
  return (sight.act.withheld ?? [])
    .filter((name) => isNeeded(name) && !excused.has(name))
    .map(() => about(sight, 'payload/missing', 'error'));
}

function claimsOfRepetition(sight: Sight, sights: readonly Sight[]): readonly Claim[] {
  const { repeats } = sight.act;
  const seen = repeats !== undefined && sights.some((other) => other.act.id === repeats);
  return seen ? [about(sight, 'flow/repeated', 'warning')] : [];
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
  const { method, status, sessionId, dialog, at } = sight;
  const ends = ENDS[method];
  if (ends === undefined || status === null || sight.act.repeats !== undefined) return [];
  if (sessionId === null || sight.isUnkeyed) return [];
  const own = sights.filter((other) => other.sessionId === sessionId && other.dialog === dialog);
  const begun = own.filter(
    (other) =>
      BEGINS[method]?.includes(other.method) === true &&
      other.act.repeats === undefined &&
      other.at <= at + TOLERANCE,
  );
  const since = Math.max(Number.NEGATIVE_INFINITY, ...begun.map((other) => other.at));
  const ended = own.filter(
    (other) =>
      other.method === method &&
      other.at < at &&
      other.at > since &&
      other.act.repeats === undefined &&
      ends[other.status ?? ''] !== undefined,
  );
  if (ended.some((end) => end.status === status)) return [];
  const contradicts = (end: Sight): boolean =>
    at - end.at > TOLERANCE && ends[end.status ?? '']?.includes(status) !== true;
  return ended.some(contradicts) ? [about(sight, 'flow/after-end', 'warning')] : [];
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
  const beginnings = new Map<string, number>();
  const isUnderWay = LASTING.some(({ key, signs, others }) => {
    const known = new Set<string>();
    return sights.some((sight) => {
      const session = sight.sessionId;
      if (key === 'session' ? session === null : sight.dialog === null) return false;
      const text = `${sight.method} ${sight.status ?? ''}`;
      if (!signs.test(text) && !others.test(text)) return false;
      const id = `${session} ${key === 'session' ? '' : sight.dialog}`;
      if (!signs.test(text) && key === 'session' && !beginnings.has(session ?? ''))
        beginnings.set(session ?? '', sight.at);
      if (known.has(id)) return false;
      known.add(id);
      const began = session === null ? undefined : beginnings.get(session);
      return signs.test(text) && (key === 'session' || began === undefined || sight.at < began);
    });
  });
  const claim = { rule: 'flow/under-way', severity: 'note', method: null, session: null } as const;
  return isUnderWay ? [claim] : [];
}

/** SYNs are sent again after 1, 2, 4 … seconds. */
function lastAttempt({ at, answer }: Act): number {
  return answer.kind === 'unreachable' ? at + (2 ** (answer.attempts - 1) - 1) * SECOND : at;
}

function transportClaims(plan: Plan): readonly Claim[] {
  const { from, to } = plan.form;
  const failed = plan.acts.filter((act) => !isDelivered(act) && lastAttempt(act) >= from && act.at < to);
  const claim = (rule: string): Claim => ({ rule, severity: 'error', method: null, session: null });
  return [
    ...(failed.some((act) => act.answer.kind === 'refused') ? [claim('transport/refused')] : []),
    ...(failed.some((act) => act.answer.kind === 'unreachable' && act.at < to - SECOND)
      ? [claim('transport/unanswered')]
      : []),
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
