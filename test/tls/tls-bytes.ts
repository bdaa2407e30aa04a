import { Buffer } from 'node:buffer';
import { hex, join, uint16 } from '../packet/packet-bytes.ts';

/** TLS records written by hand (RFC 8446, RFC 5246). */

const uint24 = (value: number): Buffer => join(Buffer.of(value >> 16), uint16(value & 0xffff));

export const record = (type: number, body: Uint8Array): Buffer =>
  join(Buffer.of(type), hex('0303'), uint16(body.length), body);
export const message = (type: number, body: Uint8Array): Buffer =>
  join(Buffer.of(type), uint24(body.length), body);
const extension = (type: number, body: Uint8Array): Buffer => join(uint16(type), uint16(body.length), body);

/** `versions`: those of the extension; empty: it has none. */
export function clientHello(name: string | null, versions: readonly number[] = []): Buffer {
  const extensions = join(
    name === null
      ? Buffer.alloc(0)
      : extension(0, join(uint16(name.length + 3), hex('00'), uint16(name.length), Buffer.from(name))),
    versions.length === 0
      ? Buffer.alloc(0)
      : extension(43, join(Buffer.of(versions.length * 2), ...versions.map(uint16))),
  );
  const body = join(
    hex('0303'),
    Buffer.alloc(32, 7),
    hex('00'),
    hex('0004 1301 c02f'),
    hex('0100'),
    uint16(extensions.length),
    extensions,
  );
  return message(1, body);
}

export function serverHello(version: number | null = null): Buffer {
  const extensions = version === null ? Buffer.alloc(0) : extension(43, uint16(version));
  return message(
    2,
    join(hex('0303'), Buffer.alloc(32, 9), hex('00 1301 00'), uint16(extensions.length), extensions),
  );
}

export const certificate = (length = 900): Buffer => message(11, Buffer.alloc(length, 1));
export const alert = (description: number, level = 2): Buffer => record(21, Buffer.of(level, description));
export const handshake = (...messages: readonly Buffer[]): Buffer => record(22, join(...messages));
export const CHANGE_CIPHER_SPEC = record(20, Buffer.of(1));
export const data = (length: number): Buffer => record(23, Buffer.alloc(length, 5));
