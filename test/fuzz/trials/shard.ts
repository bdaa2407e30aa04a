import { judge, merge, openShard, type Shard } from '../../../src/engine/index.ts';
import { viewOf } from '../../../src/filter/index.ts';
import { REPORT_FORMATS } from '../../../src/report/index.ts';
import { openingOf } from '../../engine/filed.ts';
import { textOf } from '../../report/text-of.ts';
import { analysisOptionsOf, reportOptionsOf, selectionOf } from './options.ts';
import { demandPlain } from './problems.ts';

/** Opens a file that should hold a shard; what it holds is judged, merged and reported. */
export async function tryShard(bytes: Buffer, variant: number): Promise<void> {
  const opened = openShard(bytes, openingOf());
  if (!opened.ok) {
    demandPlain(opened.message.replaceAll('\n', '\0'), 'the error');
    return;
  }
  await report(opened.shard, variant);
  const again = openShard(bytes, openingOf());
  if (!again.ok) return;
  const merged = merge(opened.shard, otherPath(again.shard), {
    ...analysisOptionsOf(variant),
    edgeSeconds: 1,
  });
  if (merged.ok) await report(merged.shard, variant);
}

async function report(shard: Shard, variant: number): Promise<void> {
  const options = analysisOptionsOf(variant);
  const analysis = viewOf(judge(shard, options), selectionOf(variant), options.masker);
  for (const name of ['json', 'text'] as const) {
    const format = REPORT_FORMATS.find((each) => each.name === name);
    if (format === undefined) throw new Error(`no format ${name}`);
    const render = await format.load();
    demandPlain(textOf(render(analysis, reportOptionsOf(variant))), name);
  }
}

/** The same as if it were of another capture. */
function otherPath({ readings, parts }: Shard): Shard {
  const moved = readings.map((reading) => ({
    ...reading,
    captures: reading.captures.map((capture) => ({ ...capture, path: `other-${capture.path}` })),
  }));
  return { readings: moved, parts };
}
