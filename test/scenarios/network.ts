import { Random } from '../../samples/builder/index.ts';
import { pbxCalls } from './pbx.ts';
import {
  type Act,
  ActNumbers,
  type CaptureForm,
  MILLISECOND,
  type Party,
  type Plan,
  SECOND,
} from './plan.ts';
import { soundSessions } from './sessions.ts';

/** Where call server and backend are: on one machine, in one network, or in different ones. */
const PLACES: readonly (readonly [client: string, server: string])[] = [
  ['127.0.0.1', '127.0.0.1'],
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
  ['203.0.113.10', '203.0.113.80'],
  ['10.0.0.5', '10.0.0.5'],
  ['2001:db8::10', '2001:db8:1::80'],
];
const PORTS = [9091, 8081, 8080, 3000, 80, 8888];
const PREFIXES = ['/EchoApp', '/apps/EchoApp', '/rest/my_api', '/rest-hooks', '/a%20b/hooks/v1', ''];
/** Hosts on which a capture is made, besides the loopback addresses. */
export const CAPTURING_HOST = ['203.0.113.10', '10.0.0.5', '2001:db8::10'];

/** Microseconds that a capture goes on after the last hook: longer than the longest window. */
const AFTERMATH = 105 * SECOND;
/** Microseconds by which thread pools let hooks overtake each other. */
const OVERTAKING = 400 * MILLISECOND;

/** A sound plan for a seed. */
export function soundPlan(seed: number): Plan {
  const random = new Random(seed * 7919 + 17);
  const numbers = new ActNumbers();
  const parties: Party[] = [];
  const acts: Act[] = [];
  const mix = random.below(20);
  if (mix < 18) {
    acts.push(...soundSessions(random, random.between(1, 6), parties.length, numbers));
    parties.push(wcsParty(random));
  }
  if (mix < 3) {
    acts.push(...soundSessions(random, random.between(1, 2), parties.length, numbers));
    parties.push(wcsParty(random));
  }
  if (mix >= 16) {
    const system = random.pick(['openvox', 'yeastar'] as const);
    acts.push(...pbxCalls(random, system, parties.length, numbers));
    parties.push(pbxParty(random, system));
  }
  const last = Math.max(...acts.map((act) => act.at));
  const plan: Plan = {
    seed,
    parties,
    acts,
    form: captureForm(random, last + AFTERMATH),
    reordered: false,
    noise: random.chance(0.5),
    strangers: random.chance(0.4),
    healthChecks: random.chance(0.15),
  };
  return random.chance(0.35) ? overtaken(plan, random) : plan;
}

/** The same plan with hooks that overtake each other. */
export function overtaken(plan: Plan, random: Random): Plan {
  if (plan.reordered) return plan;
  const acts = plan.acts.map((act) => ({ ...act, at: act.at + random.below(OVERTAKING) }));
  return { ...plan, acts, reordered: true };
}

function wcsParty(random: Random): Party {
  const place = random.pick(PLACES);
  const [client, address] = place;
  const connections = random.pick(['pool', 'pool', 'pool', 'per-call'] as const);
  return {
    system: 'wcs',
    client,
    server: { address, port: random.pick(PORTS) },
    prefix: random.pick(PREFIXES),
    connections,
    poolSize: random.between(1, 8),
    idleLimit: random.pick([20, 60, 1000]) * SECOND,
    backend:
      connections === 'pool'
        ? random.pick(['tomcat', 'express', 'gzip'] as const)
        : random.pick(['apache', 'until-close'] as const),
    splitRequest: random.chance(0.3),
    indented: random.chance(0.2),
    requestCoding: random.chance(0.12) ? 'chunked' : 'length',
    expects: random.chance(0.06),
    maximumSegmentSize: random.chance(0.2) ? random.pick([536, 1240, 9000]) : null,
    timestamps: random.chance(0.85),
    farewell: random.pick(['fin', 'fin', 'fin', 'client-resets', 'server-resets'] as const),
    trouble: random.chance(0.15) ? 0.1 : 0,
    fields: random.chance(0.15) ? [['Authorization', 'Basic bm9ib2R5Om5vdGhpbmc=']] : [],
    further: furtherOf(random, client, address),
  };
}

/** Some captures see calls a second time: behind a proxy on the backend's host, or behind a translation of addresses. */
function furtherOf(random: Random, client: string, address: string): Party['further'] {
  if (random.chance(0.18)) {
    const upstream = random.pick([address, address.includes(':') ? '::1' : '127.0.0.1']);
    return { kind: 'relayed', upstream: { address: upstream, port: 18_080 } };
  }
  const isPassedOn = client !== address && !address.includes(':');
  if (!isPassedOn || random.chance(0.6)) return null;
  // Docker keeps the client's address, a router that hides its network does not.
  const behind = random.pick([client, '172.17.0.1']);
  const server = { address: '172.17.0.2', port: 3333 };
  return { kind: 'translated', client: behind, server, delay: random.between(3, 20) };
}

function pbxParty(random: Random, system: 'openvox' | 'yeastar'): Party {
  return {
    system,
    client: '192.0.2.50',
    server: { address: '203.0.113.10', port: system === 'yeastar' ? 8260 : random.pick([80, 8260]) },
    prefix: '',
    connections: 'per-call',
    poolSize: 0,
    idleLimit: 0,
    backend: 'apache',
    splitRequest: random.chance(0.2),
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

function captureForm(random: Random, to: number): CaptureForm {
  return {
    file: random.chance(0.75) ? 'pcap' : 'pcapng',
    linkLayer: random.pick(['sll', 'sll', 'sll2', 'ethernet', 'null', 'raw'] as const),
    resolution: random.chance(0.8) ? 'microseconds' : 'nanoseconds',
    byteOrder: random.chance(0.85) ? 'little' : 'big',
    snapLength: null,
    twice: false,
    drops: 0,
    from: 0,
    to,
    requestsOnly: false,
    clockStep: null,
  };
}
