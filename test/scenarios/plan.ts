import type { Endpoint, LinkLayer, Mishap, Random } from '../../samples/builder/index.ts';
import type { BackendAnswer, HookPost, HookSession, JsonObject } from '../../samples/hooks/index.ts';
import { type HookType, methodFacts } from './methods.ts';

export const MILLISECOND = 1000;
export const SECOND = 1_000_000;

/** What has to be found because of one act. `method` and `session` are those of the act unless given. */
export interface Flaw {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'note';
}

/** One hook call that the call server makes: plain data, so that a fault can change it before it is played. */
export interface Act {
  readonly id: number;
  /** Microseconds on the scenario's clock. */
  readonly at: number;
  /** Spelt as on the wire. */
  readonly method: string;
  readonly type: HookType;
  /** What can be read of the body; the body itself, unless `body` is given. */
  readonly payload: JsonObject;
  /** The body's text where it is not the payload's JSON. */
  readonly body?: string;
  /** Which party sends it: an index into `Plan.parties`. */
  readonly party: number;
  /** The session it belongs to in truth; null for a PBX. */
  readonly session: HookSession | null;
  /** Acts of one flow (a call, a stream …) carry the same number. */
  readonly flow: number;
  readonly answer: BackendAnswer;
  /** Members of the answer to `connect` that configure what follows. */
  readonly config?: Readonly<Record<string, MethodSetting>>;
  readonly requestMishaps?: Readonly<Record<number, Mishap>>;
  readonly answerMishaps?: Readonly<Record<number, Mishap>>;
  readonly httpMethod?: string;
  readonly contentType?: string | null;
  /** The path's part before the method, where it is not the party's: a redirect led there. */
  readonly prefix?: string;
  /** What the proxy met at the upstream server, where it is not what the client is told. */
  readonly upstream?: 'refuses' | 'is-silent';
  /** The capture does not show it: a balancer sent it to another backend. */
  readonly elsewhere?: boolean;
  /** The request line has no target, as OpenVox's document prints it. */
  readonly noTarget?: boolean;
  /** What is wrong with it besides what its answer tells. */
  readonly flaws: readonly Flaw[];
  /** Number of the act beside which a fault put this one. */
  readonly beside?: number;
  /** The act of the same call that failed, and that this one repeats: it is a further attempt. */
  readonly repeats?: number;
  /** The act that was accepted, and that is made again without need. */
  readonly duplicates?: number;
  /** Parameters that the configuration keeps from the backend. */
  readonly withheld?: readonly string[];
  /** A fault has changed it already. */
  readonly touched?: boolean;
}

/** What `restClientConfig` says of one method. */
export interface MethodSetting {
  readonly restPolicy?: string;
  readonly restOnError?: string;
  readonly restExclude?: string;
  readonly restOverwrite?: string;
  readonly clientExclude?: string;
}

/** How one call server talks to its backend. */
export interface Party {
  readonly system: 'wcs' | 'openvox' | 'yeastar';
  readonly client: string;
  readonly server: Endpoint;
  readonly prefix: string;
  readonly connections: 'pool' | 'per-call';
  /** Most idle connections kept. */
  readonly poolSize: number;
  /** Microseconds after which the backend closes an idle connection. */
  readonly idleLimit: number;
  readonly backend: 'tomcat' | 'express' | 'apache' | 'gzip' | 'until-close';
  /** Header and body of a request are two writes. */
  readonly splitRequest: boolean;
  readonly indented: boolean;
  readonly requestCoding: 'length' | 'chunked';
  /** The client asks with `Expect: 100-continue` before it sends a body (RFC 9110 section 10.1.1). */
  readonly expects: boolean;
  /** TCP: bytes of a segment, timestamps, and how connections that are done with end. */
  readonly maximumSegmentSize: number | null;
  readonly timestamps: boolean;
  readonly farewell: 'fin' | 'client-resets' | 'server-resets';
  /** How likely a message's first segment is repeated, or turned round with the next (0 to 1). */
  readonly trouble: number;
  readonly fields: readonly (readonly [string, string])[];
  /** Where else its traffic is seen: behind a proxy on the backend's host, or behind a translation of addresses. */
  readonly further:
    | { readonly kind: 'relayed'; readonly upstream: Endpoint }
    | {
        readonly kind: 'translated';
        readonly client: string;
        readonly server: Endpoint;
        readonly delay: number;
      }
    | null;
}

