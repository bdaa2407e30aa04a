/** Makes captures byte by byte, the same ones on every machine: for samples, tests and benchmarks. */
export { isLoopback } from './address.js';
export { datagram, nameLookup, rtpStream, secureTalk, webSocketTalk } from './background.js';
export { internetChecksum } from './checksum.js';
export { Conversation } from './conversation.js';
export { dnsAnswer, dnsQuestion } from './dns-message.js';
export { refusedConnection, unansweredConnection } from './failed-connection.js';
export { ETHERTYPE_ARP, ETHERTYPE_IPV4, ETHERTYPE_IPV6, ipPacket } from './ip-packet.js';
export { LINK_TYPES, linkHeader } from './link-layer.js';
export { rtpPacket, stunMessage } from './media-packets.js';
export { collectBytes, pcapWriter } from './pcap-file.js';
export { pcapngWriter } from './pcapng-file.js';
export { Random } from './random.js';
export { Scenario, writePackets } from './scenario.js';
export {
  tlsClientHello,
  tlsRecord,
  tlsServerHello,
  webSocketAnswer,
  webSocketRequest,
  webSocketText,
} from './stream-bytes.js';
export { TcpConnection } from './tcp-connection.js';
export { optionBytes, TCP_FLAGS, tcpPacket } from './tcp-segment.js';
export { udpPacket } from './udp-datagram.js';
