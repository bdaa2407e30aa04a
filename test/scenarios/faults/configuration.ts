/** What `connect`'s answer configures: absences that are in order, and configurations that are none. */
import { methodFacts } from '../methods.ts';
import { type Act, type Plan, pickAct, sessionActs, withAct, withoutActs } from '../plan.ts';
import { configured, type Fault, flawed, isWcs, mustFind, named } from './fault.ts';

/** The session's acts of one method, whatever its spelling. */
function sameMethod(plan: Plan, act: Act): readonly Act[] {
  const { name } = methodFacts(act.method);
  return sessionActs(plan, act).filter((other) => methodFacts(other.method).name === name);
}

const disabled: Fault = {
  name: 'policy DISABLE',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isWcs(plan, one) && one.type !== 1);
    if (act === null) return null;
    const restPolicy = random.pick(['DISABLE', 'DISABLED']);
    const changed = configured(plan, act, act.method, { restPolicy });
    if (changed === null) return null;
    return {
      plan: withoutActs(changed, sameMethod(changed, act)),
      told: `${restPolicy} for ${act.method} of ${named(act)}`,
      must: [],
    };
  },
};

const excluded: Fault = {
  name: 'restExclude',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isWcs(plan, one) && one.type !== 1 && one.body === undefined);
    if (act === null) return null;
    const choices = ['nodeId', 'appKey', 'sdp', 'status', 'hasVideo', 'caller', 'sipMessageRaw'];
    const names = choices.filter((name) => Object.hasOwn(act.payload, name) && random.chance(0.6));
    const changed = configured(plan, act, act.method, { restExclude: names.join(random.pick([',', ', '])) });
    if (changed === null || names.length === 0) return null;
    const others = sameMethod(changed, act);
    if (others.some((one) => one.touched === true)) return null;
    const bare = others.reduce((after, one) => {
      const kept = Object.entries(one.payload).filter(([name]) => !names.includes(name));
      return withAct(after, { ...one, payload: Object.fromEntries(kept), withheld: names });
    }, changed);
    return {
      plan: bare,
      told: `restExclude ${names.join()} for ${act.method} of ${named(act)}`,
      must: [],
    };
  },
};

const misspelt: Fault = {
  name: 'misspelt configuration',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => one.type === 1 && one.answer.kind === 'mirrored');
    if (act === null) return null;
    const config = random.pick<NonNullable<Act['config']>>([
      { callStatus: { restPolicy: 'DISABLE' } },
      { call: { restPolicy: 'DISABEL' } },
      { call: { restOnFail: 'FAIL' } as never },
    ]);
    return {
      plan: withAct(plan, flawed({ ...act, config }, 'config/rest-client-config', 'warning')),
      told: `misspelt ${JSON.stringify(config)}: ${named(act)}`,
      must: [mustFind(act, 'config/rest-client-config')],
    };
  },
};

export const CONFIGURATION_FAULTS: readonly Fault[] = [disabled, disabled, excluded, misspelt];
