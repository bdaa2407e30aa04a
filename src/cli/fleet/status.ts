import { type FleetQueue, isOver, type RunStatus, runStatus } from '../../fleet/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { stopSignal } from '../network/until-stopped.ts';
import type { Surroundings } from '../surroundings.ts';
import type { FleetFlags } from './fleet-flags.ts';
import { fleetSettings, reachQueue, redisOf, runOf, whyNoRedis } from './fleet-plan.ts';
import { statusLines } from './status-lines.ts';

/** Milliseconds between two pictures of the live screen. */
const LOOK_MS = 1000;
const CLEAR_SCREEN = '\u001b[H\u001b[2J';

/** `hookscope fleet status`: how a run stands; on a terminal until it is done. */
export async function statusOfFleet(flags: FleetFlags, surroundings: Surroundings): Promise<ExitStatus> {
  const settings = await fleetSettings(flags, surroundings);
  if (!settings.ok) return reportFailure(surroundings, settings.message);
  const run = runOf(settings.value);
  if (!run.ok) return reportFailure(surroundings, run.message);
  const place = await redisOf(settings.value, surroundings);
  if (!place.ok) return reportFailure(surroundings, place.message);
  const { format = 'text' } = flags;
  if (format !== 'text' && format !== 'json') {
    return reportFailure(surroundings, `--format ${format}: fleet status knows text and json`);
  }
  const queue = await reachQueue(place.value);
  if (!queue.ok) return reportFailure(surroundings, queue.message);
  const { stdout } = surroundings;
  const isLive = format === 'text' && stdout.isTTY === true && surroundings.environment.TERM !== 'dumb';
  const { stopped, release } = stopSignal();
  let isStopped = false;
  void stopped.then(() => {
    isStopped = true;
  });
  try {
    for (;;) {
      const status = await look(queue.value, run.value);
      if (status === null) {
        return reportFailure(
          surroundings,
          `--run ${run.value}: Redis knows no such run; was it submitted there?`,
        );
      }
      const text =
        format === 'json'
          ? `${JSON.stringify(status)}\n`
          : `${statusLines(status, stdout.columns ?? 80).join('\n')}\n`;
      stdout.write(isLive ? CLEAR_SCREEN + text : text);
      if (!isLive || isStopped || isOver(status)) return 0;
      await Promise.race([stopped, new Promise((settle) => setTimeout(settle, LOOK_MS))]);
      if (isStopped) return 0;
    }
  } catch (error) {
    return reportFailure(surroundings, whyNoRedis(place.value, error));
  } finally {
    release();
    await queue.value.close();
  }
}

async function look(queue: FleetQueue, run: string): Promise<RunStatus | null> {
  const states = await queue.statesOf(run);
  return states === null ? null : runStatus(run, states, await queue.workers(), Date.now());
}
