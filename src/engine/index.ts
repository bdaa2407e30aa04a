export { analyse } from './analyse.ts';
export type { Arrivals } from './arrivals.ts';
export { readExchanges } from './each-exchange.ts';
export { listExchanges } from './exchanges.ts';
export { joinShards } from './join-shards.ts';
export { judge, judgeHandedOver, summaryOf } from './judge.ts';
export { type LiveAnalysis, type LiveOptions, type OpenedLive, openLive } from './live.ts';
export { type LookProgress, lookAgain } from './look-again.ts';
export { type MergeResult, merge } from './merge.ts';
export { type Analysis, type Summary, type System, type TlsOverview, withExchanges } from './model.ts';
export { openInputs } from './open.ts';
export type {
  AnalysisOptions,
  AnalysisProgress,
  AnalysisResult,
  InputError,
  Inputs,
  KeptExchanges,
  LaneSetting,
  ListedBody,
  ListedExchange,
  ListedMessage,
  ListOptions,
  ListResult,
  Moment,
} from './options.ts';
export { type RecoveryOptions, recoverExchanges } from './recover.ts';
export { recoverFromShard } from './recover-shard.ts';
export { readInTurns } from './run.ts';
export { inTurns, UNATTENDED_TURN_MS } from './scheduling.ts';
export {
  type ApartReason,
  type FileScan,
  type FileSet,
  groupFiles,
  type ScannedFile,
  type ScanProgress,
  scanFile,
  type TogetherReason,
} from './sets/index.ts';
export type { ConnectionShare, Shard } from './shard.ts';
export {
  isShard,
  maskerForShard,
  type OpenedShard,
  openShard,
  SHARD_MAGIC_BYTES,
  type ShardOpening,
  type ShardWriting,
  shardBytes,
} from './shard-file/shard-file.ts';
export type { ShardHeader } from './shard-file/shard-header.ts';
export { readShard, type ShardResult } from './shard-reading.ts';
export { systemsWithin } from './systems.ts';
