import { Random } from '../../samples/builder/index.ts';
import { FAULTS, type Fault, type Must } from './faults/index.ts';
import { soundPlan } from './network.ts';
import { type Claim, claimsOf } from './oracle/findings.ts';
import type { Plan } from './plan.ts';

/** A random capture with zero, one or two faults. */
export interface RandomScenario {
  readonly seed: number;
  readonly plan: Plan;
  readonly faults: readonly string[];
  /** What was done, in words. */
  readonly told: readonly string[];
  /** What a fault says has to be found, and the oracle did not. */
  readonly unclaimed: readonly Must[];
}

/** Draws until faults fit the plan and each other. */
const DRAWS = 60;

/** The scenario of a seed: the same one on every machine. `only`: the faults to choose from. */
export function randomScenario(seed: number, only: readonly Fault[] = FAULTS): RandomScenario {
  const random = new Random(seed * 104_729 + 5);
  const count = random.pick([0, 1, 1, 1, 1, 1, 2, 2, 2, 2]);
  const plan = soundPlan(seed);
  for (let draw = 0; draw < DRAWS && count > 0; draw += 1) {
    const scenario = withFaults(plan, drawn(random, only, count), random);
    if (scenario !== null) return scenario;
  }
  return { seed, plan, faults: [], told: [], unclaimed: [] };
}

/** Different faults that may go together; where the capture begins or ends is decided last. */
function drawn(random: Random, only: readonly Fault[], count: number): readonly Fault[] {
  const faults = new Set<Fault>([random.pick(only)]);
  if (count > 1) faults.add(random.pick(only));
  const all = [...faults];
  const alone = all.find((fault) => fault.alone === true);
  return alone === undefined
    ? all.sort((one, other) => Number(one.last ?? false) - Number(other.last ?? false))
    : [alone];
}

/** A plan with faults put in; null where one does not fit. */
function withFaults(sound: Plan, faults: readonly Fault[], random: Random): RandomScenario | null {
  let plan = sound;
  const told: string[] = [];
  const unclaimed: Must[] = [];
  for (const fault of faults) {
    const faulted = fault.apply(plan, random);
    if (faulted === null || undoes(faulted.plan, plan)) return null;
    plan = faulted.plan;
    told.push(faulted.told);
    const claims = claimsOf(plan);
    unclaimed.push(...faulted.must.filter((must) => !claims.some((claim) => isClaimed(must, claim))));
  }
  return { seed: sound.seed, plan, faults: faults.map((fault) => fault.name), told, unclaimed };
}

function isClaimed(must: Must, claim: Claim): boolean {
  return (
    must.rule === claim.rule &&
    (must.method === undefined || must.method === claim.method) &&
    (must.session === undefined || must.session === claim.session)
  );
}

/** Whether a fault took away what an earlier one had changed. */
function undoes(after: Plan, before: Plan): boolean {
  const left = new Set(after.acts.map((act) => act.id));
  return before.acts.some((act) => act.touched === true && !left.has(act.id));
}
