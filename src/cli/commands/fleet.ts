import { type ExitStatus, reportFailure } from '../failure.ts';
import type { FleetFlags } from '../fleet/fleet-flags.ts';
import { suggestionText } from '../suggestion.ts';
import type { Surroundings } from '../surroundings.ts';

/** What can be done with a fleet. */
export const FLEET_ACTIONS = ['submit', 'work', 'status', 'retry', 'report'] as const;

const TAKE_PATHS: ReadonlySet<string> = new Set(['submit', 'retry']);

/** `hookscope fleet ACTION`. The code of each action is loaded when it runs. */
export async function runFleet(
  action: string,
  paths: readonly string[],
  flags: FleetFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  if (!TAKE_PATHS.has(action) && paths.length > 0) {
    return reportFailure(surroundings, `fleet ${action}: takes no captures; fleet submit and retry do`);
  }
  switch (action) {
    case 'submit':
      return (await import('../fleet/submit.ts')).submitToFleet(paths, flags, surroundings);
    case 'work':
      return (await import('../fleet/work.ts')).workInFleet(flags, surroundings);
    case 'status':
      return (await import('../fleet/status.ts')).statusOfFleet(flags, surroundings);
    case 'retry':
      return (await import('../fleet/retry.ts')).retryInFleet(paths, flags, surroundings);
    case 'report':
      return (await import('../fleet/report.ts')).reportOfFleet(flags, surroundings);
    default:
      return reportFailure(
        surroundings,
        `fleet: there is no action ${action}; expected ${FLEET_ACTIONS.join(', ')}${suggestionText(action, FLEET_ACTIONS)}`,
      );
  }
}
