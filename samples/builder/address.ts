/** An end point of a conversation: an IPv4 address in dotted form or an IPv6 address in any RFC 4291 form, and a port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

const known = new Map<string, Buffer>();

/** The 4 or 16 bytes of an address; throws for text that is none. The buffer is shared: do not write to it. */
export function addressBytes(text: string): Buffer {
  const cached = known.get(text);
  if (cached !== undefined) return cached;
  const bytes = text.includes(':') ? ipv6Bytes(text) : ipv4Bytes(text);
  known.set(text, bytes);
  return bytes;
}

/** Whether the address is one of the machine's own loopback addresses. */
export function isLoopback(text: string): boolean {
  return text.startsWith('127.') || text === '::1';
}

function ipv4Bytes(text: string): Buffer {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) {
    throw new Error(`not an IPv4 address: ${text}`);
  }
  return Buffer.from(parts);
}

function ipv6Bytes(text: string): Buffer {
  const [head = '', tail, ...rest] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - left.length - right.length;
  if (rest.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) {
    throw new Error(`not an IPv6 address: ${text}`);
  }
  const words = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  const bytes = Buffer.alloc(16);
  words.forEach((word, index) => {
    if (!/^[0-9a-f]{1,4}$/i.test(word)) throw new Error(`not an IPv6 address: ${text}`);
    bytes.writeUInt16BE(Number.parseInt(word, 16), index * 2);
  });
  return bytes;
}
