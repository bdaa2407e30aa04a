/** What has to be found in a capture of a plan, by the letter of the servers' documents. Shares no code with the product. */
import { SECOND } from '../plan.ts';
import { isSent, type ServerAct, type ServerPlan, settledAt } from './plan.ts';
import type { PairRule } from './server.ts';
import { isDuplicate, type ServerSight, sightsOf } from './sight.ts';

export type ServerVerdict = 'met' | 'late' | 'missing' | 'inconclusive';

/** What has to become of one expectation. */
export interface ServerJudgement {
  readonly trigger: ServerSight;
  readonly rule: PairRule;
  readonly verdict: ServerVerdict;
  /** What came too late. */
  readonly late: ServerSight | null;
}

/** What has to be found. */
export interface ServerClaim {
  readonly rule: string;
  /** null: about no method. */
  readonly method: string | null;
  /** The hook it points at; null where it points at none, or stands for several. */
  readonly act: ServerAct | null;
  /** Left out: how grave it is, depends on what the server makes of it. */
  readonly severity?: 'error' | 'warning' | 'note';
}

/** Seconds by which hooks overtake each other. */
const TOLERANCE = 0.5;

/** All verdicts on a played plan's capture. */
export function judgementsOf(plan: ServerPlan): readonly ServerJudgement[] {
  const sights = sightsOf(plan);
  return sights.flatMap((trigger) =>
    plan.profile.pairs
      .filter((rule) => isTrigger(rule, trigger, sights))
      .map((rule) => judged(rule, trigger, sights, plan)),
  );
}

function isTrigger(rule: PairRule, trigger: ServerSight, sights: readonly ServerSight[]): boolean {
  const { hook } = trigger.act;
  if (!rule.after(hook) || isDuplicate(trigger, sights)) return false;
  // Nothing is built on a refusal that the capture did not see.
  const answered = trigger.answered === 'ok' || trigger.answered === 'unseen' ? 'ok' : 'failed';
  if (rule.answer !== 'any' && rule.answer !== answered) return false;
  const { earlier } = rule;
  if (earlier === undefined) return true;
  return sights.some(
    (sight) =>
      sight.at < trigger.at &&
      earlier(hook, sight.act.hook) &&
      (rule.earlierOk !== true || sight.answered === 'ok'),
  );
}

function judged(
  rule: PairRule,
  trigger: ServerSight,
  sights: readonly ServerSight[],
  plan: ServerPlan,
): ServerJudgement {
  const judgement = { trigger, rule, late: null } as const;
  const { hook } = trigger.act;
  const others = sights.filter((sight) => sight !== trigger && rule.expect(hook, sight.act.hook));
  const before = rule.direction === 'predecessor';
  const due = dueAt(rule, trigger, sights);
  const opens = before
    ? rule.seconds === null
      ? precedentAt(rule, trigger, sights)
      : trigger.begun - rule.seconds
    : rule.metBefore === 'any'
      ? Number.NEGATIVE_INFINITY
      : trigger.begun - TOLERANCE;
  // Without a window whatever comes at any later time will do.
  const closes = before ? trigger.at + TOLERANCE : rule.seconds === null ? Number.POSITIVE_INFINITY : due;
  if (others.some((sight) => sight.at >= opens && sight.begun <= closes)) {
    return { ...judgement, verdict: 'met' };
  }
  if (!before && due === Number.POSITIVE_INFINITY) {
    return { ...judgement, verdict: 'inconclusive' };
  }
  const [from, to] = [plan.from / SECOND, plan.to / SECOND];
  const until = before ? closes : due;
  if ((before && from > opens) || to < until) return { ...judgement, verdict: 'inconclusive' };
  const since = Number.isFinite(opens) ? opens : trigger.at - TOLERANCE;
  const numbers = numbersAround(plan, since, until);
  // Where each number is there, nothing was lost that the server sent.
  const isDoubtful =
    numbers === 'unknown'
      ? lossesOf(plan).some(([begin, end]) => begin <= until && end >= since)
      : numbers === 'gap';
  if (isDoubtful) return { ...judgement, verdict: 'inconclusive' };
  const late = before ? undefined : others.find((sight) => sight.at >= due);
  if (late !== undefined) return { ...judgement, verdict: 'late', late };
  const isUnsure = trigger.answered === 'unseen' && rule.answer === 'ok';
  return { ...judgement, verdict: isUnsure ? 'inconclusive' : 'missing' };
}

/** Before what the rule asks for as an earlier hook nothing can have begun; without one it may have begun at any time. */
function precedentAt({ earlier }: PairRule, trigger: ServerSight, sights: readonly ServerSight[]): number {
  const first = sights.find((sight) => earlier?.(trigger.act.hook, sight.act.hook) === true);
  return first?.begun ?? Number.NEGATIVE_INFINITY;
}

/** When what is expected is due at the latest; infinite where nothing shows it. */
function dueAt(rule: PairRule, trigger: ServerSight, sights: readonly ServerSight[]): number {
  if (rule.seconds !== null) return trigger.at + rule.seconds + trigger.heldUp;
  const due = sights.flatMap((sight) =>
    (rule.signs ?? [])
      .filter(({ is }) => sight.at > trigger.at && is(trigger.act.hook, sight.act.hook))
      .map(({ seconds }) => sight.at + seconds + sight.heldUp),
  );
  return Math.min(Number.POSITIVE_INFINITY, ...due);
}

