import { isIncomplete, type Plan, SECOND } from '../plan.ts';
import { PBX_ROWS, type Row, WCS_ROWS } from './rows.ts';
import { isPolicyKnown, type Sight, settingFor, shown, sightsOf } from './sight.ts';

export type Verdict = 'met' | 'late' | 'missing' | 'inconclusive' | 'excused';

/** What has to become of one expectation. */
export interface Judgement {
  readonly trigger: Sight;
  readonly row: Row;
  /** The method that was expected, the first where there are several. */
  readonly method: string;
  readonly verdict: Verdict;
  /** What came too late. */
  readonly late: Sight | null;
  /** It would be missing, had not a part of the hooks gone to another backend. */
  readonly isElsewhere: boolean;
  /** What has to follow depends on an answer, or a configuration, that the capture does not hold. */
  readonly isOpen: boolean;
}

/** Seconds that depend on packets of which the plan does not say when they go by. */
export interface Doubt {
  /** For which an answer that is not captured held up what follows. */
  readonly answer: number;
  /** Without a frame around the moment at which the clock was set back. */
  readonly silence: { readonly before: number; readonly after: number };
}

const CERTAIN: Doubt = { answer: 0, silence: { before: 0, after: 0 } };

/** Seconds by which hooks overtake each other. */
const TOLERANCE = 0.5;

/** All verdicts on a plan's capture, by the letter of design section 5. `doubt`: of what the plan does not say. */
export function judgementsOf(plan: Plan, doubt: Doubt = CERTAIN): readonly Judgement[] {
  const sights = sightsOf(plan);
  const losses = lossesOf(plan);
  const isPartial = plan.acts.some((act) => act.elsewhere === true);
  return sights.flatMap((trigger) => {
    const rows = plan.parties[trigger.act.party]?.system === 'wcs' ? WCS_ROWS : PBX_ROWS;
    return rows.flatMap((row) => {
      if (!isTrigger(row, trigger, sights, plan)) return [];
      const method = row.expect[0]?.[0] ?? '';
      const verdict = verdictOf(
        row,
        { ...trigger, heldUp: trigger.heldUp + doubt.answer },
        sights,
        plan,
        losses,
        doubt,
      );
      const isElsewhere = isPartial && (verdict === 'missing' || typeof verdict !== 'string');
      const isOpen = verdict === 'open';
      return [
        typeof verdict === 'string' || isElsewhere
          ? {
              trigger,
              row,
              method,
              verdict: isElsewhere || isOpen || typeof verdict !== 'string' ? 'inconclusive' : verdict,
              late: null,
              isElsewhere,
              isOpen,
            }
          : { trigger, row, method, verdict: 'late', late: verdict, isElsewhere, isOpen },
      ];
    });
  });
}

function isTrigger(row: Row, trigger: Sight, sights: readonly Sight[], plan: Plan): boolean {
  if (!row.after.includes(trigger.method)) return false;
  // What was said and accepted before asks for nothing more.
  if (isDuplicate(trigger, sights)) return false;
  if (row.key === 'session' ? trigger.sessionId === null : trigger.dialog === null) return false;
  // Nothing is built on a refusal that the capture did not see.
  const answered = trigger.answered === 'unseen' ? 'ok' : trigger.answered;
  if (row.answer !== 'any' && row.answer !== answered) return false;
  if (row.statuses !== undefined && !row.statuses.includes(trigger.status ?? '')) return false;
  const { act } = trigger;
  const changes = act.answer.kind === 'mirrored' ? { ...act.payload, ...act.answer.changes } : {};
  if (row.when !== undefined && !row.when(act.payload, changes)) return false;
  const earlier = sights.filter(
    (sight) => sight.act.at < begunAt(trigger, plan) && sameKey(row, trigger, sight),
  );
  if (row.first === true && earlier.some((sight) => showsMore(row, sight, begunAt(trigger, plan))))
    return false;
  return row.earlier === undefined || earlier.some((sight) => row.earlier?.includes(sight.method));
}

/** When the first attempt at a call was made, in truth: microseconds. */
function begunAt({ act, begun, at }: Sight, _plan: Plan): number {
  return act.at - (at - begun) * SECOND;
}

/** Whether the same was seen to be said and accepted before. */
export function isDuplicate({ act }: Sight, sights: readonly Sight[]): boolean {
  return sights.some((sight) => sight.act.id === act.duplicates && sight.answered === 'ok');
}

/**
 * Whether an earlier call shows that the dialog was under way before one that begins it, or begins it itself. What came
 * within the tolerance may have overtaken it.
 */
function showsMore(row: Row, earlier: Sight, at: number): boolean {
  if (earlier.act.at < at - TOLERANCE * SECOND) return true;
  return (
    (row.after.includes(earlier.method) && row.statuses?.includes(earlier.status ?? '') === true) ||
    row.expect.some(([method]) => method === earlier.method)
  );
}

function sameKey(row: Row, one: Sight, other: Sight): boolean {
  if (one.act.party !== other.act.party) return false;
  switch (row.key) {
    case 'session':
      return one.life === other.life;
    case 'dialog':
      return (
        one.dialog === other.dialog && (one.life === null || other.life === null || one.life === other.life)
      );
    case 'pbx-call':
      return one.act.flow === other.act.flow;
  }
}

