/** Random captures of one server with none, one or two faults each. */
import { Random } from '../../../samples/builder/index.ts';
import { SERVER_FAULTS, type ServerFault } from './faults.ts';
import { type ServerPlan, soundServerPlan } from './plan.ts';
import type { ServerProfile } from './server.ts';

export interface ServerScenario {
  readonly plan: ServerPlan;
  readonly faults: readonly string[];
  /** What was done, in words. */
  readonly told: readonly string[];
}

/** Draws until faults fit the plan and each other. */
const DRAWS = 60;

/** The scenario of a seed: the same one on every machine. */
export function serverScenario(profile: ServerProfile, seed: number): ServerScenario {
  const random = new Random(seed * 104_729 + 11);
  const count = random.pick([0, 1, 1, 1, 1, 2, 2, 2]);
  const sound = soundServerPlan(profile, seed);
  for (let draw = 0; draw < DRAWS && count > 0; draw += 1) {
    const scenario = withFaults(sound, drawn(random, count), random);
    if (scenario !== null) return scenario;
  }
  return { plan: sound, faults: [], told: [] };
}

/** Different faults; where the capture begins or ends is decided last. */
function drawn(random: Random, count: number): readonly ServerFault[] {
  const faults = new Set<ServerFault>([random.pick(SERVER_FAULTS)]);
  if (count > 1) faults.add(random.pick(SERVER_FAULTS));
  return [...faults].sort((one, other) => Number(one.last ?? false) - Number(other.last ?? false));
}

function withFaults(
  sound: ServerPlan,
  faults: readonly ServerFault[],
  random: Random,
): ServerScenario | null {
  let plan = sound;
  const told: string[] = [];
  for (const fault of faults) {
    const faulted = fault.apply(plan, random);
    if (faulted === null) return null;
    plan = faulted[0];
    told.push(faulted[1]);
  }
  return { plan, faults: faults.map(({ name }) => name), told };
}
