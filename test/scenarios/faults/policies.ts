/** Refusals, and what the capture shows of the policy that decides what they lead to. */
import type { Mishap } from '../../../samples/builder/index.ts';
import { type Act, connectOf, pickAct, SECOND, withAct, withoutActs } from '../plan.ts';
import { effectsOf, isRefusable } from './answers.ts';
import { quietMoment } from './capturing.ts';
import { configured, type Fault, mustFind, named, newlyMissing } from './fault.ts';

const LOST: Readonly<Record<number, Mishap>> = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [index, 'uncaptured'] as const),
);

/** Nothing follows a refusal, and what `connect` was answered is not in the capture: that may be in order. */
const policyUnseen: Fault = {
  name: 'policy not seen',
  last: true,
  apply(plan, random) {
    if (
      plan.form.from > 0 ||
      plan.form.requestsOnly ||
      plan.form.clockStep !== null ||
      plan.acts.some((act) => act.elsewhere === true)
    )
      return null;
    if (plan.parties.some(({ trouble, further }) => trouble > 0 || further?.kind === 'relayed')) return null;
    const act = pickAct(plan, random, (one) => isRefusable(plan, one));
    const connect = act === null ? null : connectOf(plan, act);
    if (act === null || connect === null || connect.touched === true) return null;
    const fails = random.chance(0.6);
    const changed = configured(plan, act, act.method, { restOnError: fails ? 'FAIL' : 'LOG' });
    if (changed === null) return null;
    const gone = effectsOf(changed, act);
    if (gone.some((one) => one.touched === true)) return null;
    const refused: Act = { ...act, answer: { kind: 'status', status: random.pick([403, 500]) } };
    const stopped = withAct(withoutActs(changed, gone), refused);
    const told = `refused, nothing follows, and connect's answer is not seen: ${named(act)}`;
    const must = [mustFind(act, 'answer/status')];
    const answered = stopped.acts.find(({ id }) => id === connect.id);
    if (answered !== undefined && random.chance(0.3)) {
      return { plan: withAct(stopped, { ...answered, answerMishaps: LOST }), told, must };
    }
    const from = quietMoment(stopped, connect.at + random.pick([1, SECOND]));
    if (from >= act.at) return null;
    return { plan: { ...stopped, form: { ...stopped.form, from } }, told, must };
  },
};

/** Under LOG the call server goes on: what does not come is missing. */
const nothingUnderLog: Fault = {
  name: 'nothing after a refusal under LOG',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isRefusable(plan, one));
    if (act === null) return null;
    const explicit = random.chance(0.5) ? configured(plan, act, act.method, { restOnError: 'LOG' }) : plan;
    if (explicit === null) return null;
    const gone = effectsOf(explicit, act);
    if (gone.some((one) => one.touched === true)) return null;
    const changed = withAct(withoutActs(explicit, gone), { ...act, answer: { kind: 'status', status: 403 } });
    return {
      plan: changed,
      told: `refused under LOG, and nothing follows: ${named(act)}`,
      must: [mustFind(act, 'answer/status'), ...newlyMissing(plan, changed)],
    };
  },
};

export const POLICY_FAULTS: readonly Fault[] = [policyUnseen, policyUnseen, nothingUnderLog];
