/** What goes wrong in capturing: nothing of it is the backend's fault. */
import type { Mishap } from '../../../samples/builder/index.ts';
import { overtaken } from '../network.ts';
import { type Act, isIncomplete, MILLISECOND, type Plan, pickAct, SECOND, withAct } from '../plan.ts';
import { type Fault, type Faulted, named } from './fault.ts';

/** Microseconds around the beginning of a call in which no capture begins or ends: the request is on its way. */
const BEFORE_CALL = 3 * MILLISECOND;
const AFTER_CALL = 22 * MILLISECOND;

/** A moment at or after the given one at which no request is on the wire. */
export function quietMoment(plan: Plan, from: number): number {
  const busy = plan.acts
    .map((act) => act.at)
    .sort((one, other) => one - other)
    .filter((at) => at + AFTER_CALL > from);
  let moment = from;
  for (const at of busy) if (at - BEFORE_CALL < moment) moment = Math.max(moment, at + AFTER_CALL);
  return moment;
}

function isSeen({ form }: Plan, act: Act): boolean {
  return act.at > form.from && act.at < form.to;
}

function isWaitable(act: Act): boolean {
  return act.touched !== true && act.answer.kind === 'mirrored' && act.answer.delay === undefined;
}

/** The capture begins, or ends, while the call server waits for an answer. */
function capturedInPart(plan: Plan, act: Act, edge: 'from' | 'to'): Faulted | null {
  if (act.answer.kind !== 'mirrored') return null;
  const waiting = withAct(plan, { ...act, answer: { ...act.answer, delay: 1500 * MILLISECOND } });
  const moment = quietMoment(waiting, act.at + 700 * MILLISECOND);
  if (moment > act.at + 1400 * MILLISECOND) return null;
  return {
    plan: { ...waiting, form: { ...plan.form, [edge]: moment } },
    told: `${edge === 'from' ? 'begun' : 'ended'} within ${named(act)}`,
    must: [],
  };
}

/** Whether the capture shows a part of the traffic only, or times that are not so. */
function isPartial({ form, acts }: Plan): boolean {
  return form.requestsOnly || form.clockStep !== null || acts.some((act) => act.elsewhere === true);
}

const begunLate: Fault = {
  name: 'capture begun late',
  last: true,
  apply(plan, random) {
    if (plan.parties.some(({ trouble }) => trouble > 0) || isPartial(plan)) return null;
    // What is lost before the first packet seen of a connection cannot be known to be lost.
    if (plan.acts.some((one) => isIncomplete(one.requestMishaps) || isIncomplete(one.answerMishaps)))
      return null;
    const act = pickAct(plan, random, (one) => one.at < plan.form.to - 30 * SECOND && isSeen(plan, one));
    if (act === null) return null;
    if (isWaitable(act) && random.chance(0.25)) return capturedInPart(plan, act, 'from');
    const from = quietMoment(plan, act.at + random.pick([1, 1, random.between(1, 8 * SECOND)]));
    if (!plan.acts.some((one) => one.at > from && one.at < plan.form.to)) return null;
    return {
      plan: { ...plan, form: { ...plan.form, from } },
      told: `begun after ${named(act)}`,
      must: [],
    };
  },
};

const endedEarly: Fault = {
  name: 'capture ended early',
  last: true,
  apply(plan, random) {
    if (plan.parties.some(({ trouble }) => trouble > 0) || isPartial(plan)) return null;
    const act = pickAct(plan, random, (one) => isSeen(plan, one));
    if (act === null) return null;
    if (isWaitable(act) && random.chance(0.25)) return capturedInPart(plan, act, 'to');
    const to = quietMoment(plan, act.at + random.pick([1, 1, random.between(1, 20 * SECOND)]));
    return {
      plan: { ...plan, form: { ...plan.form, to } },
      told: `ended after ${named(act)}`,
      must: [],
    };
  },
};

const ALL_SEGMENTS: Readonly<Record<number, Mishap>> = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [index, 'uncaptured'] as const),
);
const { 0: _first, ...ALL_BUT_FIRST } = ALL_SEGMENTS;