/** How it is captured. */
export interface CaptureForm {
  readonly file: 'pcap' | 'pcapng';
  readonly linkLayer: LinkLayer;
  readonly resolution: 'microseconds' | 'nanoseconds';
  readonly byteOrder: 'little' | 'big';
  readonly snapLength: number | null;
  /** Every frame is in the capture twice. */
  readonly twice: boolean;
  /** Packets that the capture's own counters say it lost; pcapng only. */
  readonly drops: number;
  /** Microseconds between which the capture ran. */
  readonly from: number;
  readonly to: number;
  /** Only what was sent to the backends is captured. */
  readonly requestsOnly: boolean;
  /** At which moment the clock was set back, and by how much (microseconds). */
  readonly clockStep: { readonly at: number; readonly back: number } | null;
}

export interface Plan {
  readonly seed: number;
  readonly parties: readonly Party[];
  readonly acts: readonly Act[];
  readonly form: CaptureForm;
  /** Whether hooks overtake each other, as from a pool of threads. */
  readonly reordered: boolean;
  readonly noise: boolean;
  /** Connections to other backends and hosts that fail; nothing may be said of them. */
  readonly strangers: boolean;
  /** Somebody asks the backend whether it is well; that is no hook. */
  readonly healthChecks: boolean;
}

/** Gives acts their numbers. */
export class ActNumbers {
  #next = 0;
  #flow = 0;

  flow(): number {
    this.#flow += 1;
    return this.#flow;
  }

  act(post: HookPost, owner: Pick<Act, 'party' | 'session' | 'flow'>): Act {
    this.#next += 1;
    return {
      id: this.#next,
      at: post.at,
      method: post.method,
      type: methodFacts(post.method).type,
      payload: post.payload,
      party: owner.party,
      session: owner.session,
      flow: owner.flow,
      answer: post.answer,
      flaws: [],
    };
  }
}

export const FIRST_FREE_ID = 1_000_000;

/** The same plan with one act in place of another. */
export function withAct(plan: Plan, act: Act): Plan {
  return {
    ...plan,
    acts: plan.acts.map((other) => (other.id === act.id ? { ...act, touched: true } : other)),
  };
}

export function withoutActs(plan: Plan, gone: readonly Act[]): Plan {
  const ids = new Set(gone.map((act) => act.id));
  return { ...plan, acts: plan.acts.filter((act) => !ids.has(act.id)) };
}

/** The same plan with further acts; they get numbers of their own. */
export function withFurther(plan: Plan, further: readonly Act[]): Plan {
  const next = Math.max(FIRST_FREE_ID, ...plan.acts.map((act) => act.id)) + 1;
  return {
    ...plan,
    acts: [
      ...plan.acts,
      ...further.map((act, index) => ({
        ...act,
        id: next + index,
        beside: act.id,
        touched: true,
      })),
    ],
  };
}

/** Acts for which something holds, moved in time. */
export function shifted(plan: Plan, by: number, which: (act: Act) => boolean): Plan {
  const acts = plan.acts.map((act) => (which(act) ? { ...act, at: act.at + by } : act));
  const later = acts.some((act, index) => act !== plan.acts[index]);
  return later ? { ...plan, acts, form: { ...plan.form, to: plan.form.to + Math.max(0, by) } } : plan;
}

/** Acts of a plan in an order of chance. */
export function shuffled<T>(random: Random, list: readonly T[]): readonly T[] {
  const copy = [...list];
  for (let index = copy.length - 1; index > 0; index -= 1) {
    const other = random.below(index + 1);
    const kept = copy[index];
    copy[index] = copy[other];
    copy[other] = kept;
  }
  return copy;
}

/** One that the capture shows and no fault has touched, by chance. */
export function pickAct(plan: Plan, random: Random, which: (act: Act) => boolean): Act | null {
  return (
    shuffled(
      random,
      plan.acts.filter(
        (act) => act.touched !== true && act.at > plan.form.from && act.at < plan.form.to && which(act),
      ),
    )[0] ?? null
  );
}

export function sessionActs(plan: Plan, act: Act): readonly Act[] {
  return plan.acts.filter((other) => other.session !== null && other.session === act.session);
}

/** Its `connect`, where the plan has it. */
export function connectOf(plan: Plan, act: Act): Act | null {
  return (
    sessionActs(plan, act).find(
      (other) => other.method === 'connect' && other.repeats === undefined && other.duplicates === undefined,
    ) ?? null
  );
}

export function laterInFlow(plan: Plan, act: Act): readonly Act[] {
  return plan.acts
    .filter((other) => other.flow === act.flow && other.id > act.id && other.id < FIRST_FREE_ID)
    .sort((one, other) => one.id - other.id);
}

/** Whether the capture lacks bytes of a message. */
export function isIncomplete(mishaps: Act['requestMishaps']): boolean {
  return Object.values(mishaps ?? {}).includes('uncaptured');
}

export function statusOf(act: Act): string | null {
  const { status } = act.payload;
  return typeof status === 'string' && status !== '' ? status : null;
}
