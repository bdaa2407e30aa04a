import { describe, expect, it } from 'vitest';
import { Random } from '../../samples/builder/index.ts';
import { FAULTS } from '../scenarios/faults/index.ts';
import { soundPlan } from '../scenarios/network.ts';
import { type Act, type Plan, pickAct, statusOf } from '../scenarios/plan.ts';
import { randomScenario } from '../scenarios/scenario.ts';
import { comparePlans, differencesOf, namedMethods } from './compared.ts';

const SEEDS = Array.from({ length: 25 }, (_, seed) => seed + 1);

/** Faults that make a hook absent, additional, or answered differently from the sound capture. */
const TELLING = [
  'refused connect',
  '403 under FAIL',
  '403 under LOG',
  '500 on an event',
  'no answer',
  'slow answer',
  'answer that is not JSON',
  'context changed in the answer',
];

describe('random captures', () => {
  it.each(SEEDS)('seed %i: compared with itself there is no difference, faulty or not', async (seed) => {
    const { plan } = randomScenario(seed);
    const comparison = await comparePlans(plan, plan);
    expect(differencesOf(comparison)).toEqual([]);
    expect(['same', 'not-comparable']).toContain(comparison.outcome);
  });

  it.each(SEEDS)(
    'seed %i: other times, identifiers and order of sessions are no difference',
    async (seed) => {
      const plan = { ...soundPlan(seed), reordered: false };
      expect(differencesOf(await comparePlans(plan, shiftedSessions(plan)))).toEqual([]);
    },
  );

  it.each(TELLING)('%s: the method is named', async (name) => {
    const fault = FAULTS.find((each) => each.name === name);
    if (fault === undefined) throw new Error(`there is no fault ${name}`);
    const silent: string[] = [];
    let tried = 0;
    for (let seed = 1; tried < 12 && seed < 200; seed += 1) {
      const sound = soundPlan(seed);
      const faulted = fault.apply(sound, new Random(seed));
      if (faulted === null) continue;
      tried += 1;
      const comparison = await comparePlans(sound, faulted.plan);
      const wanted = changedMethods(sound, faulted.plan);
      const named = namedMethods(comparison);
      if (![...wanted].some((method) => named.has(method)) || comparison.outcome === 'same') {
        silent.push(`seed ${seed}: ${faulted.told}: ${comparison.outcome} ${[...named]}`);
      }
    }
    expect(tried).toBeGreaterThan(5);
    expect(silent).toEqual([]);
  });

  it('an event that is left out of the only dialog of its kind is named', async () => {
    const silent: string[] = [];
    let tried = 0;
    for (let seed = 1; tried < 25 && seed < 300; seed += 1) {
      const sound = soundPlan(seed);
      const act = pickAct(sound, new Random(seed), (one) => one.type === 3);
      if (act === null || !isOnlyOne(sound, act)) continue;
      tried += 1;
      const comparison = await comparePlans(sound, {
        ...sound,
        acts: sound.acts.filter((other) => other !== act),
      });
      if (!namedMethods(comparison).has(act.method)) {
        silent.push(`seed ${seed}: ${act.method} ${String(act.payload.status)}`);
      }
    }
    expect(tried).toBeGreaterThan(10);
    expect(silent).toEqual([]);
  });
});

/** True where no other dialog began like the one of the act, and the act's step occurs once. */
function isOnlyOne(plan: Plan, act: Act): boolean {
  const opener = plan.acts.find(({ flow }) => flow === act.flow)?.method;
  const alike = plan.acts.filter((other) => other.method === act.method && statusOf(other) === statusOf(act));
  const openers = plan.acts.filter(({ method }) => method === opener);
  return alike.length === 1 && openers.length === 1;
}

function changedMethods(sound: Plan, faulty: Plan): ReadonlySet<string> {
  const before = new Map(sound.acts.map((act) => [act.id, JSON.stringify(act.answer)]));
  return new Set(
    faulty.acts
      .filter((act) => before.get(act.id) !== JSON.stringify(act.answer))
      .map(({ method }) => method),
  );
}

/** The same sessions in another order and under other identifiers. */
function shiftedSessions(plan: Plan): Plan {
  const sessions = [...new Set(plan.acts.map(({ session }) => session))];
  const length = Math.max(...plan.acts.map(({ at }) => at));
  const acts = plan.acts.map((act) => {
    const position = sessions.length - sessions.indexOf(act.session);
    const moved = act.session === null ? 0 : position * (length + 1_000_000);
    const sessionId = act.payload.sessionId;
    const payload =
      typeof sessionId === 'string' ? { ...act.payload, sessionId: `${sessionId}x` } : act.payload;
    const session = act.session === null ? null : { ...act.session, sessionId: `${act.session.sessionId}x` };
    return { ...act, at: act.at + moved, payload, session };
  });
  return {
    ...plan,
    acts,
    form: { ...plan.form, to: plan.form.to + (sessions.length + 1) * (length + 1_000_000) },
  };
}