const lostSegment: Fault = {
  name: 'lost segment',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => {
      // A proxy's own request would show what the capture lacks of its client's.
      const isSeenTwice = plan.parties[one.party]?.further?.kind === 'relayed';
      return one.answer.kind === 'mirrored' && one.body === undefined && !isSeenTwice;
    });
    if (act === null) return null;
    const lossy = (change: Partial<Act>, what: string) => ({
      plan: withAct(plan, { ...act, ...change }),
      told: `${what} lost: ${named(act)}`,
      must: [{ rule: 'capture/lost-packets' }],
    });
    const isSplit =
      plan.parties[act.party]?.splitRequest === true && plan.parties[act.party]?.system === 'wcs';
    switch (random.pick(['request', 'request', 'start', 'body', 'piece', 'answer'] as const)) {
      case 'request':
        return lossy({ requestMishaps: ALL_SEGMENTS }, 'request');
      case 'start':
        return lossy({ requestMishaps: { 0: 'uncaptured' } }, 'start of the request');
      case 'body':
        // Of the payload nothing can be read then.
        return isSplit
          ? lossy(
              { requestMishaps: ALL_BUT_FIRST, payload: {}, body: JSON.stringify(act.payload) },
              'body of the request',
            )
          : null;
      case 'piece':
        // Tomcat and the proxy write an answer in pieces: what the first says is known.
        return ['tomcat', 'gzip'].includes(plan.parties[act.party]?.backend ?? '')
          ? lossy({ answerMishaps: { 1: 'uncaptured' } }, 'piece of the answer')
          : null;
      default:
        return lossy({ answerMishaps: ALL_SEGMENTS }, 'answer');
    }
  },
};

const countedDrops: Fault = {
  name: 'drops counted by the capture',
  apply(plan, random) {
    const form = { ...plan.form, file: 'pcapng', drops: random.between(1, 900) } as const;
    return {
      plan: { ...plan, form },
      told: `${form.drops} packets dropped`,
      must: [{ rule: 'capture/lost-packets' }],
    };
  },
};

const cutFrames: Fault = {
  name: 'snap length',
  alone: true,
  apply(plan, random) {
    // A body that is cut into small segments is not cut by the snap length.
    const { parties } = plan;
    if (parties.some(({ system, maximumSegmentSize: size }) => system !== 'wcs' || size === 536)) return null;
    const snapLength = random.pick([440, 480, 520]);
    return {
      plan: { ...plan, form: { ...plan.form, snapLength } },
      told: `frames cut to ${snapLength} bytes`,
      must: [{ rule: 'capture/cut-frames' }],
    };
  },
};

const reordered: Fault = {
  name: 'calls reordered',
  apply: (plan, random) =>
    plan.reordered ? null : { plan: overtaken(plan, random), told: 'hooks overtake each other', must: [] },
};

const capturedTwice: Fault = {
  name: 'captured twice',
  apply: (plan) => ({
    plan: { ...plan, form: { ...plan.form, twice: true } },
    told: 'every frame captured twice',
    must: [],
  }),
};

/** Segments that the network lost, repeated or turned round; the call server and the backend got them in the end. */
const troubledPath: Fault = {
  name: 'troubled path',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => one.answer.kind === 'mirrored');
    if (act === null) return null;
    const mishaps = { 0: random.pick(['lost', 'repeated', 'late'] as const) };
    const change = random.chance(0.5) ? { requestMishaps: mishaps } : { answerMishaps: mishaps };
    return {
      plan: withAct(plan, { ...act, ...change }),
      told: `${mishaps[0]} segment: ${named(act)}`,
      must: [],
    };
  },
};

export const CAPTURING_FAULTS: readonly Fault[] = [
  begunLate,
  begunLate,
  endedEarly,
  endedEarly,
  lostSegment,
  lostSegment,
  countedDrops,
  cutFrames,
  reordered,
  capturedTwice,
  troubledPath,
];
