/** A plan of what one server sends and its backend answers: plain data, so that a fault can change it before it is played. */
import { Random } from '../../../samples/builder/index.ts';
import { SECOND } from '../plan.ts';
import type { BadAnswer, ServerAnswer, ServerHook, ServerProfile } from './server.ts';

/** What becomes of a hook. Delays are microseconds. */
export type Reply =
  | {
      readonly kind: 'answered';
      readonly how: 'accepted' | BadAnswer;
      readonly answer: ServerAnswer;
      readonly delay: number;
    }
  | {
      readonly kind: 'silence';
      readonly end: 'client-closes' | 'server-closes' | 'server-resets';
      readonly delay: number;
    }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unreachable'; readonly attempts: number };

export interface ServerAct {
  readonly id: number;
  /** Microseconds on the scenario's clock. */
  readonly at: number;
  readonly hook: ServerHook;
  readonly reply: Reply;
  /** Which course it belongs to. */
  readonly course: number;
  /** Ids of the acts that must have been accepted for it to come. */
  readonly needs: readonly number[];
  readonly instead: readonly { readonly after: number; readonly hook: ServerHook }[];
  /** The act that failed and that this one repeats. */
  readonly repeats?: number;
  /** The act that was accepted and that this one says again. */
  readonly duplicates?: number;
  /** What of it the capture lacks. */
  readonly lost?: 'request' | 'answer';
  /** A fault has changed it already. */
  readonly touched?: true;
}

export interface ServerPlan {
  readonly seed: number;
  readonly profile: ServerProfile;
  readonly client: string;
  readonly server: string;
  readonly acts: readonly ServerAct[];
  /** Microseconds between which the capture ran. */
  readonly from: number;
  readonly to: number;
  readonly noise: boolean;
  readonly strangers: boolean;
}

/** Microseconds that a capture goes on after the last hook. */
export const AFTERMATH = 70 * SECOND;

const PLACES: readonly (readonly [client: string, server: string])[] = [
  ['127.0.0.1', '127.0.0.1'],
  ['203.0.113.10', '203.0.113.80'],
  ['10.0.0.5', '10.0.0.5'],
  ['2001:db8::10', '2001:db8:1::80'],
];

/** A sound plan for a seed. */
export function soundServerPlan(profile: ServerProfile, seed: number): ServerPlan {
  const random = new Random(seed * 7919 + 31);
  const [client, server] = random.pick(PLACES);
  const acts: ServerAct[] = [];
  let begin = random.between(8, 20) * SECOND;
  for (let number = 0, count = random.between(1, 5); number < count; number += 1) {
    const first = acts.length;
    for (const { at, hook, needs = [], instead = [] } of profile.course(random, number)) {
      acts.push({
        id: acts.length,
        at: begin + Math.round(at * SECOND),
        hook,
        reply: soundReply(profile, hook, random),
        course: number,
        needs: needs.map((place) => first + place),
        instead,
      });
    }
    begin += random.between(1, random.pick([3, 20, 60])) * SECOND + random.below(SECOND);
  }
  const last = Math.max(...acts.map(({ at }) => at));
  return {
    seed,
    profile,
    client,
    server,
    acts,
    from: 0,
    to: last + AFTERMATH,
    noise: random.chance(0.4),
    strangers: random.chance(0.4),
  };
}

export function soundReply(profile: ServerProfile, hook: ServerHook, random: Random): Reply {
  const delay = random.between(1500, 30_000);
  return { kind: 'answered', how: 'accepted', answer: profile.accepted(hook), delay };
}

/** Whether the server takes an act for accepted. */
export function isAccepted({ reply }: ServerAct): boolean {
  return reply.kind === 'answered' && reply.how === 'accepted';
}

/** How an act failed; null where it did not. */
export function failureOf({ reply }: ServerAct): BadAnswer | 'no-response' | null {
  if (reply.kind !== 'answered') return 'no-response';
  return reply.how === 'accepted' ? null : reply.how;
}

/** When the server knows what became of an act (microseconds). */
export function settledAt({ at, reply }: ServerAct): number {
  switch (reply.kind) {
    case 'answered':
    case 'silence':
      return at + reply.delay + CONNECTING;
    case 'refused':
      return at + CONNECTING;
    case 'unreachable':
      return at + (2 ** reply.attempts - 1) * SECOND;
  }
}

/** Microseconds that a handshake and a request take at most. */
const CONNECTING = 8000;

/** Whether its request was sent at all. */
export function isSent({ reply }: ServerAct): boolean {
  return reply.kind === 'answered' || reply.kind === 'silence';
}

/** The same plan with one act in place of another. */
export function withAct(plan: ServerPlan, act: ServerAct): ServerPlan {
  return {
    ...plan,
    acts: plan.acts.map((other) => (other.id === act.id ? { ...act, touched: true as const } : other)),
  };
}

/** The same plan with a further act, which gets a number of its own. */
export function withFurther(plan: ServerPlan, act: Omit<ServerAct, 'id'>): ServerPlan {
  const id = 1 + Math.max(...plan.acts.map((other) => other.id));
  const acts = [...plan.acts, { ...act, id, touched: true as const }];
  return { ...plan, acts, to: Math.max(plan.to, act.at + AFTERMATH) };
}

/** The same plan without acts, and without those that need one of them. */
export function withoutActs(plan: ServerPlan, gone: ReadonlySet<number>): ServerPlan {
  return { ...plan, acts: plan.acts.filter(({ id }) => !gone.has(id)) };
}

/** The ids of what does not come where an act was not accepted: all that needs it, and what needs that. */
export function needing(plan: ServerPlan, id: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const act of plan.acts) {
      if (act.needs.some((need) => need === id || found.has(need))) found.add(act.id);
    }
  }
  return found;
}

/** The acts with what is counted over all of them, in the order in which they are sent. */
export function numbered({ acts, profile }: ServerPlan): readonly ServerAct[] {
  const sorted = [...acts].sort((one, other) => one.at - other.at);
  if (profile.numbered === undefined) return sorted;
  const hooks = profile.numbered(sorted.map(({ hook }) => hook));
  return sorted.map((act, index) => ({ ...act, hook: hooks[index] ?? act.hook }));
}
