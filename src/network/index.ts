export {
  DNS_PORT,
  joinEvidence,
  NetworkCollector,
  type NetworkEvidence,
  NO_EVIDENCE,
} from './collector.ts';
export { DnsConnection } from './dns-connection.ts';
export type { IcmpErrors } from './icmp-errors.ts';
export { type IcmpMeaning, meaningOf } from './icmp-meaning.ts';
export { firstFrames, type NameLookup } from './name-lookups.ts';
