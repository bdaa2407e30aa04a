export {
  DNS_PORT,
  joinEvidence,
  NetworkCollector,
  type NetworkEvidence,
} from './collector.ts';
export { DnsConnection } from './dns-connection.ts';
export { evidenceShape } from './evidence-shape.ts';
export type { IcmpErrors } from './icmp-errors.ts';
export { meaningOf } from './icmp-meaning.ts';
export type { NameLookup } from './name-lookups.ts';
