import { Buffer } from 'node:buffer';
import {
  DECODE,
  type DecodeFailure,
  type DecodeResult,
  type FragmentNote,
  type IcmpError,
  type ProtocolName,
} from './decode-result.ts';
import { FragmentStore } from './ip/fragment-store.ts';
import { createSegment, type Segment } from './segment.ts';
import type { NextStep } from './step.ts';

/**
 * The position of decoding in a frame. The decoder owns one cursor, and every layer moves it inwards. A layer reads no
 * byte at or beyond `end`.
 */
export interface Cursor {
  bytes: Buffer;
  /** Where the next header starts. */
  position: number;
  /** End of the captured bytes, without padding and trailers where these are known. */
  end: number;
  /** Where the packet ended on the wire: beyond `end` where the snap length cut it. */
  wireEnd: number;
  /** Where offsets are counted from: the frame's first captured byte, or 0 in a reassembled datagram. */
  base: number;
  reassembled: boolean;
  /** Whole seconds of the frame's capture time. */
  seconds: number;
  /** IP protocol number of the header at `position`, while IP headers are decoded. */
  protocol: number;
  /** Where the innermost IP header starts; -1 where it is not in `bytes`, because its datagram was reassembled. */
  network: number;
  /** True within the packet that an ICMP error quotes. */
  quoted: boolean;
  /** True where radiotap says that 802.11 headers are padded to a multiple of four bytes. */
  paddedHeader: boolean;
  segment: Segment;
  readonly fragments: FragmentStore;
  readonly fragment: FragmentNote;
  readonly failure: DecodeFailure;
  readonly icmpError: IcmpError;
}

/** A decoder of one layer: it moves the cursor behind its header and returns what follows. */
export type Layer = (cursor: Cursor) => NextStep;

export function createCursor(): Cursor {
  return {
    bytes: Buffer.alloc(0),
    position: 0,
    end: 0,
    wireEnd: 0,
    base: 0,
    reassembled: false,
    seconds: 0,
    protocol: 0,
    network: 0,
    quoted: false,
    paddedHeader: false,
    segment: createSegment(),
    fragments: new FragmentStore(),
    fragment: { depth: 0, key: '', offset: 0, start: 0, end: 0 },
    failure: { layer: 'Ethernet', field: '', offset: 0, reassembled: false },
    icmpError: {
      family: 4,
      type: 0,
      code: 0,
      quotedBytes: 0,
      sender0: 0,
      sender1: 0,
      sender2: 0,
      sender3: 0,
      mtu: 0,
    },
  };
}

/** Reports that the field at `position + offset` has a value that cannot be right. */
export function malformed(cursor: Cursor, layer: ProtocolName, field: string, offset: number): DecodeResult {
  const failure = cursor.failure;
  failure.layer = layer;
  failure.field = field;
  failure.offset = cursor.position + offset - cursor.base;
  failure.reassembled = cursor.reassembled;
  return DECODE.malformed;
}

/**
 * Reports that the header at the cursor needs `length` bytes that the frame does not have: `cut` where the wire had
 * them and the snap length cut them, `malformed` where the wire did not. `field` at `offset` is the field that was to
 * be read, or the one that announced the bytes.
 */
export function tooShort(
  cursor: Cursor,
  length: number,
  layer: ProtocolName,
  field: string,
  offset: number,
): DecodeResult {
  malformed(cursor, layer, field, offset);
  return cursor.position + length > cursor.wireEnd ? DECODE.malformed : DECODE.cut;
}
