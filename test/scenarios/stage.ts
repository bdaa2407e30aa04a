import type { HookPost } from '../../samples/hooks/index.ts';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { analysisOptions } from '../engine/options.ts';
import { playPlan } from './capture.ts';
import type { Hook } from './courses.ts';
import { type Act, ActNumbers, type Party, type Plan, SECOND } from './plan.ts';

/** The trigger of a course is at this second of the capture. */
export const TRIGGER_AT = 200;

/** A hook at a number of seconds from the trigger, with what is special about it. */
export type Cue = readonly [at: number, hook: Hook, special?: Partial<Act>];

export interface Staging {
  readonly system?: Party['system'];
  /** Seconds from the trigger between which the capture runs. */
  readonly from?: number;
  readonly to?: number;
  readonly drops?: number;
  readonly snapLength?: number;
  readonly farewell?: Party['farewell'];
}

/** Plays some hooks by hand over one keep-alive connection and analyses the capture. */
export async function staged(cues: readonly Cue[], staging: Staging = {}): Promise<Analysis> {
  const {
    system = 'wcs',
    from = -TRIGGER_AT,
    to = 150,
    drops = 0,
    snapLength = null,
    farewell = 'fin',
  } = staging;
  const numbers = new ActNumbers();
  const owner = { party: 0, session: null, flow: 0 };
  const acts = cues.map(([at, [method, payload], special]): Act => {
    const post: HookPost = { at: micro(at), method, payload, answer: { kind: 'mirrored' } };
    return { ...numbers.act(post, owner), ...special };
  });
  const plan: Plan = {
    seed: 1,
    parties: [{ ...party(system), farewell }],
    acts,
    form: {
      file: drops > 0 ? 'pcapng' : 'pcap',
      linkLayer: 'sll',
      resolution: 'microseconds',
      byteOrder: 'little',
      snapLength,
      twice: false,
      drops,
      from: micro(from),
      to: micro(to),
      requestsOnly: false,
      clockStep: null,
    },
    reordered: false,
    noise: false,
    strangers: false,
    healthChecks: false,
  };
  return analysed(playPlan(plan).bytes);
}

/** What the product makes of a capture file. */
export async function analysed(bytes: Buffer): Promise<Analysis> {
  const result = await analyse([{ kind: 'bytes', path: 'x.pcap', bytes }], analysisOptions());
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join('; '));
  return result.analysis;
}

function micro(seconds: number): number {
  return Math.round((TRIGGER_AT + seconds) * SECOND);
}

function party(system: Party['system']): Party {
  return {
    system,
    client: '127.0.0.1',
    server: { address: '127.0.0.1', port: 9091 },
    prefix: '/EchoApp',
    connections: system === 'wcs' ? 'pool' : 'per-call',
    poolSize: 1,
    idleLimit: 10_000 * SECOND,
    backend: system === 'wcs' ? 'express' : 'apache',
    splitRequest: false,
    indented: false,
    requestCoding: 'length',
    expects: false,
    maximumSegmentSize: null,
    timestamps: true,
    farewell: 'fin',
    trouble: 0,
    fields: [],
    further: null,
  };
}
