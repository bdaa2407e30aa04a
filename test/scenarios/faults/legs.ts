/** What a proxy before the backend does, and captures that show both sides of it. */
import { type Act, MILLISECOND, type Plan, pickAct, SECOND, withAct } from '../plan.ts';
import { type Fault, failed, mustFind, named } from './fault.ts';

/** Status and body of nginx's pages for an upstream server that refuses, and for one that takes too long. */
const BAD_GATEWAY = { status: 502, upstream: 'refuses' } as const;
const TIMED_OUT = { status: 504, upstream: 'is-silent' } as const;

/** Seconds; a keep-alive follows after ten, which is not soon after: it repeats nothing. */
const LONGEST_WAIT = 4;

function isRelayed(plan: Plan, act: Act): boolean {
  return plan.parties[act.party]?.further?.kind === 'relayed';
}

/** The proxy answers for an upstream server that it does not reach. */
const upstreamFails: Fault = {
  name: 'upstream fails',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isRelayed(plan, one) && one.answer.kind === 'mirrored');
    if (act === null) return null;
    const { status, upstream } = random.pick([BAD_GATEWAY, TIMED_OUT]);
    const delay = upstream === 'refuses' ? 5 * MILLISECOND : random.between(2, LONGEST_WAIT) * SECOND;
    return {
      plan: withAct(failed(plan, act, delay), {
        ...act,
        answer: { kind: 'status', status, delay },
        upstream,
      }),
      told: `answered ${status}, because the upstream server ${upstream}: ${named(act)}`,
      must: [mustFind(act, 'answer/status')],
    };
  },
};

/** Few plans have a proxy. */
export const LEG_FAULTS: readonly Fault[] = Array.from({ length: 7 }, () => upstreamFails);
