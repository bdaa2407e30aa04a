/** Plays some hooks of a server by hand, for tests of one row of its tables at a time. */
import type { Analysis } from '../../../src/engine/index.ts';
import { SECOND } from '../plan.ts';
import { playServerPlan } from './capture.ts';
import { analysed } from './measure.ts';
import type { ServerAct } from './plan.ts';
import type { ServerHook, ServerProfile } from './server.ts';

/** The trigger of a course is at this second of the capture. */
const TRIGGER_AT = 200;

/** A hook at a number of seconds from the trigger, with what is special about it. */
export type ServerCue = readonly [at: number, hook: ServerHook, special?: Partial<ServerAct>];

/** `from`, `to`: seconds from the trigger between which the capture runs. */
export async function stagedServer(
  profile: ServerProfile,
  cues: readonly ServerCue[],
  { from = -TRIGGER_AT, to = 150 }: { readonly from?: number; readonly to?: number } = {},
): Promise<Analysis> {
  const micro = (seconds: number): number => Math.round((TRIGGER_AT + seconds) * SECOND);
  const acts = cues.map(([at, hook, special], id): ServerAct => {
    const answer = profile.accepted(hook);
    const reply = { kind: 'answered', how: 'accepted', answer, delay: 5000 } as const;
    return { id, at: micro(at), hook, reply, course: 0, needs: [], instead: [], ...special };
  });
  const { bytes } = playServerPlan({
    seed: 1,
    profile,
    client: '127.0.0.1',
    server: '127.0.0.1',
    acts,
    from: micro(from),
    to: micro(to),
    noise: false,
    strangers: false,
  });
  return analysed(bytes);
}
