import { Buffer } from 'node:buffer';
import type { Frame } from '../../src/capture/index.ts';
import { createSegment, DECODE, type PacketDecoder, type Segment } from '../../src/packet/index.ts';

/** Hand-made packets: every function puts its header before the given bytes. Nothing here uses the decoder's code. */

export const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
export const join = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);
export const uint16 = (value: number): Buffer => hex(value.toString(16).padStart(4, '0'));
export const uint32 = (value: number): Buffer => hex(value.toString(16).padStart(8, '0'));

export const HELLO = Buffer.from('hello');

export interface TcpFields {
  readonly source?: number;
  readonly destination?: number;
  readonly sequence?: number;
  readonly flags?: number;
  readonly options?: Uint8Array;
  /** In 32-bit words. Without it the number follows from the options. */
  readonly dataOffset?: number;
  readonly checksum?: number;
  readonly payload?: Uint8Array;
}

export function tcp(fields: TcpFields = {}): Buffer {
  const options = fields.options ?? Buffer.alloc(0);
  const words = fields.dataOffset ?? 5 + options.length / 4;
  return join(
    uint16(fields.source ?? 34266),
    uint16(fields.destination ?? 9091),
    uint32(fields.sequence ?? 0xf1020304),
    uint32(0xa5060708),
    hex((words << 4).toString(16).padStart(2, '0')),
    hex((fields.flags ?? 0x18).toString(16).padStart(2, '0')),
    uint16(0x1234),
    uint16(fields.checksum ?? 0),
    uint16(0),
    options,
    fields.payload ?? HELLO,
  );
}

export interface Ipv4Fields {
  readonly protocol?: number;
  readonly options?: Uint8Array;
  readonly totalLength?: number;
  readonly identification?: number;
  /** The whole 16-bit field: flags and offset in units of 8. */
  readonly fragment?: number;
  readonly source?: string;
}

export function ipv4(payload: Uint8Array, fields: Ipv4Fields = {}): Buffer {
  const options = fields.options ?? Buffer.alloc(0);
  const headerLength = 20 + options.length;
  return join(
    hex((0x40 | (headerLength / 4)).toString(16)),
    hex('00'),
    uint16(fields.totalLength ?? headerLength + payload.length),
    uint16(fields.identification ?? 0x4242),
    uint16(fields.fragment ?? 0),
    hex('40'),
    hex((fields.protocol ?? 6).toString(16).padStart(2, '0')),
    uint16(0),
    hex(fields.source ?? 'c0a80001'),
    hex('0a000002'),
    options,
    payload,
  );
}

export const IPV6_SOURCE = '20010db8 00000000 00000000 00000001';
export const IPV6_DESTINATION = 'fe800000 00000000 ffffffff 80000002';

export function ipv6(payload: Uint8Array, nextHeader = 6, payloadLength = payload.length): Buffer {
  return join(
    hex('60000000'),
    uint16(payloadLength),
    hex(nextHeader.toString(16).padStart(2, '0')),
    hex('40'),
    hex(IPV6_SOURCE),
    hex(IPV6_DESTINATION),
    payload,
  );
}

export const ethernet = (payload: Uint8Array, etherType = 0x0800): Buffer =>
  join(hex('020000000001 020000000002'), uint16(etherType), payload);

export const udp = (payload: Uint8Array, destination: number, source = 50000): Buffer =>
  join(uint16(source), uint16(destination), uint16(8 + payload.length), uint16(0), payload);

/** LLC with SNAP. */
export const snap = (payload: Uint8Array, etherType = 0x0800): Buffer =>
  join(hex('aaaa03 000000'), uint16(etherType), payload);

export interface FrameFields {
  readonly linkType?: number;
  /** Bytes that the snap length keeps; without it all are kept. */
  readonly captured?: number;
  /** Number of other bytes around the frame in its buffer. */
  readonly surroundings?: number;
  readonly seconds?: number;
}

/** A frame as the capture stage gives it: among other bytes of a buffer. */
export function frameOf(bytes: Uint8Array, fields: FrameFields = {}): Frame {
  const around = Buffer.alloc(7, fields.surroundings ?? 0);
  const captured = bytes.subarray(0, fields.captured ?? bytes.length);
  return {
    number: 1,
    seconds: fields.seconds ?? 1_700_000_000,
    nanoseconds: 0,
    timed: true,
    linkType: fields.linkType ?? 1,
    interface: -1,
    bytes: join(around, captured, Buffer.alloc(64, fields.surroundings ?? 0)),
    start: around.length,
    end: around.length + captured.length,
    originalLength: bytes.length,
    file: 0,
    offset: 0,
  };
}

const RESULT_NAMES = new Map<number, keyof typeof DECODE>(
  Object.entries(DECODE).map(([name, code]) => [code, name as keyof typeof DECODE]),
);

export interface Decoded {
  readonly result: keyof typeof DECODE | undefined;
  /** null where the result writes no segment. */
  readonly segment: Segment | null;
  readonly payload: string | null;
}

/** Decodes into a segment that is full of other values, so that a field that is not written shows. */
export function decode(decoder: PacketDecoder, frame: Frame): Decoded {
  const segment: Segment = {
    ...createSegment(),
    family: 9,
    source0: 9,
    source1: 9,
    source2: 9,
    source3: 9,
    destination0: 9,
    destination1: 9,
    destination2: 9,
    destination3: 9,
    ttl: 999,
    payloadLength: 9,
    windowScale: 9,
    vlan: 9,
  };
  const code = decoder.decode(frame, segment);
  const written = code <= DECODE.icmpError || code === DECODE.dns;
  return {
    result: RESULT_NAMES.get(code),
    segment: written ? segment : null,
    payload: written ? segment.bytes.toString('latin1', segment.payloadStart, segment.payloadEnd) : null,
  };
}