/** Seconds between which bytes of a conversation went by uncaptured. On a kept connection it may have been at any time since it was used. */
function lossesOf({ acts, from, to, profile }: ServerPlan): readonly (readonly [number, number])[] {
  return acts
    .filter(({ lost, at }) => lost !== undefined && at >= from && at < to)
    .map(({ at }) => {
      const before = acts.filter((act) => isSent(act) && settledAt(act) <= at).map(settledAt);
      const since = profile.connections === 'kept' ? Math.max(from, ...before) : at;
      return [since / SECOND, at / SECOND + 0.1] as const;
    });
}

/** Seconds by which a hook may come later than those with higher numbers. */
const JITTER = 3;

/** The numbers of all hooks that the capture shows, in their order, with their times; empty where the server counts none. */
function numbersOf({
  acts,
  from,
  to,
  profile,
}: ServerPlan): readonly (readonly [number: number, at: number])[] {
  const { counter } = profile;
  if (counter === undefined) return [];
  return acts
    .filter((act) => isSent(act) && act.at >= from && act.at < to && act.lost !== 'request')
    .map((act) => [counter(act.hook), act.at / SECOND] as const)
    .sort(([one], [other]) => one - other);
}

/** What the numbers say of a span of time: that the capture has all that was sent in it, or not; unknown where none enclose it. */
function numbersAround(plan: ServerPlan, since: number, until: number): 'all' | 'gap' | 'unknown' {
  const numbers = numbersOf(plan);
  const first = numbers.findLastIndex(([, at]) => at < since - JITTER);
  const last = numbers.findIndex(([, at]) => at > until + JITTER);
  if (first < 0 || last < 0) return 'unknown';
  const isWhole = (numbers[last]?.[0] ?? 0) - (numbers[first]?.[0] ?? 0) === last - first;
  return isWhole ? 'all' : 'gap';
}

/** Numbers that the capture lacks between those that it has; not shortly before its end, where the hook may be on its way. */
function claimsOfCounter(plan: ServerPlan): readonly ServerClaim[] {
  const isMissing = numbersOf(plan).some(([number, at], index, all) => {
    const [before = 0, earlier = 0] = all[index - 1] ?? [];
    return index > 0 && number > before + 1 && Math.max(at, earlier) + JITTER <= plan.to / SECOND;
  });
  return isMissing ? [{ rule: 'flow/counter-gap', method: null, act: null, severity: 'warning' }] : [];
}

/** Rules that tell of an answer that the server does not take, by how it fails. */
export const ANSWER_RULES = {
  refusal: 'answer/body',
  body: 'answer/body',
  status: 'answer/status',
} as const;

/** Everything that has to be found in a played plan's capture. */
export function claimsOf(
  plan: ServerPlan,
  judgements: readonly ServerJudgement[] = judgementsOf(plan),
): readonly ServerClaim[] {
  const sights = sightsOf(plan);
  return [
    ...judgements.flatMap(claimsOfJudgement),
    ...sights.flatMap(claimsOfAnswer),
    ...sights.flatMap((sight) => claimsOfRepetition(sight, plan)),
    ...claimsOfDuplicates(sights, plan),
    ...(sights.length === 0 && plan.profile.portLearned === true ? [] : claimsOfTransport(plan)),
    ...claimsOfCounter(plan),
    ...(sights.length > 0 ? [] : [{ rule: 'capture/no-rest-traffic', method: null, act: null }]),
  ];
}

function claimsOfJudgement({ trigger, rule, verdict, late }: ServerJudgement): readonly ServerClaim[] {
  const { method, severity } = rule;
  const { act } = trigger;
  if (verdict === 'missing') return [{ rule: 'flow/missing-call', method, act, severity }];
  if (verdict === 'inconclusive') return [{ rule: 'flow/inconclusive', method, act, severity: 'note' }];
  if (late === null) return [];
  return [{ rule: 'flow/late-call', method: late.act.hook.method, act: late.act, severity: 'warning' }];
}

function claimsOfAnswer({ act, answered }: ServerSight): readonly ServerClaim[] {
  const { method } = act.hook;
  switch (answered) {
    case 'ok':
      return [];
    case 'unseen':
      return [{ rule: 'answer/none', method, act, severity: 'note' }];
    case 'no-response': {
      const isReset = act.reply.kind === 'silence' && act.reply.end === 'server-resets';
      return [{ rule: isReset ? 'transport/reset' : 'answer/none', method, act }];
    }
    default:
      return [{ rule: ANSWER_RULES[answered], method, act }];
  }
}

/** A hook that got through, but not at once. */
function claimsOfRepetition(
  { act, attempts, answered }: ServerSight,
  _plan: ServerPlan,
): readonly ServerClaim[] {
  return attempts > 1 && answered === 'ok'
    ? [{ rule: 'flow/retried', method: act.hook.method, act, severity: 'warning' }]
    : [];
}

/** Hooks that were sent again although they had been accepted: told once for each method. */
function claimsOfDuplicates(sights: readonly ServerSight[], { profile }: ServerPlan): readonly ServerClaim[] {
  const told = new Set(
    sights.flatMap((sight) =>
      isDuplicate(sight, sights) && profile.isEvent(sight.act.hook) ? [sight.act.hook.method] : [],
    ),
  );
  return [...told].map((method) => ({ rule: 'flow/repeated', method, act: null, severity: 'warning' }));
}

function claimsOfTransport({ acts, from, to }: ServerPlan): readonly ServerClaim[] {
  const within = acts.filter(({ at }) => at >= from && at < to);
  const claim = (rule: string): ServerClaim => ({ rule, method: null, act: null });
  return [
    ...(within.some(({ reply }) => reply.kind === 'refused') ? [claim('transport/refused')] : []),
    ...(within.some(({ reply }) => reply.kind === 'unreachable') ? [claim('transport/unanswered')] : []),
    ...(within.some(({ lost }) => lost !== undefined) ? [claim('capture/lost-packets')] : []),
  ];
}
