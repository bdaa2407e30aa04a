/** Calls that are made again: after a failure, which is one call with several attempts, or without need. */
import type { Random } from '../../../samples/builder/index.ts';
import { methodFacts } from '../methods.ts';
import { type Act, MILLISECOND, type Plan, pickAct, SECOND, withAct, withFurther } from '../plan.ts';
import { delayed, type Fault, failed, isWcs, mustFind, named } from './fault.ts';

/** How an attempt fails: what the backend does, and how long the call server waits for it. */
interface Failure {
  readonly name: string;
  readonly answer: Act['answer'];
  readonly took: number;
  /** The next attempt goes to this path. */
  readonly prefix?: string;
}

function silence(end: 'server-resets' | 'server-closes' | 'client-closes', delay: number): Failure {
  return { name: `no answer (${end})`, answer: { kind: 'silence', delay, end }, took: delay };
}

function refusal(status: number): Failure {
  return { name: String(status), answer: { kind: 'status', status }, took: 20 * MILLISECOND };
}

const FAILURES: readonly ((random: Random) => Failure)[] = [
  (random) => silence('server-resets', random.between(40, 1500) * MILLISECOND),
  (random) => silence('server-closes', random.between(40, 1500) * MILLISECOND),
  () => silence('client-closes', 15 * SECOND),
  () => refusal(401),
  () => refusal(503),
  () => refusal(502),
  () => refusal(403),
  () => ({ ...refusal(307), prefix: '/moved/here' }),
];

/** A call fails once or more often, over one connection or several; the last attempt gets through, or does not. */
const attempts: Fault = {
  name: 'several attempts',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => one.answer.kind === 'mirrored' && isWcs(plan, one));
    if (act === null) return null;
    const failures = Array.from({ length: random.between(1, 3) }, () => random.pick(FAILURES)(random));
    const getsThrough = random.chance(0.65);
    const last: Failure = { name: 'got through', answer: act.answer, took: 0 };
    const all = getsThrough ? [...failures, last] : failures;
    if (all.length < 2) return null;
    return {
      plan: attempted(plan, act, all, random, getsThrough),
      told: `attempts (${all.map(({ name }) => name).join(', ')}): ${named(act)}`,
      must: [mustFind(act, getsThrough ? 'flow/retried' : resultOf(all))],
    };
  },
};

function resultOf(all: readonly Failure[]): string {
  const answer = all.at(-1)?.answer;
  if (answer?.kind === 'silence') return answer.end === 'server-resets' ? 'transport/reset' : 'answer/none';
  return 'answer/status';
}

function attempted(
  plan: Plan,
  act: Act,
  all: readonly Failure[],
  random: Random,
  getsThrough: boolean,
): Plan {
  let { at } = act;
  let prefix = {};
  const acts = all.map((failure) => {
    const made = { ...act, ...prefix, at, answer: failure.answer };
    at += failure.took + random.between(100, 1500) * MILLISECOND;
    prefix = failure.prefix === undefined ? prefix : { prefix: failure.prefix };
    return made;
  });
  const took = (acts.at(-1)?.at ?? act.at) - act.at + (all.at(-1)?.took ?? 0);
  const after = getsThrough ? delayed(plan, act, took) : failed(plan, act, took);
  const [first, ...further] = acts;
  let changed = withAct(after, first ?? act);
  let repeats = act.id;
  for (const one of further) {
    changed = withFurther(changed, [{ ...one, repeats }]);
    repeats = Math.max(...changed.acts.map(({ id }) => id));
  }
  return { ...changed, form: { ...changed.form, to: changed.form.to + (act.type === 3 ? took : 0) } };
}

/** The call server, or what stands before it, says again what the backend had accepted. */
const duplicate: Fault = {
  name: 'duplicate',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => one.type !== 2 && one.answer.kind === 'mirrored');
    if (act === null || act.answer.kind !== 'mirrored' || act.answer.delay !== undefined) return null;
    const again = random.between(50, 1700) * MILLISECOND;
    const further = withFurther(withAct(plan, act), [{ ...act, at: act.at + again, duplicates: act.id }]);
    return {
      plan: further,
      told: `said again after ${again / SECOND} s: ${named(act)}`,
      must: [{ rule: 'flow/repeated', method: methodFacts(act.method).name }],
    };
  },
};

export const ATTEMPT_FAULTS: readonly Fault[] = [attempts, attempts, attempts, duplicate, duplicate];
