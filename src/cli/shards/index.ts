export { fromShards, isUnchanged, judgingOptions, type OpenedShards, openShards } from './open-shards.ts';
export { isShardFile } from './shard-paths.ts';
