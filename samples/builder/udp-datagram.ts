import type { Endpoint } from './address.ts';
import { type IpOptions, ipPacket, PROTOCOL_UDP, transportChecksum } from './ip-packet.ts';

const HEADER_BYTES = 8;

/** A UDP datagram (RFC 768) in its IP packet, with checksums. */
export function udpPacket(
  source: Endpoint,
  destination: Endpoint,
  payload: Uint8Array,
  identification = 0,
): Buffer {
  const datagram = Buffer.alloc(HEADER_BYTES + payload.length);
  datagram.writeUInt16BE(source.port, 0);
  datagram.writeUInt16BE(destination.port, 2);
  datagram.writeUInt16BE(datagram.length, 4);
  datagram.set(payload, HEADER_BYTES);
  const ip: IpOptions = {
    source: source.address,
    destination: destination.address,
    protocol: PROTOCOL_UDP,
    identification,
  };
  // A sum of zero is sent as all ones: zero would mean "no checksum" (RFC 768).
  datagram.writeUInt16BE(transportChecksum(ip, datagram) || 0xffff, 6);
  return ipPacket(ip, datagram);
}
