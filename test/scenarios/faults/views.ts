/** Captures that show a part of the traffic only, or whose clock is not to be trusted. */
import { type Random as Chance, Random } from '../../../samples/builder/index.ts';
import { settledAt } from '../oracle/sight.ts';
import { judgementsOf } from '../oracle/verdicts.ts';
import {
  type Act,
  ActNumbers,
  isIncomplete,
  MILLISECOND,
  type Plan,
  pickAct,
  SECOND,
  withAct,
  withoutActs,
} from '../plan.ts';
import { soundSessions } from '../sessions.ts';
import { effectsOf, isRefusable } from './answers.ts';
import { quietMoment } from './capturing.ts';
import { configured, type Fault, named } from './fault.ts';
import { appended } from './identities.ts';

function isWhole({ form, parties, acts }: Plan): boolean {
  return (
    form.drops === 0 &&
    form.from === 0 &&
    form.snapLength === null &&
    !form.requestsOnly &&
    form.clockStep === null &&
    parties.every(({ trouble }) => trouble === 0) &&
    acts.every(
      (act) =>
        act.elsewhere !== true && !isIncomplete(act.requestMishaps) && !isIncomplete(act.answerMishaps),
    )
  );
}

/** Seconds that an answer may have held up what follows, where the capture does not show it. */
const LONGEST_ANSWER = 15;

/** A capture filter such as `dst port 9091`. */
const requestsOnly: Fault = {
  name: 'requests only',
  last: true,
  apply(plan, random) {
    const isSimple = (act: Act): boolean =>
      act.repeats === undefined &&
      act.answer.kind !== 'refused' &&
      act.answer.kind !== 'unreachable' &&
      act.requestMishaps === undefined &&
      act.answerMishaps === undefined;
    if (!isWhole(plan) || !plan.acts.every(isSimple) || plan.acts.length === 0) return null;
    const whole: Plan = { ...plan, form: { ...plan.form, requestsOnly: true } };
    const [half, refused] = (random.chance(0.6) ? refusedUnseen(whole, random) : null) ?? [whole, null];
    // How long an answer took that nobody sees, nobody knows: only what does not depend on it can be asked for.
    const verdicts = (answer: number): string =>
      judgementsOf(half, { answer, silence: { before: 0, after: 0 } })
        .map(({ verdict }) => verdict)
        .join();
    if (verdicts(0) !== verdicts(LONGEST_ANSWER)) return null;
    return {
      plan: half,
      told: `only requests are captured${refused === null ? '' : `, and ${named(refused)} is refused`}`,
      must: [{ rule: 'capture/one-direction' }],
    };
  },
};

/** The backend stopped what was asked for, by an answer that nobody sees: nothing follows. */
function refusedUnseen(plan: Plan, random: Chance): readonly [Plan, Act] | null {
  const act = pickAct(plan, random, (one) => isRefusable(plan, one));
  const changed = act === null ? null : configured(plan, act, act.method, { restOnError: 'FAIL' });
  if (act === null || changed === null) return null;
  const gone = effectsOf(changed, act);
  if (gone.length === 0 || gone.some(({ touched }) => touched === true)) return null;
  return [withAct(withoutActs(changed, gone), { ...act, answer: { kind: 'status', status: 403 } }), act];
}

const LEAST_LACKING = 3;

/** A balancer gives each hook to the next backend, and the capture was made at one of them. */
const partOfTheHooks: Fault = {
  name: 'part of the hooks',
  last: true,
  apply(plan, random) {
    if (!isWhole(plan) || plan.parties[0]?.system !== 'wcs' || hasIdsUsedAgain(plan)) return null;
    const filled = withSessions(plan, random, random.between(6, 20));
    const backends = random.pick([2, 2, 3]);
    const all = [...filled.acts].sort((one, other) => one.at - other.at);
    const shares = new Map<number, boolean>();
    let turn = 0;
    for (const act of all) {
      // What is tried again, is tried at the same backend.
      const known = act.repeats === undefined ? undefined : shares.get(act.repeats);
      shares.set(act.id, known ?? turn++ % backends !== 0);
    }
    const partial: Plan = {
      ...filled,
      acts: filled.acts.map((act) => ({ ...act, elsewhere: shares.get(act.id) === true })),
    };
    if (!isPlain(partial)) return null;
    return {
      plan: partial,
      told: `one of ${backends} backends is captured`,
      must: [{ rule: 'capture/partial-view' }],
    };
  },
};

