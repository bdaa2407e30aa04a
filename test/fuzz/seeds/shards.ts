import { readShard } from '../../../src/engine/index.ts';
import { fileOf, filingOptions } from '../../engine/filed.ts';

/** The bytes of a file with what was collected from a capture. */
export async function shardFileOf(bytes: Buffer): Promise<Buffer> {
  const options = filingOptions();
  const read = await readShard([{ kind: 'bytes', path: 'seed.pcap', bytes }], options);
  if (!read.ok) throw new Error(read.errors[0]?.message);
  return fileOf(read.shard, options);
}
