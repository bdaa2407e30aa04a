/** Makes captures byte by byte, the same ones on every machine: for samples, tests and benchmarks. */
export { type Endpoint, isLoopback } from './address.ts';
export {
  datagram,
  nameLookup,
  type RtpStreamOptions,
  rtpStream,
  secureTalk,
  type TalkOptions,
  webSocketTalk,
} from './background.ts';
export { internetChecksum } from './checksum.ts';
export { Conversation, type ConversationOptions, type Delivery, type Mishap } from './conversation.ts';
export { dnsAnswer, dnsQuestion } from './dns-message.ts';
export { refusedConnection, unansweredConnection } from './failed-connection.ts';
export { ETHERTYPE_ARP, ETHERTYPE_IPV4, ETHERTYPE_IPV6, ipPacket } from './ip-packet.ts';
export { LINK_TYPES, type LinkLayer, linkHeader } from './link-layer.ts';
export { rtpPacket, stunMessage } from './media-packets.ts';
export type { Packet, PacketWriter, Passage, WriteBytes } from './packet.ts';
export { collectBytes, type PcapOptions, pcapWriter } from './pcap-file.ts';
export {
  type InterfaceStatistics,
  type PcapngInterface,
  type PcapngOptions,
  type PcapngWriter,
  pcapngWriter,
} from './pcapng-file.ts';
export { Random } from './random.ts';
export { type CaptureWindow, Scenario, type ScenarioOptions, writePackets } from './scenario.ts';
export {
  tlsClientHello,
  tlsRecord,
  tlsServerHello,
  webSocketAnswer,
  webSocketRequest,
  webSocketText,
} from './stream-bytes.ts';
export {
  type Fate,
  type SegmentOptions,
  type Side,
  TcpConnection,
  type TcpConnectionOptions,
  type Translation,
} from './tcp-connection.ts';
export { optionBytes, TCP_FLAGS, type TcpFields, type TcpOptions, tcpPacket } from './tcp-segment.ts';
export { udpPacket } from './udp-datagram.ts';