/** Where `connect` went elsewhere, nothing tells that a session is another one with the same id. */
function hasIdsUsedAgain({ acts }: Plan): boolean {
  const sessions = [...new Set(acts.flatMap(({ session }) => session ?? []))];
  const names = new Set(sessions.map(({ nodeId, sessionId }) => `${nodeId} ${sessionId}`));
  return names.size < sessions.length;
}

/** Whether many sessions lack what follows, and many what comes before: less than that may be a fault. */
function isPlain(plan: Plan): boolean {
  const absent = judgementsOf(plan).filter(({ isElsewhere }) => isElsewhere);
  const lacking = (side: 'before' | 'after'): ReadonlySet<unknown> =>
    new Set(absent.filter(({ row }) => row.side === side).map(({ trigger }) => trigger.life));
  const [before, after] = [lacking('before'), lacking('after')];
  const seen = plan.acts.filter((act) => act.elsewhere !== true);
  const sessions = new Set(seen.map(({ session }) => session)).size;
  const share = new Set([...before, ...after]).size / sessions;
  return before.size >= LEAST_LACKING && after.size >= LEAST_LACKING && share > 0.4;
}

/** The same plan with so many sessions of the first call server. */
function withSessions(plan: Plan, random: Chance, count: number): Plan {
  const flows = Math.max(...plan.acts.map(({ flow }) => flow)) + 1;
  const present = new Set(plan.acts.map(({ session }) => session)).size;
  const further = soundSessions(
    new Random(random.uint32()),
    Math.max(0, count - present),
    0,
    new ActNumbers(),
  );
  const acts = further.map((act) => ({ ...act, flow: act.flow + flows }));
  return acts.length === 0 ? plan : appended(plan, acts);
}

/** Somebody sets the clock of the capturing machine right. */
const clockSetBack: Fault = {
  name: 'clock set back',
  last: true,
  apply(plan, random) {
    if (!isWhole(plan) || plan.acts.length === 0) return null;
    const at = quietMoment(plan, random.pick(plan.acts).at + random.between(1, 900) * MILLISECOND);
    const next = Math.min(...plan.acts.filter((act) => act.at >= at).map((act) => act.at));
    const back = random.between(1500, 40_000) * MILLISECOND;
    const spans = (one: number, other: number): boolean => one < at && other + 30 * MILLISECOND >= at;
    const isStraddling = (act: Act): boolean => {
      const before = plan.acts.find(({ id }) => id === (act.repeats ?? act.duplicates));
      const lasts = act.answer.kind === 'unreachable' ? 40 * SECOND : 0;
      return (
        spans(act.at, settledAt(act) ?? act.at + 60 * SECOND + lasts) ||
        (before !== undefined && spans(before.at, act.at))
      );
    };
    // It shows only where frames follow each other more closely than it was set back by.
    const isShown = next + 3 * SECOND < at + back;
    if (!isShown || at <= back || at + 2 * back > plan.form.to || plan.acts.some(isStraddling)) return null;
    const stepped: Plan = { ...plan, form: { ...plan.form, clockStep: { at, back } } };
    const verdicts = (before: number, after: number): string =>
      judgementsOf(stepped, { answer: 0, silence: { before, after } })
        .map(({ verdict }) => verdict)
        .join();
    if (verdicts(0, 0) !== verdicts(1, (next - at) / SECOND)) return null;
    return {
      plan: stepped,
      told: `clock set back by ${back / SECOND} s at ${at / SECOND}`,
      must: [{ rule: 'capture/clock' }],
    };
  },
};

export const VIEW_FAULTS: readonly Fault[] = [
  requestsOnly,
  requestsOnly,
  requestsOnly,
  partOfTheHooks,
  partOfTheHooks,
  clockSetBack,
  clockSetBack,
  clockSetBack,
  clockSetBack,
];
