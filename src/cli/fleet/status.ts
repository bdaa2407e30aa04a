import { type FleetQueue, isOver, type RunStatus, runStatus } from '../../fleet/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { stopSignal } from '../network/until-stopped.ts';
import type { Output, Surroundings } from '../surroundings.ts';
import type { FleetFlags } from './fleet-flags.ts';
import { fleetSettings, reachQueue, redisOf, runOf, whyNoRedis } from './fleet-plan.ts';
import { statusLines, statusPicture } from './status-lines.ts';

/** Milliseconds between two pictures of the live screen. */
const LOOK_MS = 1000;
/** A picture is written over the one before it: a cleared screen would flicker. */
const CLEAR_SCREEN = '\u001b[H\u001b[2J';
const HOME = '\u001b[H';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
const [ORDINARY_COLUMNS, ORDINARY_ROWS] = [80, 24];

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
      const isLast = !isLive || isStopped || isOver(status);
      stdout.write(isLast ? lastText(status, format, isLive, stdout) : picture(status, stdout));
      if (isLast) return 0;
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

/** What stays: everything, also where it is longer than the screen. */
function lastText(status: RunStatus, format: 'text' | 'json', isLive: boolean, { columns }: Output): string {
  if (format === 'json') return `${JSON.stringify(status)}\n`;
  const text = `${statusLines(status, columns ?? ORDINARY_COLUMNS).join('\n')}\n`;
  return isLive ? CLEAR_SCREEN + text : text;
}

function picture(status: RunStatus, { columns = ORDINARY_COLUMNS, rows = ORDINARY_ROWS }: Output): string {
  const lines = statusPicture(status, columns, rows).map((line) => `${line}${CLEAR_LINE}\n`);
  return `${HOME}${lines.join('')}${CLEAR_BELOW}`;
}

async function look(queue: FleetQueue, run: string): Promise<RunStatus | null> {
  const states = await queue.statesOf(run);
  return states === null ? null : runStatus(run, states, await queue.workers(), Date.now());
}
