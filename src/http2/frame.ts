import type { Buffer } from 'node:buffer';

/** Types of frames (RFC 9113 §6). */
export const FRAME = {
  data: 0,
  headers: 1,
  priority: 2,
  rstStream: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

/** Flags of frames; ACK is the same bit as END_STREAM. */
export const FLAG = { endStream: 0x1, ack: 0x1, endHeaders: 0x4, padded: 0x8, priority: 0x20 } as const;

/** Bytes of the head of a frame (RFC 9113 §4.1). */
export const FRAME_HEAD_BYTES = 9;
/** What a client sends before its first frame (RFC 9113 §3.4). */
export const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
/** Bytes of a payload that every peer has to accept (RFC 9113 §6.5.2); few senders use more. */
export const USUAL_FRAME_BYTES = 16_384;

/** The head of a frame. */
export interface FrameHead {
  /** Bytes of its payload. */
  readonly length: number;
  readonly type: number;
  readonly flags: number;
  /** 0: the connection. */
  readonly stream: number;
}

/** The head of the frame that begins at `at`; the reserved bit is ignored. */
export function frameHeadAt(bytes: Buffer, at: number): FrameHead {
  return {
    length: bytes.readUIntBE(at, 3),
    type: bytes[at + 3],
    flags: bytes[at + 4],
    stream: bytes.readUInt32BE(at + 5) & 0x7fffffff,
  };
}

/** What is known of the frames of a type: the flags that it has, and where it may stand. */
interface FrameForm {
  readonly flags: number;
  /** Whether it belongs to a stream, to the connection, or may to either. */
  readonly of: 'stream' | 'connection' | 'either';
  readonly fits: (length: number, flags: number) => boolean;
}

const atLeast =
  (least: number) =>
  (length: number): boolean =>
    length >= least;
const exactly =
  (wanted: number) =>
  (length: number): boolean =>
    length === wanted;

const FORMS: Readonly<Record<number, FrameForm>> = {
  [FRAME.data]: { flags: FLAG.endStream | FLAG.padded, of: 'stream', fits: atLeast(0) },
  [FRAME.headers]: {
    flags: FLAG.endStream | FLAG.endHeaders | FLAG.padded | FLAG.priority,
    of: 'stream',
    fits: atLeast(1),
  },
  [FRAME.priority]: { flags: 0, of: 'stream', fits: exactly(5) },
  [FRAME.rstStream]: { flags: 0, of: 'stream', fits: exactly(4) },
  [FRAME.settings]: {
    flags: FLAG.ack,
    of: 'connection',
    fits: (length, flags) => (flags === 0 ? length % 6 === 0 : length === 0),
  },
  [FRAME.pushPromise]: { flags: FLAG.endHeaders | FLAG.padded, of: 'stream', fits: atLeast(5) },
  [FRAME.ping]: { flags: FLAG.ack, of: 'connection', fits: exactly(8) },
  [FRAME.goaway]: { flags: 0, of: 'connection', fits: atLeast(8) },
  [FRAME.windowUpdate]: { flags: 0, of: 'either', fits: exactly(4) },
  [FRAME.continuation]: { flags: FLAG.endHeaders, of: 'stream', fits: atLeast(0) },
};

/**
 * Whether a frame as all senders make them may begin at `at`: of a known type, with its flags and its length, on a stream of a
 * client or on the connection. `end` must leave room for a head.
 */
export function looksLikeFrame(bytes: Buffer, at: number): boolean {
  // A payload of 64 kB and more is asked for by few and sent by fewer.
  if (bytes[at] !== 0 || bytes[at + 5] >= 0x80) return false;
  const form = FORMS[bytes[at + 3]];
  if (form === undefined) return false;
  const { length, flags, stream } = frameHeadAt(bytes, at);
  if ((flags & ~form.flags) !== 0 || !form.fits(length, flags) || length > USUAL_FRAME_BYTES) return false;
  if (form.of === 'connection') return stream === 0;
  return stream === 0 ? form.of === 'either' : stream % 2 === 1;
}