function verdictOf(
  row: Row,
  trigger: Sight,
  sights: readonly Sight[],
  plan: Plan,
  losses: readonly (readonly [number, number])[],
  doubt: Doubt,
): Exclude<Verdict, 'late'> | 'open' | Sight {
  const { at, begun: first } = trigger;
  const before = row.side === 'before';
  // What an earlier attempt already led to counts: the window opens with the first.
  const opens = before
    ? first - row.within
    : row.everBefore === true
      ? Number.NEGATIVE_INFINITY
      : first - TOLERANCE;
  const closes = before ? at + TOLERANCE : at + row.within + trigger.heldUp;
  const inWindow = sights.filter(
    (sight) => sight.at >= opens && sight.begun <= closes && sight.act !== trigger.act,
  );

  const fits = (sight: Sight): boolean =>
    row.expect.some(
      ([method, statuses]) =>
        sight.method === method && (statuses === null || statuses.includes(sight.status ?? '')),
    );
  const isEarly = (sight: Sight): boolean => row.early !== undefined && sight.at < at;
  const counts = (sight: Sight): boolean =>
    fits(sight) && (!isEarly(sight) || (row.early ?? []).includes(sight.status ?? ''));
  if (inWindow.some((sight) => sameKey(row, trigger, sight) && counts(sight))) return 'met';

  const expected = row.expect[0]?.[0] ?? '';
  const { restPolicy } = settingFor(sights, trigger.life, expected);
  if (restPolicy === 'DISABLE' || restPolicy === 'DISABLED') return 'excused';
  const own = settingFor(sights, trigger.life, trigger.act.method);
  if (row.direct === true && trigger.answered === 'failed' && own.restOnError === 'FAIL') return 'excused';
  if (!before && sights.some((sight) => endsSession(sight, trigger) && sight.begun <= closes))
    return 'excused';

  if (isStepWithin(plan, Math.max(opens, at - row.within), closes, doubt.silence)) return 'inconclusive';
  const from = shown(plan, plan.form.from);
  const to = shown(plan, plan.form.to);
  if ((before && from > opens) || to < closes) return 'inconclusive';
  if (plan.form.drops > 0) return 'inconclusive';
  const lossFrom = Number.isFinite(opens) ? opens : at - TOLERANCE;
  if (losses.some(([begin, end]) => begin <= closes && end >= lossFrom)) return 'inconclusive';
  const mayBe = (sight: Sight): boolean =>
    row.expect.some(([method]) => sight.method === method) &&
    (sight.life === null || sight.life === trigger.life) &&
    sight.act.party === trigger.act.party &&
    (sight.isUnkeyed
      ? sight.dialog === null || row.key === 'session' || sight.dialog === trigger.dialog
      : sameKey(row, trigger, sight) && sight.status === null);
  if (inWindow.some(mayBe)) return 'inconclusive';
  const late = before ? null : lateOf(row, trigger, sights, closes, counts);
  return late ?? (isOpen(row, trigger, sights, plan) ? 'open' : 'missing');
}

/** Whether a window touches times that the clock of the capture showed twice. */
function isStepWithin(
  { form: { clockStep } }: Plan,
  opens: number,
  closes: number,
  silence: Doubt['silence'],
): boolean {
  if (clockStep === null) return false;
  const before = clockStep.at / SECOND;
  return before - clockStep.back / SECOND + silence.after <= closes && before - silence.before >= opens;
}

/**
 * What came after the window: before the session ended, and before something else asked for it, to which it would belong then.
 */
function lateOf(
  row: Row,
  trigger: Sight,
  sights: readonly Sight[],
  closes: number,
  counts: (sight: Sight) => boolean,
): Sight | null {
  const own = sights.filter((sight) => sight.act !== trigger.act && sameKey(row, trigger, sight));
  // The end of a session is no late word of how it began.
  const isItsEnd = (sight: Sight): boolean =>
    endsSession(sight, trigger) &&
    row.expect.some(([method, statuses]) => method === sight.method && statuses === null);
  const came = own.find((sight) => sight.at >= closes && counts(sight) && !isItsEnd(sight));
  if (came === undefined) return null;
  const isOver = sights.some(
    (sight) => endsSession(sight, trigger) && sight.at > trigger.at && sight.at < came.at - TOLERANCE,
  );
  const isAskedAgain = own.some(
    (sight) =>
      sight.at > trigger.at &&
      sight.at <= came.at &&
      row.after.includes(sight.method) &&
      (row.statuses === undefined || row.statuses.includes(sight.status ?? '')),
  );
  return isOver || isAskedAgain ? null : came;
}

/** Whether what has to follow depends on what the capture does not hold: an answer, or what `connect` was answered. */
function isOpen(row: Row, trigger: Sight, sights: readonly Sight[], plan: Plan): boolean {
  // A connection status follows `connect` either way.
  const needsConsent =
    row.answer === 'ok' && row.expect.every(([method]) => method !== 'ConnectionStatusEvent');
  if (trigger.answered === 'unseen') return row.direct === true || needsConsent;
  return row.direct === true && trigger.answered === 'failed' && !isPolicyKnown(plan, sights, trigger.life);
}

function endsSession(sight: Sight, trigger: Sight): boolean {
  return (
    sight.method === 'ConnectionStatusEvent' &&
    sight.life !== null &&
    sight.life === trigger.life &&
    (sight.status === 'DISCONNECTED' || sight.status === 'FAILED')
  );
}

/** Seconds between which bytes of a conversation went by uncaptured. */
function lossesOf(plan: Plan): readonly (readonly [number, number])[] {
  const { from, to } = plan.form;
  return plan.acts
    .filter((act) => act.at >= from && act.at < to)
    .filter((act) => isIncomplete(act.requestMishaps) || isIncomplete(act.answerMishaps))
    .map((act) => [shown(plan, act.at), shown(plan, act.at) + 0.1] as const);
}
