import { compareReadings, type MergeResult, setKey } from './merge.ts';
import type { CaptureReading, Part, Shard } from './shard.ts';

/**
 * One shard of any number of shards of different capture sets, which have no edges: what `merge` gives of two after the other, without
 * doing it all again for each. A set that comes twice is taken once.
 */
export function joinShards(shards: readonly Shard[]): MergeResult {
  const known = new Set<string>();
  const own: { readonly reading: CaptureReading; readonly parts: readonly Part[] }[] = [];
  for (const { readings, parts } of shards) {
    for (const [position, reading] of readings.entries()) {
      if (reading.edges !== null || reading.shares.some(({ of }) => of !== 1)) {
        return { ok: false, message: `${reading.captures[0]?.path ?? ''}: is a share of a capture` };
      }
      const key = setKey(reading);
      if (known.has(key)) continue;
      known.add(key);
      own.push({ reading, parts: parts.filter((part) => part.reading === position) });
    }
  }
  own.sort((one, other) => compareReadings(one.reading, other.reading));
  return {
    ok: true,
    shard: {
      readings: own.map(({ reading }) => reading),
      parts: own.flatMap(({ parts }, reading) => parts.map((part) => ({ ...part, reading }))),
    },
  };
}
