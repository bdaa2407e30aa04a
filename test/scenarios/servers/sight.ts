/** What a capture of a plan shows of its hooks. */
import { SECOND } from '../plan.ts';
import { failureOf, isSent, type ServerAct, type ServerPlan } from './plan.ts';
import type { BadAnswer } from './server.ts';

/**
 * A hook as the capture shows it: its last attempt, with the moment of the first. Times are seconds on the scenario's clock.
 */
export interface ServerSight {
  readonly act: ServerAct;
  readonly at: number;
  readonly begun: number;
  readonly attempts: number;
  /** `unseen`: the capture lacks the answer. */
  readonly answered: 'ok' | 'unseen' | 'no-response' | BadAnswer;
  /** Seconds for which the answer, or its absence, held up what follows; 0 where it was prompt. */
  readonly heldUp: number;
}

/** Seconds up to which an answer is prompt. */
const PROMPT = 1;

/** The hooks that a capture of a played plan shows, in the order of their last attempts. */
export function sightsOf(plan: ServerPlan): readonly ServerSight[] {
  const seen = plan.acts.filter(
    (act) => isSent(act) && act.at >= plan.from && act.at < plan.to && act.lost !== 'request',
  );
  const repeated = new Set(seen.flatMap(({ repeats }) => repeats ?? []));
  return seen
    .filter(({ id }) => !repeated.has(id))
    .sort((one, other) => one.at - other.at)
    .map((act): ServerSight => {
      const attempts = attemptsOf(act, seen);
      const delay =
        act.reply.kind === 'answered' || act.reply.kind === 'silence' ? act.reply.delay / SECOND : 0;
      // How long an answer took that the capture lacks, the end of its connection tells.
      return {
        act,
        at: act.at / SECOND,
        begun: (attempts[0] ?? act).at / SECOND,
        attempts: attempts.length,
        answered: act.lost === 'answer' ? 'unseen' : (failureOf(act) ?? 'ok'),
        heldUp: delay > PROMPT ? delay : 0,
      };
    });
}

/** The attempts up to an act, as far as they are seen, the first one first. */
function attemptsOf(act: ServerAct, seen: readonly ServerAct[]): readonly ServerAct[] {
  const before = act.repeats === undefined ? undefined : seen.find(({ id }) => id === act.repeats);
  return before === undefined ? [act] : [...attemptsOf(before, seen), act];
}

/** Whether the same was seen to be said and accepted before. */
export function isDuplicate({ act }: ServerSight, sights: readonly ServerSight[]): boolean {
  return sights.some((sight) => sight.act.id === act.duplicates && sight.answered === 'ok');
}
