/** What goes wrong between a server and its backend, put into a plan. */
import type { Random } from '../../../samples/builder/index.ts';
import { SECOND, shuffled } from '../plan.ts';
import {
  AFTERMATH,
  isAccepted,
  needing,
  type Reply,
  type ServerAct,
  type ServerPlan,
  settledAt,
  soundReply,
  withAct,
  withFurther,
  withoutActs,
} from './plan.ts';
import type { BadAnswer } from './server.ts';

export interface ServerFault {
  readonly name: string;
  /** It comes after those that change hooks: it decides when the capture begins or ends. */
  readonly last?: true;
  /** The plan with the fault in it, and what was done; null where it does not fit. */
  readonly apply: (plan: ServerPlan, random: Random) => readonly [plan: ServerPlan, told: string] | null;
}

/** An act by chance that no fault has touched. */
function picked(plan: ServerPlan, random: Random, which: (act: ServerAct) => boolean): ServerAct | null {
  const free = plan.acts.filter(
    (act) => act.touched !== true && act.at > plan.from && act.at < plan.to - AFTERMATH / 2 && which(act),
  );
  return shuffled(random, free)[0] ?? null;
}

function named(plan: ServerPlan, { hook, at }: ServerAct): string {
  return `${hook.method} of ${plan.profile.dialect} at ${(at / SECOND).toFixed(3)} s`;
}

const isSound = (act: ServerAct): boolean => isAccepted(act) && act.lost === undefined;

/** A hook that the server should have sent is not sent. What needs it comes all the same: the backend was not asked. */
const dropped: ServerFault = {
  name: 'hook dropped',
  apply(plan, random) {
    const act = picked(plan, random, (one) => isSound(one) && one.repeats === undefined);
    if (act === null || plan.acts.some((other) => other.duplicates === act.id)) return null;
    return [withoutActs(plan, new Set([act.id])), `not sent: ${named(plan, act)}`];
  },
};

/** The server takes a hook for failed: what needs it does not come, and what comes instead does. */
function failing(plan: ServerPlan, act: ServerAct, reply: Reply): ServerPlan | null {
  const gone = needing(plan, act.id);
  if (plan.acts.some(({ id, touched }) => gone.has(id) && touched === true)) return null;
  let failed = withAct(withoutActs(plan, gone), { ...act, reply });
  const known = settledAt({ ...act, reply });
  for (const { after, hook } of act.instead) {
    const delay = {
      kind: 'answered',
      how: 'accepted',
      answer: plan.profile.accepted(hook),
      delay: 4000,
    } as const;
    const at = known + Math.round(after * SECOND);
    failed = withFurther(failed, { at, hook, reply: delay, course: act.course, needs: [], instead: [] });
  }
  return failed;
}

/** Whether the server sends a hook again after such a reply. */
function isSentAgain({ profile: { retry } }: ServerPlan, reply: Reply): boolean {
  if (retry === null) return false;
  if (reply.kind !== 'answered') return retry.after.includes('no-response');
  if (reply.how === 'accepted' || !retry.after.includes(reply.how)) return false;
  return reply.how !== 'status' || (retry.statuses?.(reply.answer.status) ?? true);
}

/** The attempts after one that failed; `succeeds`: the last of them is accepted. */
function repeated(plan: ServerPlan, act: ServerAct, reply: Reply, succeeds: boolean): ServerPlan | null {
  const { retry, timeoutSeconds } = plan.profile;
  if (retry === null || !isSentAgain(plan, reply)) return null;
  let last: ServerAct = { ...act, reply };
  let result = plan;
  const tries = succeeds ? [retry.delays[0] ?? 0] : retry.delays;
  for (const delay of tries) {
    const again: Omit<ServerAct, 'id'> = {
      ...act,
      at: settledAt(last) + Math.round(delay * SECOND),
      hook: retry.again(last.hook),
      reply: succeeds
        ? { kind: 'answered', how: 'accepted', answer: plan.profile.accepted(act.hook), delay: 5000 }
        : reply,
      repeats: last.id,
      needs: [],
    };
    result = withFurther(result, again);
    const added = result.acts.at(-1);
    if (added === undefined) return null;
    last = added;
  }
  return timeoutSeconds === null && reply.kind === 'silence'
    ? null
    : shiftedBehind(result, act, settledAt(last));
}

/** What a course does after an act waits until the server knows what became of it. */
function shiftedBehind(plan: ServerPlan, act: ServerAct, until: number): ServerPlan {
  const by = until - settledAt(act);
  const acts = plan.acts.map((other) =>
    other.course === act.course && other.touched !== true && other.at > act.at && other.id !== act.id
      ? { ...other, at: other.at + by }
      : other,
  );
  return { ...plan, acts, to: Math.max(plan.to, ...acts.map(({ at }) => at + AFTERMATH)) };
}

function failure(name: string, replyOf: (plan: ServerPlan, random: Random) => Reply | null): ServerFault {
  return {
    name,
    apply(plan, random) {
      const act = picked(
        plan,
        random,
        (one) => isSound(one) && plan.profile.isJudged(one.hook) && isFirst(plan, one),
      );
      const reply = replyOf(plan, random);
      if (act === null || reply === null) return null;
      const isRepeated = isSentAgain(plan, reply);
      const told = `${name}: ${named(plan, act)}`;
      if (!isRepeated) {
        const failed = failing(shiftedBehind(plan, act, settledAt({ ...act, reply })), act, reply);
        return failed === null ? null : [failed, told];
      }
      const succeeds = random.chance(0.5);
      // The first attempt is touched before those that repeat it are added, so that none of these is taken away.
      const tried = repeated(withAct(plan, { ...act, reply }), act, reply, succeeds);
      if (tried === null) return null;
      if (succeeds) return [tried, `${told}, and accepted when it was sent again`];
      const gone = needing(tried, act.id);
      if (tried.acts.some(({ id, touched }) => gone.has(id) && touched === true)) return null;
      return [withoutActs(tried, gone), `${told}, each time`];
    },
  };
}

