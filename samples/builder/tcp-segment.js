import { ipPacket, PROTOCOL_TCP, transportChecksum } from './ip-packet.js';
export const TCP_FLAGS = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 };
const HEADER_BYTES = 20;
const NOP = 1;
/** A TCP segment in its IP packet, with checksums. */
export function tcpPacket(fields) {
  const options = optionBytes(fields.options ?? {});
  const payload = fields.payload ?? new Uint8Array(0);
  const segment = Buffer.alloc(HEADER_BYTES + options.length + payload.length);
  segment.writeUInt16BE(fields.source.port, 0);
  segment.writeUInt16BE(fields.destination.port, 2);
  segment.writeUInt32BE(fields.sequence >>> 0, 4);
  segment.writeUInt32BE(fields.acknowledgement >>> 0, 8);
  segment[12] = ((HEADER_BYTES + options.length) / 4) << 4;
  segment[13] = fields.flags;
  segment.writeUInt16BE(fields.window, 14);
  segment.set(options, HEADER_BYTES);
  segment.set(payload, HEADER_BYTES + options.length);
  const ip = {
    source: fields.source.address,
    destination: fields.destination.address,
    protocol: PROTOCOL_TCP,
    ...(fields.identification === undefined ? {} : { identification: fields.identification }),
  };
  segment.writeUInt16BE(transportChecksum(ip, segment), 16);
  return ipPacket(ip, segment);
}
/** The bytes of the options, padded to a multiple of four as Linux does: 20 on a SYN with all of them, 12 otherwise. */
export function optionBytes(options) {
  const { maximumSegmentSize, selectiveAcknowledgement, timestamps, windowScale } = options;
  const bytes = [];
  if (maximumSegmentSize !== undefined) bytes.push(2, 4, maximumSegmentSize >> 8, maximumSegmentSize & 0xff);
  if (selectiveAcknowledgement === true) {
    if (timestamps === undefined) bytes.push(NOP, NOP);
    bytes.push(4, 2);
  } else if (timestamps !== undefined) bytes.push(NOP, NOP);
  if (timestamps !== undefined)
    bytes.push(8, 10, ...uint32Bytes(timestamps[0]), ...uint32Bytes(timestamps[1]));
  if (windowScale !== undefined) bytes.push(NOP, 3, 3, windowScale);
  return Buffer.from(bytes);
}
function uint32Bytes(value) {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
