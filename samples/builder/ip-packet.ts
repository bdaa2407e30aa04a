import { addressBytes } from './address.ts';
import { addWords, foldChecksum, internetChecksum } from './checksum.ts';

export const ETHERTYPE_IPV4 = 0x0800;
export const ETHERTYPE_ARP = 0x0806;
export const ETHERTYPE_IPV6 = 0x86dd;

export const PROTOCOL_TCP = 6;
export const PROTOCOL_UDP = 17;

const IPV4_HEADER_BYTES = 20;
const IPV6_HEADER_BYTES = 40;
const DONT_FRAGMENT = 0x4000;

export interface IpOptions {
  readonly source: string;
  readonly destination: string;
  readonly protocol: number;
  /** IPv4 identification; 0 as Linux writes it for atomic datagrams, unless given. */
  readonly identification?: number;
  readonly timeToLive?: number;
}

/** The EtherType of a packet, read from its version nibble. */
export function etherTypeOf(packet: Uint8Array): number {
  return (packet[0] ?? 0) >> 4 === 6 ? ETHERTYPE_IPV6 : ETHERTYPE_IPV4;
}

/** An IPv4 (RFC 791) or IPv6 (RFC 8200) packet around a payload; which of both, the addresses tell. */
export function ipPacket(options: IpOptions, payload: Uint8Array): Buffer {
  const source = addressBytes(options.source);
  const destination = addressBytes(options.destination);
  if (source.length !== destination.length) throw new Error('addresses of two families in one packet');
  return source.length === 4
    ? ipv4Packet(options, source, destination, payload)
    : ipv6Packet(options, source, destination, payload);
}

/**
 * The checksum of a TCP segment or UDP datagram with its pseudo-header (RFC 9293 section 3.1, RFC 8200 section
 * 8.1). The checksum field within `payload` has to be zero.
 */
export function transportChecksum(options: IpOptions, payload: Uint8Array): number {
  let sum = addWords(addressBytes(options.source));
  sum = addWords(addressBytes(options.destination), sum);
  return foldChecksum(addWords(payload, sum + options.protocol + payload.length));
}

function ipv4Packet(options: IpOptions, source: Buffer, destination: Buffer, payload: Uint8Array): Buffer {
  const packet = Buffer.alloc(IPV4_HEADER_BYTES + payload.length);
  packet[0] = 0x45;
  packet.writeUInt16BE(packet.length, 2);
  packet.writeUInt16BE(options.identification ?? 0, 4);
  packet.writeUInt16BE(DONT_FRAGMENT, 6);
  packet[8] = options.timeToLive ?? 64;
  packet[9] = options.protocol;
  source.copy(packet, 12);
  destination.copy(packet, 16);
  packet.writeUInt16BE(internetChecksum(packet.subarray(0, IPV4_HEADER_BYTES)), 10);
  packet.set(payload, IPV4_HEADER_BYTES);
  return packet;
}

function ipv6Packet(options: IpOptions, source: Buffer, destination: Buffer, payload: Uint8Array): Buffer {
  const packet = Buffer.alloc(IPV6_HEADER_BYTES + payload.length);
  packet[0] = 0x60;
  packet.writeUInt16BE(payload.length, 4);
  packet[6] = options.protocol;
  packet[7] = options.timeToLive ?? 64;
  source.copy(packet, 8);
  destination.copy(packet, 24);
  packet.set(payload, IPV6_HEADER_BYTES);
  return packet;
}
