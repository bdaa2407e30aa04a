import { internetChecksum } from '../../../samples/builder/index.ts';

/** Where the headers of a frame stand. `tcpStart` is -1 where there is no TCP header that can be found simply. */
export interface IpPlaces {
  readonly ipStart: number;
  readonly version: 4 | 6;
  readonly tcpStart: number;
  readonly end: number;
}

const PLAIN_HEADER_BYTES: Readonly<Record<number, number>> = {
  0: 4,
  1: 14,
  12: 0,
  14: 0,
  101: 0,
  108: 4,
  113: 16,
  228: 0,
  229: 0,
  276: 20,
};
const IPV4_BYTES = 20;
const IPV6_BYTES = 40;
const TCP = 6;
const TCP_BYTES = 20;
const CHECKSUM_AT = 16;

/** Finds IP and TCP in an undamaged frame of a plain link type; null where that is not so simple. */
export function findIp(linkType: number, bytes: Buffer): IpPlaces | null {
  const ipStart = PLAIN_HEADER_BYTES[linkType];
  if (ipStart === undefined || bytes.length < ipStart + IPV4_BYTES) return null;
  const version = (bytes[ipStart] ?? 0) >> 4;
  if (version === 4) {
    const headerBytes = ((bytes[ipStart] ?? 0) & 15) * 4;
    const end = Math.min(bytes.length, ipStart + bytes.readUInt16BE(ipStart + 2));
    const isTcp = bytes[ipStart + 9] === TCP && end >= ipStart + headerBytes + TCP_BYTES;
    return { ipStart, version, tcpStart: isTcp ? ipStart + headerBytes : -1, end };
  }
  if (version !== 6 || bytes.length < ipStart + IPV6_BYTES) return null;
  const end = Math.min(bytes.length, ipStart + IPV6_BYTES + bytes.readUInt16BE(ipStart + 4));
  const isTcp = bytes[ipStart + 6] === TCP && end >= ipStart + IPV6_BYTES + TCP_BYTES;
  return { ipStart, version, tcpStart: isTcp ? ipStart + IPV6_BYTES : -1, end };
}

/** Computes the checksums of IPv4 and TCP anew. */
export function fixChecksums(bytes: Buffer, { ipStart, version, tcpStart, end }: IpPlaces): void {
  if (version === 4) {
    const headerEnd = Math.min(bytes.length, ipStart + ((bytes[ipStart] ?? 0) & 15) * 4);
    if (headerEnd >= ipStart + IPV4_BYTES) {
      bytes.writeUInt16BE(0, ipStart + 10);
      bytes.writeUInt16BE(internetChecksum(bytes.subarray(ipStart, headerEnd)), ipStart + 10);
    }
  }
  if (tcpStart < 0 || end < tcpStart + TCP_BYTES) return;
  const addresses =
    version === 4 ? bytes.subarray(ipStart + 12, ipStart + 20) : bytes.subarray(ipStart + 8, ipStart + 40);
  bytes.writeUInt16BE(0, tcpStart + CHECKSUM_AT);
  const length = end - tcpStart;
  const pseudo = Buffer.from([0, TCP, length >> 8, length & 0xff]);
  const sum = internetChecksum(Buffer.concat([addresses, pseudo, bytes.subarray(tcpStart, end)]));
  bytes.writeUInt16BE(sum, tcpStart + CHECKSUM_AT);
}
