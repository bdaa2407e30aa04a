import { createHash } from 'node:crypto';
import { mutateBytes } from '../mutation/bytes.ts';
import { faultCount } from '../mutation/count.ts';
import type { MakeInput } from './stage.ts';

/** Bytes of a SHA-256, at the end of the file and behind its first line. */
const SUM_BYTES = 32;
const CONTENT_AT = 'hookscope-shard 1\n'.length + SUM_BYTES;
/** The place of the marks stands before the sum. */
const TAIL_BYTES = SUM_BYTES + 8;

/** Files of shards whose content is damaged, mostly with a checksum that is right: whoever writes one on purpose makes it so. */
export const shard: MakeInput = (random, { shards }) => {
  const sound = random.pick(shards);
  const isWhole = random.chance(0.1);
  const damaged = isWhole
    ? mutateBytes(sound, random, faultCount(random))
    : Buffer.concat([
        sound.subarray(0, CONTENT_AT),
        mutateBytes(sound.subarray(CONTENT_AT, -TAIL_BYTES), random, faultCount(random)),
        sound.subarray(-TAIL_BYTES),
      ]);
  if (damaged.length > TAIL_BYTES && random.chance(0.9)) {
    const sum = createHash('sha256').update(damaged.subarray(0, -SUM_BYTES)).digest();
    sum.copy(damaged, damaged.length - SUM_BYTES);
  }
  return { kind: 'shard', bytes: damaged };
};
