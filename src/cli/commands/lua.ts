import { analyse } from '../../engine/index.ts';
import { EVERYTHING, viewOf } from '../../filter/index.ts';
import { luaScript } from '../../report/wireshark/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { checkDestinations, outputPath } from '../output/destinations.ts';
import { progressLine } from '../output/progress.ts';
import { write } from '../output/write.ts';
import type { Surroundings } from '../surroundings.ts';
import { version } from '../version.ts';
import { type CheckFlags, planCheck } from './check-plan.ts';

/** Flags of `lua`, as commander gives them. */
export type LuaFlags = Pick<
  CheckFlags,
  | 'port'
  | 'host'
  | 'dialect'
  | 'tlsKeys'
  | 'hookSecretFile'
  | 'reader'
  | 'window'
  | 'output'
  | 'showSecrets'
  | 'redact'
  | 'config'
>;

/** `hookscope lua FILE`. */
export async function runLua(file: string, flags: LuaFlags, surroundings: Surroundings): Promise<ExitStatus> {
  const { output, ...checkFlags } = flags;
  const path = outputPath(output);
  const planned = await planCheck([file], { ...checkFlags, color: false }, surroundings);
  if (!planned.ok) return reportFailure(surroundings, planned.message);
  const destinations = checkDestinations([{ flag: '-o', path }], surroundings);
  if (!destinations.ok) return reportFailure(surroundings, destinations.message);
  const options = planned.value.analysis;
  const progress = progressLine(surroundings, 'hook calls');
  const analysed = await analyse([file], { ...options, onProgress: progress.report });
  progress.clear();
  if (!analysed.ok) return reportFailure(surroundings, analysed.errors[0]?.message ?? 'cannot be read');
  const analysis = viewOf(analysed.analysis, EVERYTHING, options.masker);
  const written = await write(luaScript(analysis, options.masker, version()), path, surroundings);
  return written.ok ? 0 : reportFailure(surroundings, written.message);
}
