import { isIncomplete, type Plan } from '../plan.ts';
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
}

/** Seconds by which hooks overtake each other. */
const TOLERANCE = 0.5;

/** All verdicts on a plan's capture, by the letter of design section 5. */
export function judgementsOf(plan: Plan): readonly Judgement[] {
  const sights = sightsOf(plan);
  const losses = lossesOf(plan);
  return sights.flatMap((trigger) => {
    const rows = plan.parties[trigger.act.party]?.system === 'wcs' ? WCS_ROWS : PBX_ROWS;
    return rows.flatMap((row) => {
      if (!isTrigger(row, trigger, sights)) return [];
      const method = row.expect[0]?.[0] ?? '';
      const verdict = verdictOf(row, trigger, sights, plan, losses);
      return [
        typeof verdict === 'string'
          ? { trigger, row, method, verdict, late: null }
          : { trigger, row, method, verdict: 'late', late: verdict },
      ];
    });
  });
}

function isTrigger(row: Row, trigger: Sight, sights: readonly Sight[]): boolean {
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
  const earlier = sights.filter((sight) => sight.at < trigger.begun && sameKey(row, trigger, sight));
  if (row.first === true && earlier.some((sight) => showsMore(row, sight, trigger.begun))) return false;
  return row.earlier === undefined || earlier.some((sight) => row.earlier?.includes(sight.method));
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
  if (earlier.at < at - TOLERANCE) return true;
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
): Exclude<Verdict, 'late'> | Sight {
  const { at, begun: first } = trigger;
  const before = row.side === 'before';
  // What an earlier attempt already led to counts: the window opens with the first.
  const opens = before
    ? first - row.within
    : row.everBefore === true
      ? Number.NEGATIVE_INFINITY
      : first - TOLERANCE;
  const closes = before ? at + TOLERANCE : at + row.within + trigger.heldUp;
  const inWindow = sights.filter((sight) => sight.at >= opens && sight.at <= closes && sight !== trigger);

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
  if (!before && sights.some((sight) => endsSession(sight, trigger) && sight.at <= closes)) return 'excused';

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
  return late ?? (isOpen(row, trigger, sights, plan) ? 'inconclusive' : 'missing');
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
  const own = sights.filter((sight) => sight !== trigger && sameKey(row, trigger, sight));
  const came = own.find((sight) => sight.at >= closes && counts(sight));
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
