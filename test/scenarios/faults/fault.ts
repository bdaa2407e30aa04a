import type { Random } from '../../../samples/builder/index.ts';
import { connectionErrorPayload, hookPost } from '../../../samples/hooks/index.ts';
import { judgementsOf } from '../oracle/verdicts.ts';
import {
  type Act,
  ActNumbers,
  connectOf,
  type Flaw,
  type MethodSetting,
  MILLISECOND,
  type Plan,
  sessionActs,
  shifted,
  withAct,
  withFurther,
  withoutActs,
} from '../plan.ts';

/** What the product has to find because of a fault; less may be known here than in the oracle's claims. */
export interface Must {
  readonly rule: string;
  readonly method?: string | null;
  readonly session?: string | null;
}

export interface Faulted {
  readonly plan: Plan;
  /** What was done, in words. */
  readonly told: string;
  readonly must: readonly Must[];
}

export interface Fault {
  readonly name: string;
  /** No other fault goes with it: what would then have to be found cannot be told. */
  readonly alone?: boolean;
  /** To be put in after others. */
  readonly last?: boolean;
  /** null: the plan has nothing that it fits. */
  readonly apply: (plan: Plan, random: Random) => Faulted | null;
}

export function isWcs(plan: Plan, act: Act): boolean {
  return plan.parties[act.party]?.system === 'wcs';
}

export function idOf(act: Act): string | null {
  return act.session?.sessionId ?? null;
}

/** Words for an act. */
export function named(act: Act): string {
  const { status } = act.payload;
  const word = typeof status === 'string' ? ` ${status}` : '';
  return `${act.method}${word} [${idOf(act)}] at ${(act.at / 1e6).toFixed(3)}`;
}

export function mustFind(act: Act, rule: string): Must {
  return { rule, session: idOf(act) };
}

/** The act with something wrong that is told of the act itself. */
export function flawed(act: Act, rule: string, severity: Flaw['severity'], change: Partial<Act> = {}): Act {
  return { ...act, ...change, flaws: [...act.flaws, { rule, severity }] };
}

/** `connect`'s answer configures a method; null where the session's `connect` is not there or was meddled with. */
export function configured(plan: Plan, act: Act, method: string, setting: MethodSetting): Plan | null {
  const connect = connectOf(plan, act);
  if (connect === null || connect.answer.kind !== 'mirrored' || connect.touched === true) return null;
  return withAct(plan, { ...connect, config: { ...connect.config, [method]: setting } });
}

/** What would be missing that is not missing without the change. */
export function newlyMissing(before: Plan, after: Plan): readonly Must[] {
  const missing = (plan: Plan): readonly Must[] =>
    judgementsOf(plan)
      .filter(({ verdict }) => verdict === 'missing')
      .map(({ method, trigger }) => ({ rule: 'flow/missing-call', method, session: trigger.sessionId }));
  const known = new Set(missing(before).map((must) => JSON.stringify(must)));
  return missing(after).filter((must) => !known.has(JSON.stringify(must)));
}

/** Everything of the session that comes after an act comes so much later. */
export function heldUp(plan: Plan, act: Act, by: number): Plan {
  return shifted(
    plan,
    by,
    (other) => other.session !== null && other.session === act.session && (other.beside ?? other.id) > act.id,
  );
}

/** Everything of the session that waits for an act comes so much later; nothing waits for an event. */
export function delayed(plan: Plan, act: Act, by: number): Plan {
  return act.type === 3 ? plan : heldUp(plan, act, by);
}

/** The call server learns after so long that an act failed: a `connect` ends its session, what waits for another comes later. */
export function failed(plan: Plan, act: Act, after: number): Plan {
  return act.type === 1
    ? turnedDown(plan, act, after, ['FAILED', 'DISCONNECTED'])
    : delayed(plan, act, after);
}

/** The session ends with its `connect`: only FAILED and DISCONNECTED may be told of it. */
export function turnedDown(
  plan: Plan,
  connect: Act,
  after: number,
  told: readonly ('FAILED' | 'DISCONNECTED')[],
): Plan {
  const { session } = connect;
  if (session === null) return plan;
  const alone = withoutActs(
    plan,
    sessionActs(plan, connect).filter((act) => act.id !== connect.id),
  );
  const numbers = new ActNumbers();
  const events = told.map((status, index) =>
    numbers.act(
      hookPost(
        connect.at + after + (40 + index * 35) * MILLISECOND,
        'ConnectionStatusEvent',
        connectionErrorPayload(session, status, 'REST connect failed'),
      ),
      connect,
    ),
  );
  return withFurther(alone, events);
}
