/** Encoders of capture files: pure functions from frames to bytes. */
export { pcapHeader, pcapRecord, type WritableFrame } from './pcap.ts';
export {
  type PcapngClock,
  type PcapngInterface,
  pcapngInterface,
  pcapngPacket,
  pcapngSecrets,
  pcapngSection,
} from './pcapng.ts';
