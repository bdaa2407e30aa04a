/** Session ids that stand for more than one session: used again later, or at another node at the same time. */
import type { Random } from '../../../samples/builder/index.ts';
import {
  connectFlow,
  dataFlow,
  disconnectFlow,
  type HookPost,
  type HookSession,
} from '../../../samples/hooks/index.ts';
import { methodFacts } from '../methods.ts';
import {
  type Act,
  ActNumbers,
  connectOf,
  type MethodSetting,
  MILLISECOND,
  type Plan,
  pickAct,
  SECOND,
  sessionActs,
  statusOf,
  withAct,
  withoutActs,
} from '../plan.ts';
import { type Fault, isWcs, named, newlyMissing } from './fault.ts';

const DATA_EVENT = 'DataStatusEvent';
const OFF: MethodSetting = { restPolicy: 'DISABLE' };
/** Microseconds that the capture goes on after the last hook. */
const AFTERMATH = 105 * SECOND;

/** The client connects again with the id that it had; what was configured for the first time holds no more. */
const usedAgain: Fault = {
  name: 'session id used again',
  apply(plan, random) {
    const end = pickAct(
      plan,
      random,
      (act) => isWcs(plan, act) && act.method === 'ConnectionStatusEvent' && statusOf(act) === 'DISCONNECTED',
    );
    if (end === null || end.session === null) return null;
    const connect = connectOf(plan, end);
    const own = sessionActs(plan, end);
    if (connect === null || connect.touched === true || own.some((act) => act.at > end.at)) return null;
    const disabled = random.pick(['first', 'second', 'neither'] as const);
    const first = disabled === 'first' ? configuredWithout(plan, connect) : plan;
    const setting = disabled === 'second' ? { [DATA_EVENT]: OFF } : null;
    const again = secondLife(random, end, end.session, setting);
    const changed = appended(withAct(first, end), again);
    return {
      plan: changed,
      told: `connected again after ${named(end)}, ${DATA_EVENT} switched off the ${disabled} time`,
      must: newlyMissing(plan, changed),
    };
  },
};

/** The session is configured to be told nothing of data, and is not told. */
function configuredWithout(plan: Plan, connect: Act): Plan {
  const told = sessionActs(plan, connect).filter(({ method }) => method === DATA_EVENT);
  return withAct(withoutActs(plan, told), { ...connect, config: { ...connect.config, [DATA_EVENT]: OFF } });
}

/** A short session in which data is sent and nothing is told of it. */
function secondLife(
  random: Random,
  end: Act,
  before: HookSession,
  setting: Readonly<Record<string, MethodSetting>> | null,
): readonly Act[] {
  const numbers = new ActNumbers();
  // Another object: in truth it is another session.
  const session: HookSession = { ...before };
  const at = end.at + random.between(900, 30_000) * MILLISECOND;
  const posts: readonly HookPost[] = [
    ...connectFlow(at, session, { register: random.chance(0.3) }),
    ...dataFlow(at + 3 * SECOND, session, random.uuid()).filter(({ method }) => method !== DATA_EVENT),
    ...(random.chance(0.5) ? disconnectFlow(at + 40 * SECOND, session) : []),
  ];
  return posts.map((post) => {
    const act = numbers.act(post, { party: end.party, session, flow: FLOWS + end.id });
    return act.method === 'connect' && setting !== null ? { ...act, config: setting } : act;
  });
}

/** Above the numbers of all flows. */
const FLOWS = 1_000_000;

/** The same plan with acts after all others; the capture lasts long enough for them. */
export function appended(plan: Plan, acts: readonly Act[]): Plan {
  const next = Math.max(...plan.acts.map(({ id }) => id)) + 1;
  const last = Math.max(...acts.map(({ at }) => at));
  const numbered = acts.map((act, index) => ({ ...act, id: next + index, touched: true }));
  return {
    ...plan,
    acts: [...plan.acts, ...numbered],
    form: { ...plan.form, to: Math.max(plan.form.to, last + AFTERMATH) },
  };
}

/** Two nodes of a cluster gave the same id to different clients; what one is configured to is nothing to the other. */
const atTwoNodes: Fault = {
  name: 'equal session ids at two nodes',
  apply(plan, random) {
    const one = pickAct(plan, random, (act) => act.method === 'connect' && act.answer.kind === 'mirrored');
    const other = pickAct(
      plan,
      random,
      (act) => act.method === 'connect' && act.answer.kind === 'mirrored' && act.session !== one?.session,
    );
    const [first, second] = [one?.session, other?.session];
    if (one === null || other === null || first == null || second == null) return null;
    const both = [...sessionActs(plan, one), ...sessionActs(plan, other)];
    if (both.some((act) => act.touched === true || !isWcs(plan, act))) return null;
    // They are there at the same time, mostly.
    const by = random.chance(0.7) ? one.at - other.at + random.between(-4000, 9000) * MILLISECOND : 0;
    if (other.at + by < 5 * SECOND) return null;
    const session: HookSession = { ...second, sessionId: first.sessionId, nodeId: `${second.nodeId}-2` };
    const names = { sessionId: session.sessionId, nodeId: session.nodeId };
    const acts = plan.acts.map((act) => {
      if (act.session === first) return { ...act, touched: true };
      if (act.session !== second) return act;
      return { ...act, session, at: act.at + by, payload: { ...act.payload, ...names }, touched: true };
    });
    const to = plan.form.to + Math.max(0, by);
    const alike: Plan = { ...plan, acts, form: { ...plan.form, to } };
    const changed = random.chance(0.6) ? switchedOffAtOne(alike, random, first, session) : alike;
    return {
      plan: changed,
      told: `the session of ${named(one)} has an equal id at another node`,
      must: newlyMissing(alike, changed),
    };
  },
};

/** A method is switched off for one of two sessions; the other one lacks it as well. */
function switchedOffAtOne(plan: Plan, random: Random, one: HookSession, other: HookSession): Plan {
  const events = plan.acts.filter((act) => act.session === other && act.type === 3);
  const connect = plan.acts.find((act) => act.session === one && act.method === 'connect');
  if (events.length === 0 || connect === undefined) return plan;
  const lacking = random.pick(events);
  const { name } = methodFacts(lacking.method);
  const gone = plan.acts.filter((act) => act.session === one && methodFacts(act.method).name === name);
  const configured = withAct(plan, { ...connect, config: { [name]: OFF } });
  return withoutActs(configured, [...gone, lacking]);
}

export const IDENTITY_FAULTS: readonly Fault[] = [usedAgain, usedAgain, atTwoNodes, atTwoNodes];
