import { isKnownMethod, methodFacts } from '../methods.ts';
import { type Act, type MethodSetting, type Plan, SECOND, statusOf } from '../plan.ts';

export type Severity = 'error' | 'warning' | 'note';

/** What became of the answer to a call, as far as the capture shows. */
export type Answered = 'ok' | 'failed' | 'unseen';

/** An act as the capture shows it: what can be known of it. Times are seconds on the scenario's clock. */
export interface Sight {
  readonly act: Act;
  readonly at: number;
  readonly method: string;
  readonly known: boolean;
  readonly sessionId: string | null;
  readonly dialog: string | null;
  readonly status: string | null;
  readonly answered: Answered;
  /** Seconds for which the answer, or the end of waiting for it, held up what follows; 0 where it was prompt. */
  readonly heldUp: number;
  /** Whether another attempt came after it. */
  readonly superseded: boolean;
  readonly isUnkeyed: boolean;
}

/** The default of `rest_request_timeout`, in seconds. */
const TIMEOUT = 15;
/** Seconds up to which an answer is prompt. */
const PROMPT = 1;
/** Microseconds that an ordinary answer takes at most, with the handshake before it. */
const ORDINARY_DELAY = 20_000;

/** What a capture of the plan shows, in order of time. */
export function sightsOf(plan: Plan): readonly Sight[] {
  const { from, to } = plan.form;
  const seen = plan.acts.filter(
    (act) => isDelivered(act) && act.at >= from && act.at < to && act.requestMishaps?.[0] !== 'uncaptured',
  );
  const repeated = new Set(seen.flatMap((act) => (act.repeats === undefined ? [] : [act.repeats])));
  return seen
    .map((act): Sight => {
      const { dialog, name } = methodFacts(act.method);
      const sessionId = textOf(act.payload.sessionId);
      const dialogId = dialog === null ? null : textOf(act.payload[dialog]);
      const isWcs = plan.parties[act.party]?.system === 'wcs';
      return {
        act,
        at: act.at / SECOND,
        method: name,
        known: isKnownMethod(act.method),
        sessionId,
        dialog: dialogId,
        status: statusOf(act),
        answered: answeredOf(act, to),
        heldUp: heldUp(act, to),
        superseded: repeated.has(act.id),
        isUnkeyed: (isWcs && sessionId === null) || (dialog !== null && dialogId === null),
      };
    })
    .sort((one, other) => one.at - other.at);
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

function answeredOf(act: Act, to: number): Answered {
  const settled = settledAt(act);
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
  sessionId: string | null,
  method: string,
): MethodSetting {
  const connect = sights.find(
    (sight) => sight.method === 'connect' && sight.sessionId === sessionId && sight.answered === 'ok',
  );
  const wanted = methodFacts(method).name;
  const entries = Object.entries(connect?.act.answer.kind === 'mirrored' ? (connect.act.config ?? {}) : {});
  return entries.find(([name]) => methodFacts(name).name === wanted)?.[1] ?? {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
