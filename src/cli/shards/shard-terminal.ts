import process from 'node:process';
import { judgeHandedOver, recoverFromShard } from '../../engine/index.ts';
import { viewOf } from '../../filter/index.ts';
import type { CheckFlags, CheckPlan } from '../commands/check-plan.ts';
import { screenSettings } from '../commands/screen-settings.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import { isUnchanged, judgingOptions, openShards } from './open-shards.ts';

/** `hookscope FILE.shard` on a terminal: the terminal UI. Payloads are there as far as the captures still are. */
export async function runShardTerminal(
  files: readonly string[],
  plan: CheckPlan,
  flags: CheckFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const opened = openShards(files, plan, surroundings);
  if (!opened.ok) return reportFailure(surroundings, opened.message);
  const { readings, handOver } = opened.value;
  const { selection } = plan;
  const options = judgingOptions(plan.analysis, opened.value);
  const { startTerminal } = await import('../../tui/index.ts');
  const analysis = viewOf(
    judgeHandedOver(handOver, options),
    { ...selection, session: null, filter: null },
    options.masker,
  );
  const bytes = analysis.captures.reduce((sum, capture) => sum + capture.bytes, 0);
  const frames = analysis.captures.reduce((sum, capture) => sum + capture.frames, 0);
  const source = {
    snapshot: () => analysis,
    renew: async () => analysis,
    arrivals: () => null,
    progress: () => ({ bytes, total: bytes, frames, calls: analysis.calls.length }),
    done: true,
    subscribe: (listener: () => void) => {
      queueMicrotask(listener);
      return () => {};
    },
  };
  await startTerminal(source, {
    ...screenSettings(plan, options.masker, flags, surroundings),
    stdin: process.stdin,
    follow: false,
    loadExchange: async (call) => {
      const found = await recoverFromShard(readings, options, [call], isUnchanged);
      return found.get(call.id) ?? null;
    },
    lookAgain: async function* (calls, show) {
      const found = await recoverFromShard(readings, options, calls, isUnchanged);
      for (const call of calls) {
        const exchange = found.get(call.id);
        if (exchange !== undefined) show(call, exchange);
      }
      yield { bytes, total: bytes, found: found.size };
    },
    // A shard holds no frames.
    saveFrames: null,
  });
  return 0;
}
