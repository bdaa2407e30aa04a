export { formatAddress } from './address.ts';
export {
  DECODE,
  type DecodeFailure,
  type DecodeResult,
  type FragmentNote,
  type IcmpError,
  type ProtocolName,
} from './decode-result.ts';
export { type DroppedPackets, PacketDecoder } from './decoder.ts';
export { FragmentLists } from './fragment-lists.ts';
export { type UnreadLinkType, unreadLinkTypes } from './link/unread-link-types.ts';
export { ACK, createSegment, FIN, RST, type Segment, SYN } from './segment.ts';
export { type ChecksumVerdict, checksumWithPayload, verifyTcpChecksum } from './tcp-checksum.ts';
export { timestampOf } from './tcp-timestamp.ts';
