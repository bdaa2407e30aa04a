import type { HookSession } from '../../../samples/hooks/index.ts';
import { isKnownMethod, methodFacts } from '../methods.ts';
import { type Act, isIncomplete, type MethodSetting, type Plan, SECOND, statusOf } from '../plan.ts';

export type Severity = 'error' | 'warning' | 'note';

/** What became of the answer to a call, as far as the capture shows. */
export type Answered = 'ok' | 'failed' | 'unseen';

/**
 * A call as the capture shows it: what can be known of it. It is its last attempt that is seen. Times are seconds as the capture
 * has them.
 */
export interface Sight {
  readonly act: Act;
  readonly at: number;
  /** When its first attempt was made. */
  readonly begun: number;
  /** How many attempts are seen. */
  readonly attempts: number;
  /** The session in truth, where the call names one: ids are used again, and at other nodes. */
  readonly life: HookSession | null;
  readonly method: string;
  readonly known: boolean;
  readonly sessionId: string | null;
  readonly dialog: string | null;
  readonly status: string | null;
  readonly answered: Answered;
  /** Seconds for which the answer, or the end of waiting for it, held up what follows; 0 where it was prompt. */
  readonly heldUp: number;
  readonly isUnkeyed: boolean;
}

/** The default of `rest_request_timeout`, in seconds. */
const TIMEOUT = 15;
/** Seconds up to which an answer is prompt. */
const PROMPT = 1;
/** Microseconds that an ordinary answer takes at most, with the handshake before it. */
const ORDINARY_DELAY = 20_000;

/** The calls that a capture of the plan shows, in the order in which they were made. */
export function sightsOf(plan: Plan): readonly Sight[] {
  const { from, to } = plan.form;
  const seen = plan.acts.filter(
    (act) =>
      isDelivered(act) &&
      act.elsewhere !== true &&
      act.at >= from &&
      act.at < to &&
      act.requestMishaps?.[0] !== 'uncaptured',
  );
  const repeated = new Set(seen.flatMap((act) => (act.repeats === undefined ? [] : [act.repeats])));
  return seen
    .filter((act) => !repeated.has(act.id))
    .sort((one, other) => one.at - other.at)
    .map((act): Sight => {
      const { dialog, name } = methodFacts(act.method);
      const sessionId = textOf(act.payload.sessionId);
      const dialogId = dialog === null ? null : textOf(act.payload[dialog]);
      const isWcs = plan.parties[act.party]?.system === 'wcs';
      const attempts = attemptsOf(act, seen);
      return {
        act,
        at: shown(plan, act.at),
        begun: shown(plan, attempts[0]?.at ?? act.at),
        attempts: attempts.length,
        life: sessionId === null ? null : act.session,
        method: name,
        known: isKnownMethod(act.method),
        sessionId,
        dialog: dialogId,
        status: statusOf(act),
        answered: answeredOf(act, plan),
        heldUp: plan.form.requestsOnly ? 0 : heldUp(act, to),
        isUnkeyed: (isWcs && sessionId === null) || (dialog !== null && dialogId === null),
      };
    });
}

/** A time of the plan as the capture shows it, in seconds. */
export function shown({ form: { clockStep } }: Plan, at: number): number {
  const back = clockStep !== null && at >= clockStep.at ? clockStep.back : 0;
  return (at - back) / SECOND;
}

/** The attempts up to an act, which is the last of them, as far as they are seen. */
function attemptsOf(act: Act, seen: readonly Act[]): readonly Act[] {
  const earlier = act.repeats === undefined ? undefined : seen.find(({ id }) => id === act.repeats);
  return earlier === undefined ? [act] : [...attemptsOf(earlier, seen), act];
}

export function isDelivered(act: Act): boolean {
  return act.answer.kind !== 'refused' && act.answer.kind !== 'unreachable';
}

/** When the answer, or the end of waiting for it, was on the wire (microseconds); null where nothing ended the wait. */
export function settledAt(act: Act): number | null {
  const { answer } = act;
  if (answer.kind === 'silence') return answer.end === 'open' ? null : act.at + answer.delay;
  if (answer.kind === 'mirrored' || answer.kind === 'status')
    return act.at + (answer.delay ?? ORDINARY_DELAY);
  return null;
}

/** Whether the capture lacks even the beginning of the answer. */
export function isAnswerUnseen(act: Act): boolean {
  return act.answerMishaps?.[0] === 'uncaptured';
}

function answeredOf(act: Act, plan: Plan): Answered {
  const { to } = plan.form;
  const settled = settledAt(act);
  if (plan.form.requestsOnly) return 'unseen';
  if (act.answer.kind === 'silence') return 'failed';
  if (isAnswerUnseen(act)) return 'unseen';
  if (settled === null || settled >= to) return 'failed';
  return act.answer.kind === 'status' && act.answer.status !== 200 ? 'failed' : 'ok';
}

function heldUp(act: Act, to: number): number {
  const settled = settledAt(act);
  const seconds = settled === null || settled >= to ? TIMEOUT : (settled - act.at) / SECOND;
  return seconds > PROMPT ? seconds : 0;
}

/** What the answer to the session's `connect` says, where the capture has it. */
export function settingFor(
  sights: readonly Sight[],
  life: HookSession | null,
  method: string,
): MethodSetting {
  const connect = sights.find(
    (sight) => sight.method === 'connect' && sight.life === life && sight.answered === 'ok',
  );
  const wanted = methodFacts(method).name;
  const entries = Object.entries(connect?.act.answer.kind === 'mirrored' ? (connect.act.config ?? {}) : {});
  return entries.find(([name]) => methodFacts(name).name === wanted)?.[1] ?? {};
}

/** Whether the capture has a whole answer to the session's `connect`, so that what it does not say has its default. */
export function isPolicyKnown(plan: Plan, sights: readonly Sight[], life: HookSession | null): boolean {
  return sights.some(({ method, life: own, act, answered }) => {
    const settled = settledAt(act);
    return (
      method === 'connect' &&
      own === life &&
      answered !== 'unseen' &&
      act.answer.kind !== 'silence' &&
      settled !== null &&
      settled < plan.form.to &&
      !isIncomplete(act.answerMishaps)
    );
  });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
