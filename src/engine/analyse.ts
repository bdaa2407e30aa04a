import { judge } from './judge.ts';
import type { AnalysisOptions, AnalysisResult, Inputs } from './options.ts';
import { readShard } from './shard-reading.ts';

/** Reads a capture and judges it. Damage within the capture is a finding, not an error. */
export async function analyse(inputs: Inputs, options: AnalysisOptions): Promise<AnalysisResult> {
  const read = await readShard(inputs, options);
  if (!read.ok) return read;
  const [reading] = read.shard.readings;
  return { ok: true, analysis: judge(read.shard, options), places: reading?.places ?? null };
}
