import { isIncomplete, type Plan, SECOND } from '../plan.ts';
import { PBX_ROWS, type Row, WCS_ROWS } from './rows.ts';
import { type Sight, settingFor, sightsOf } from './sight.ts';

export type Verdict = 'met' | 'missing' | 'inconclusive' | 'excused';

/** What has to become of one expectation. */
export interface Judgement {
  readonly trigger: Sight;
  readonly row: Row;
  /** The method that was expected, the first where there are several. */
  readonly method: string;
  readonly verdict: Verdict;
}

/** Seconds by which hooks overtake each other. */
const TOLERANCE = 0.5;

/** All verdicts on a plan's capture, by the letter of design section 4. */
export function judgementsOf(plan: Plan): readonly Judgement[] {
  const sights = sightsOf(plan);
  const losses = lossesOf(plan);
  return sights.flatMap((trigger) => {
    const rows = plan.parties[trigger.act.party]?.system === 'wcs' ? WCS_ROWS : PBX_ROWS;
    return rows.flatMap((row) => {
      if (!isTrigger(row, trigger, sights)) return [];
      const method = row.expect[0]?.[0] ?? '';
      return [{ trigger, row, method, verdict: verdictOf(row, trigger, sights, plan, losses) }];
    });
  });
}

function isTrigger(row: Row, trigger: Sight, sights: readonly Sight[]): boolean {
  if (!row.after.includes(trigger.method) || trigger.superseded) return false;
  if (row.key === 'session' ? trigger.sessionId === null : trigger.dialog === null) return false;
  // Nothing is built on a refusal that the capture did not see.
  const answered = trigger.answered === 'unseen' ? 'ok' : trigger.answered;
  if (row.answer !== 'any' && row.answer !== answered) return false;
  if (row.statuses !== undefined && !row.statuses.includes(trigger.status ?? '')) return false;
  const { act } = trigger;
  const changes = act.answer.kind === 'mirrored' ? { ...act.payload, ...act.answer.changes } : {};
  if (row.when !== undefined && !row.when(act.payload, changes)) return false;
  const first = firstAttempt(trigger, sights);
  const earlier = sights.filter((sight) => sight.at < first.at && sameKey(row, trigger, sight));
  if (row.first === true && earlier.some((sight) => showsMore(row, sight, first.at))) return false;
  return row.earlier === undefined || earlier.some((sight) => row.earlier?.includes(sight.method));
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
      return one.sessionId === other.sessionId;
    case 'dialog':
      return (
        one.dialog === other.dialog &&
        (one.sessionId === null || other.sessionId === null || one.sessionId === other.sessionId)
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
): Verdict {
  const { at } = trigger;
  const before = row.side === 'before';
  // What an earlier attempt already led to counts.
  const first = firstAttempt(trigger, sights).at;
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
  const { restPolicy } = settingFor(sights, trigger.sessionId, expected);
  if (restPolicy === 'DISABLE' || restPolicy === 'DISABLED') return 'excused';
  const own = settingFor(sights, trigger.sessionId, trigger.act.method);
  if (row.direct === true && trigger.answered === 'failed' && own.restOnError === 'FAIL') return 'excused';
  if (!before && sights.some((sight) => endsSession(sight, trigger) && sight.at <= closes)) return 'excused';

  const from = plan.form.from / SECOND;
  const to = plan.form.to / SECOND;
  if ((before && from > opens) || to < closes) return 'inconclusive';
  if (plan.form.drops > 0) return 'inconclusive';
  const lossFrom = Number.isFinite(opens) ? opens : at - TOLERANCE;
  if (losses.some(([begin, end]) => begin <= closes && end >= lossFrom)) return 'inconclusive';
  const mayBe = (sight: Sight): boolean =>
    row.expect.some(([method]) => sight.method === method) &&
    (sight.sessionId === null || sight.sessionId === trigger.sessionId) &&
    sight.act.party === trigger.act.party &&
    (sight.isUnkeyed
      ? sight.dialog === null || row.key === 'session' || sight.dialog === trigger.dialog
      : sameKey(row, trigger, sight) && sight.status === null);
  return inWindow.some(mayBe) ? 'inconclusive' : 'missing';
}

function firstAttempt(trigger: Sight, sights: readonly Sight[]): Sight {
  const { repeats } = trigger.act;
  const earlier = sights.find((sight) => sight.act.id === repeats);
  return earlier === undefined ? trigger : firstAttempt(earlier, sights);
}

function endsSession(sight: Sight, trigger: Sight): boolean {
  return (
    sight.method === 'ConnectionStatusEvent' &&
    sight.sessionId !== null &&
    sight.sessionId === trigger.sessionId &&
    (sight.status === 'DISCONNECTED' || sight.status === 'FAILED')
  );
}

/** Seconds between which bytes of a conversation went by uncaptured. */
function lossesOf(plan: Plan): readonly (readonly [number, number])[] {
  const { from, to } = plan.form;
  return plan.acts
    .filter((act) => act.at >= from && act.at < to)
    .filter((act) => isIncomplete(act.requestMishaps) || isIncomplete(act.answerMishaps))
    .map((act) => [act.at / SECOND, act.at / SECOND + 0.1] as const);
}
