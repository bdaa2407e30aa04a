/** An RTP packet (RFC 3550 section 5.1) with payload bytes by chance. */
export function rtpPacket(random, fields) {
  const header = Buffer.alloc(12);
  header[0] = 0x80;
  header[1] = fields.payloadType;
  header.writeUInt16BE(fields.sequence & 0xffff, 2);
  header.writeUInt32BE(fields.timestamp >>> 0, 4);
  header.writeUInt32BE(fields.source, 8);
  return Buffer.concat([header, random.bytes(fields.payloadBytes)]);
}
const STUN_MAGIC_COOKIE = 0x2112a442;
/** A STUN message (RFC 8489 section 5) without attributes: 0x0001 asks for a binding, 0x0101 grants it. */
export function stunMessage(type, transaction) {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(type, 0);
  header.writeUInt32BE(STUN_MAGIC_COOKIE, 4);
  return Buffer.concat([header, transaction.subarray(0, 12)]);
}
