import { addressBytes } from './address.js';
/** A DNS question for an address record (RFC 1035 section 4). */
export function dnsQuestion(identifier, name) {
  return Buffer.concat([dnsHeader(identifier, 0x0100, 0), question(name)]);
}
/** The answer to it: one A record. */
export function dnsAnswer(identifier, name, address) {
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(1, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(300, 6);
  record.writeUInt16BE(4, 10);
  return Buffer.concat([dnsHeader(identifier, 0x8180, 1), question(name), record, addressBytes(address)]);
}
function dnsHeader(identifier, flags, answers) {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(identifier & 0xffff, 0);
  header.writeUInt16BE(flags, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers, 6);
  return header;
}
function question(name) {
  const labels = name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0, 0, 1, 0, 1])]);
}
