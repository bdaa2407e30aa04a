/** What a call server tells of a call or stream that it had reported as over. */
import type { Random } from '../../../samples/builder/index.ts';
import {
  type Act,
  laterInFlow,
  MILLISECOND,
  type Plan,
  pickAct,
  SECOND,
  statusOf,
  withFurther,
} from '../plan.ts';
import { type Fault, isWcs, mustFind, named } from './fault.ts';

/** By the status of the end: what is told late, what the client does late, and what begins it. */
const AFTER: Readonly<
  Record<string, { readonly late: string; readonly control: string; readonly begins: readonly string[] }>
> = {
  FINISH: { late: 'ESTABLISHED', control: 'hangup', begins: ['call', 'OnCallEvent'] },
  UNPUBLISHED: { late: 'PUBLISHING', control: 'unPublishStream', begins: ['publishStream'] },
  STOPPED: { late: 'PLAYING', control: 'stopStream', begins: ['playStream'] },
};
/** Microseconds after the end at which something comes; more than hooks overtake each other by. */
const SOONEST = 900 * MILLISECOND;
const LATEST = 6 * SECOND;

/** What is told late, also after the client did something with what is over: that does not bring it to life. */
const lateStatus: Fault = {
  name: 'status after the end',
  apply(plan, random) {
    const end = pickEnd(plan, random);
    const after = AFTER[end === null ? '' : (statusOf(end) ?? '')];
    if (end === null || after === undefined) return null;
    const at = end.at + random.between(SOONEST, LATEST);
    const late = { ...end, at, payload: { ...end.payload, status: after.late } };
    const control = inFlow(plan, end, [after.control]);
    const further = control === null ? [late] : [{ ...control, at: at - 300 * MILLISECOND }, late];
    return {
      plan: withFurther(plan, further),
      told: `told of again${control === null ? '' : `, after ${after.control}`}: ${named(end)}`,
      must: [mustFind(end, 'flow/after-end')],
    };
  },
};

/** The client uses the id of what is over for something new: that is in order. */
const begunAnew: Fault = {
  name: 'id used again',
  apply(plan, random) {
    const end = pickEnd(plan, random);
    const opening = end === null ? null : inFlow(plan, end, AFTER[statusOf(end) ?? '']?.begins ?? []);
    const first = end === null ? null : inFlow(plan, end, [end.method]);
    if (end === null || opening === null || first === null) return null;
    const at = end.at + random.between(SOONEST, LATEST);
    return {
      plan: withFurther(plan, [
        { ...opening, at },
        { ...first, at: at + 150 * MILLISECOND },
      ]),
      told: `begun anew: ${named(end)}`,
      must: [],
    };
  },
};

/** The last act of a call or stream, where the capture goes on behind it. */
function pickEnd(plan: Plan, random: Random): Act | null {
  return pickAct(
    plan,
    random,
    (act) =>
      isWcs(plan, act) &&
      act.type === 3 &&
      act.answer.kind === 'mirrored' &&
      AFTER[statusOf(act) ?? ''] !== undefined &&
      act.at + LATEST + 12 * SECOND < plan.form.to &&
      laterInFlow(plan, act).length === 0,
  );
}

/** The first act of the same call or stream that is one of some methods. */
function inFlow(plan: Plan, act: Act, methods: readonly string[]): Act | null {
  const own = plan.acts
    .filter((other) => other.flow === act.flow && methods.includes(other.method) && other.at < act.at)
    .sort((one, other) => one.at - other.at);
  const [first] = own;
  return first === undefined || first.touched === true || first.answer.kind !== 'mirrored' ? null : first;
}

export const ENDING_FAULTS: readonly Fault[] = [lateStatus, begunAnew];