/** Whether an act is neither a further attempt nor said again. */
function isFirst(plan: ServerPlan, act: ServerAct): boolean {
  return (
    act.repeats === undefined &&
    act.duplicates === undefined &&
    plan.acts.every(({ repeats, duplicates }) => repeats !== act.id && duplicates !== act.id)
  );
}

function answering(how: BadAnswer): (plan: ServerPlan, random: Random) => Reply | null {
  return (plan, random) => {
    const answers = plan.profile.bad[how];
    if (answers.length === 0) return null;
    return { kind: 'answered', how, answer: random.pick(answers), delay: random.between(2000, 40_000) };
  };
}

const FAILURES: readonly ServerFault[] = [
  failure('refused on purpose', answering('refusal')),
  failure('answer at fault', answering('body')),
  failure('answered with an error', answering('status')),
  failure('not answered', ({ profile: { timeoutSeconds } }) =>
    timeoutSeconds === null
      ? null
      : { kind: 'silence', end: 'client-closes', delay: Math.round(timeoutSeconds * SECOND) },
  ),
  failure('connection ended without an answer', (_plan, random) => ({
    kind: 'silence',
    end: random.pick(['server-closes', 'server-resets'] as const),
    delay: random.between(20_000, 300_000),
  })),
  failure('connection refused', () => ({ kind: 'refused' })),
];

/** A hook that has to come within a time comes after it. */
const late: ServerFault = {
  name: 'hook late',
  apply(plan, random) {
    const windows = plan.profile.pairs.filter(
      ({ direction, seconds }) => direction === 'forward' && seconds !== null,
    );
    if (windows.length === 0) return null;
    const rule = random.pick(windows);
    const act = picked(plan, random, (one) => {
      const triggers = plan.acts.filter(
        (other) =>
          other.at <= one.at &&
          isAccepted(other) &&
          rule.after(other.hook) &&
          rule.expect(other.hook, one.hook),
      );
      return isSound(one) && isFirst(plan, one) && triggers.length > 0;
    });
    if (act === null) return null;
    const by = Math.round(((rule.seconds ?? 0) + random.between(3, 12)) * SECOND);
    const acts = plan.acts.map((other) =>
      other.course === act.course && other.at >= act.at ? { ...other, at: other.at + by } : other,
    );
    const to = Math.max(plan.to, ...acts.map(({ at }) => at + AFTERMATH));
    return [withAct({ ...plan, acts, to }, { ...act, at: act.at + by }), `late: ${named(plan, act)}`];
  },
};

/** The server sends a hook again that was accepted. */
const duplicate: ServerFault = {
  name: 'hook sent twice',
  apply(plan, random) {
    const act = picked(
      plan,
      random,
      (one) => isSound(one) && isFirst(plan, one) && plan.profile.isEvent(one.hook),
    );
    if (act === null) return null;
    const at = settledAt(act) + random.between(10_000, 900_000);
    const reply = soundReply(plan.profile, act.hook, random);
    const hook = plan.profile.retry?.again(act.hook) ?? act.hook;
    const again = { ...act, at, hook, reply, needs: [], instead: [], duplicates: act.id };
    return [withAct(withFurther(plan, again), act), `sent twice: ${named(plan, act)}`];
  },
};

const lostPackets: ServerFault = {
  name: 'packets lost',
  apply(plan, random) {
    const act = picked(plan, random, (one) => isSound(one) && isFirst(plan, one));
    if (act === null) return null;
    const lost = random.pick(['request', 'answer'] as const);
    return [withAct(plan, { ...act, lost }), `${lost} not captured: ${named(plan, act)}`];
  },
};

/** A moment near another at which nothing is on the wire. */
function quietMoment(plan: ServerPlan, near: number): number {
  const spans = plan.acts.map((act) => [act.at - 50_000, settledAt(act) + 50_000] as const);
  let moment = near;
  for (let again = true; again; ) {
    const inside = spans.find(([begin, end]) => moment >= begin && moment <= end);
    if (inside !== undefined) moment = inside[1] + 1;
    again = inside !== undefined;
  }
  return moment;
}

const begunLate: ServerFault = {
  name: 'capture began late',
  last: true,
  apply(plan, random) {
    if (plan.from > 0 || plan.acts.length === 0) return null;
    const from = quietMoment(plan, random.pick(plan.acts).at + random.between(1, 900) * 1000);
    if (from >= plan.to - AFTERMATH) return null;
    return [{ ...plan, from }, `capture begins at ${from / SECOND} s`];
  },
};

const endedEarly: ServerFault = {
  name: 'capture ended early',
  last: true,
  apply(plan, random) {
    if (plan.acts.length === 0) return null;
    const to = quietMoment(plan, random.pick(plan.acts).at + random.between(1, 900) * 1000);
    if (to <= plan.from + SECOND || to >= plan.to) return null;
    return [{ ...plan, to }, `capture ends at ${to / SECOND} s`];
  },
};

export const SERVER_FAULTS: readonly ServerFault[] = [
  dropped,
  dropped,
  dropped,
  ...FAILURES,
  ...FAILURES,
  late,
  duplicate,
  lostPackets,
  lostPackets,
  begunLate,
  endedEarly,
];
