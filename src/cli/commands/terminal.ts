import process from 'node:process';
import { lookAgain, openLive, recoverExchanges } from '../../engine/index.ts';
import { viewOfLive } from '../../filter/index.ts';
import { type ExitStatus, reportFailure, success } from '../failure.ts';
import { STANDARD } from '../output/destinations.ts';
import { followKeyLogs } from '../settings/tls-keys.ts';
import { oneCapture } from '../several/capture-sets.ts';
import { isShardFile } from '../shards/shard-paths.ts';
import type { Surroundings } from '../surroundings.ts';
import { type CheckFlags, planCheck } from './check-plan.ts';
import { isReadableTwice } from './inputs.ts';
import { screenSettings } from './screen-settings.ts';

const REPLACED = 'the capture was replaced while it was read, and its frames cannot be read again';

/** Flags of `hookscope FILE`: those of `check`, and what only the terminal UI knows. */
export interface OpenFlags extends CheckFlags {
  /** Go on reading a file that grows. */
  readonly follow?: boolean;
}

/** `hookscope FILE…` on a terminal: the terminal UI. */
export async function runTerminal(
  files: readonly string[],
  flags: OpenFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const isPipe = files.includes(STANDARD);
  const canBeReadAgain = files.every((file) => isReadableTwice(file, surroundings.directory));
  const follow = flags.follow === true;
  const realTime = follow || isPipe;
  const planned = await planCheck(files, flags, surroundings, realTime);
  if (!planned.ok) return reportFailure(surroundings, planned.message);
  if (files.some((file) => isShardFile(file, surroundings.directory))) {
    const { runShardTerminal } = await import('../shards/shard-terminal.ts');
    return runShardTerminal(files, planned.value, flags, surroundings);
  }
  const { analysis: options, selection, tlsKeys } = planned.value;
  // A growing file says nothing yet of what belongs to it.
  const grouped = follow ? success(files) : await oneCapture(files, flags, options.reader, surroundings);
  if (!grouped.ok) return reportFailure(surroundings, grouped.message);
  // Loaded before reading begins, because reading would delay the module loader.
  const { startTerminal } = await import('../../tui/index.ts');
  const opened = await openLive(files, {
    ...options,
    keepExchanges: 'first',
    follow: follow && !isPipe,
    realTime,
  });
  if (!opened.ok) return reportFailure(surroundings, opened.errors[0]?.message ?? 'cannot be read');
  const { live } = opened;
  // The wanted session is selected at first and the filter is applied at first. What they exclude can still be reached.
  const view = viewOfLive(live, { ...selection, session: null, filter: null }, options.masker);
  const endKeyLogs = realTime ? followKeyLogs(tlsKeys) : () => {};
  try {
    await startTerminal(view, {
      ...screenSettings(planned.value, options.masker, flags, surroundings),
      stdin: isPipe ? null : process.stdin,
      follow: realTime,
      loadExchange: async (call) => {
        const found = await recoverExchanges(files, { ...options, places: live.places }, [call], new Map());
        return found.get(call.id) ?? null;
      },
      lookAgain: (calls, show) => lookAgain(files, options, calls, show),
      // Frames are saved unredacted, so they are not offered where personal data are redacted.
      saveFrames:
        canBeReadAgain && !options.masker.redactsPersonal
          ? async (calls, path) => {
              if (!live.isReadableAgain) throw new Error(REPLACED);
              const { saveFrames } = await import('./save-frames.ts');
              const tls = live.snapshot().tls.connections;
              return saveFrames(files, { ...options, tls }, calls, path, surroundings.files);
            }
          : null,
    });
    return 0;
  } catch (error) {
    return reportFailure(surroundings, error instanceof Error ? error.message : String(error));
  } finally {
    endKeyLogs();
    live.stop();
  }
}
