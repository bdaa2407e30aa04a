/** Hook calls that the backend never sees: not made, or made in vain. */
import type { Random } from '../../../samples/builder/index.ts';
import { methodFacts, WINDOWS } from '../methods.ts';
import { judgementsOf } from '../oracle/verdicts.ts';
import {
  type Act,
  laterInFlow,
  MILLISECOND,
  type Plan,
  pickAct,
  SECOND,
  shuffled,
  withAct,
  withFurther,
  withoutActs,
} from '../plan.ts';
import { delayed, type Fault, type Faulted, failed, heldUp, mustFind, named, newlyMissing } from './fault.ts';

/** Acts that are tried before one is taken whose absence cannot be seen. */
const TRIES = 8;

/** The call server does not make a call, but goes on as if it had. */
const dropped: Fault = {
  name: 'dropped call',
  apply(plan, random) {
    const fresh = plan.acts.filter((act) => act.touched !== true && act.answer.kind === 'mirrored');
    const candidates = shuffled(random, fresh).slice(0, TRIES);
    // Mostly one that is missed; now and then any, of which nothing may be said unless it is.
    const any = random.chance(0.15);
    for (const act of candidates) {
      const without = withoutActs(plan, [act]);
      const must = newlyMissing(plan, without);
      if (any || must.length > 0) return { plan: without, told: `dropped ${named(act)}`, must };
    }
    return null;
  },
};

/** What an invocation leads to comes when nobody waits for it any more. */
const tooLate: Fault = {
  name: 'event after its window',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => WINDOWS[one.method] !== undefined);
    if (act === null) return null;
    const next = laterInFlow(plan, act)[0];
    if (next === undefined || next.type !== 3 || next.touched === true) return null;
    const late = act.at + ((WINDOWS[act.method] ?? 0) + random.between(2, 9)) * SECOND;
    const held = heldUp(plan, act, late - next.at);
    const marked = withAct(withAct(held, act), held.acts.find((one) => one.id === next.id) ?? next);
    return { plan: marked, told: `too late after ${named(act)}`, must: newlyLate(marked, next) };
  },
};

/** Unless the capture ended, or lost packets. */
function newlyLate(plan: Plan, act: Act): Faulted['must'] {
  const isLate = judgementsOf(plan).some(({ late }) => late?.act.id === act.id);
  return isLate ? [mustFind(act, 'flow/late-call')] : [];
}

/** Invocations that a client makes again where nothing comes of them. */
const ASKED_AGAIN = new Set(
  'answer hangup hold transfer sendMessage sendData subscribe sendXcapRequest sessionDebug unPublishStream stopStream'.split(
    ' ',
  ),
);

/** Nothing comes of an invocation; the client makes it again, and what comes then is told of the second. */
const askedAgain: Fault = {
  name: 'event after the second request',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => ASKED_AGAIN.has(one.method) && one.answer.kind === 'mirrored');
    const next = act === null ? undefined : laterInFlow(plan, act)[0];
    if (act === null || next === undefined || next.type !== 3 || next.touched === true) return null;
    const by = ((WINDOWS[act.method] ?? 0) + random.between(1, 5)) * SECOND;
    const held = heldUp(plan, act, by);
    const own = held.acts.find(({ id }) => id === next.id) ?? next;
    const changed = withFurther(withAct(withAct(held, act), own), [{ ...act, at: act.at + by }]);
    return {
      plan: changed,
      told: `made again after ${by / SECOND} s: ${named(act)}`,
      must: newlyMissing(plan, changed),
    };
  },
};

/** Nobody listens at the backend's port. The call server gives up after one attempt, or after four, or succeeds in the end. */
const refused: Fault = {
  name: 'connection refused',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => one.answer.kind === 'mirrored');
    if (act === null) return null;
    const attempts = random.pick([1, 4]);
    const took = attempts * 300 * MILLISECOND;
    const inVain = Array.from({ length: attempts }, (_, index) => ({
      ...act,
      at: act.at + index * 300 * MILLISECOND,
      answer: { kind: 'refused' } as const,
    }));
    const must = [{ rule: 'transport/refused' }];
    if (random.chance(0.35)) {
      const late = withAct(delayed(plan, act, took), { ...act, at: act.at + took });
      return {
        plan: withFurther(late, inVain),
        told: `refused ${attempts} times, then delivered: ${named(act)}`,
        must,
      };
    }
    return undelivered(plan, act, inVain, took, `refused ${attempts} times: ${named(act)}`, must);
  },
};

