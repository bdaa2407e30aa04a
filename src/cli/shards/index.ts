export { fromShards, openShards } from './open-shards.ts';