/** A firewall swallows the SYNs. */
const unanswered: Fault = {
  name: 'unanswered SYN',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => one.answer.kind === 'mirrored');
    if (act === null) return null;
    const attempts = random.between(3, 5);
    const took = 2 ** (attempts - 1) * SECOND;
    const inVain = [{ ...act, answer: { kind: 'unreachable', attempts } as const }];
    const must = [{ rule: 'transport/unanswered' }];
    if (random.chance(0.3)) {
      const late = withAct(delayed(plan, act, took), { ...act, at: act.at + took });
      const told = `${attempts} SYNs unanswered, then delivered: ${named(act)}`;
      return { plan: withFurther(late, inVain), told, must };
    }
    return undelivered(plan, act, inVain, took, `${attempts} SYNs unanswered: ${named(act)}`, must);
  },
};

/** What the call server does when it cannot deliver: as after a refusal, under LOG (domain facts 1.3). */
function undelivered(
  plan: Plan,
  act: Act,
  inVain: readonly Act[],
  took: number,
  told: string,
  must: Faulted['must'],
): Faulted {
  const after = withoutActs(failed(plan, act, took), [act]);
  return {
    plan: withFurther(after, inVain),
    told,
    must: [...must, ...newlyMissing(plan, after)],
  };
}

/** The call server repeats a call after an error in sending (since build 5.2.1475). */
const repeated: Fault = {
  name: 'retries',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => one.answer.kind === 'mirrored');
    if (act === null) return null;
    return withRetries(plan, random, act, random.between(1, 3));
  },
};

function withRetries(plan: Plan, random: Random, act: Act, count: number): Faulted {
  const delay = random.between(30, 1500) * MILLISECOND;
  const step = delay + random.between(100, 700) * MILLISECOND;
  const end = random.pick(['server-closes', 'server-resets'] as const);
  const silent = { ...act, answer: { kind: 'silence', delay, end } as const };
  let changed = withAct(delayed(plan, act, step * count), silent);
  let last = act.id;
  for (let number = 1; number <= count; number += 1) {
    const again = { ...(number < count ? silent : act), at: act.at + number * step, repeats: last };
    changed = withFurther(changed, [again]);
    last = Math.max(...changed.acts.map((one) => one.id));
  }
  const must = [{ rule: 'flow/retried', method: methodFacts(act.method).name }];
  return { plan: changed, told: `${count} retries (${end}): ${named(act)}`, must };
}

/** A PBX sends a report again and again until it is answered 200 (domain facts 7.2). */
const resent: Fault = {
  name: 'PBX resends',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => plan.parties[one.party]?.system === 'yeastar');
    if (act === null) return null;
    const count = random.between(1, 3);
    const step = random.between(300, 1900) * MILLISECOND;
    const failing = { ...act, answer: { kind: 'status', status: 500 } as const };
    let changed = withAct(plan, failing);
    let last = act.id;
    for (let number = 1; number <= count; number += 1) {
      const again = { ...(number < count ? failing : act), at: act.at + number * step, repeats: last };
      changed = withFurther(changed, [again]);
      last = Math.max(...changed.acts.map((one) => one.id));
    }
    const must = [{ rule: 'flow/retried', method: methodFacts(act.method).name }];
    return { plan: changed, told: `sent ${count} more times: ${named(act)}`, must };
  },
};

export const DELIVERY_FAULTS: readonly Fault[] = [
  dropped,
  dropped,
  tooLate,
  tooLate,
  askedAgain,
  askedAgain,
  refused,
  unanswered,
  repeated,
  resent,
];
