import type { Page, ReadonlyPage, Rows } from '../base/columns.ts';

/**
 * What is kept of every TCP connection of the capture. Frames are numbered from 1, 0 where there was none; times are
 * seconds and nanoseconds since 1970.
 */
export const CONNECTION = {
  /** The key: the numbers of both addresses, the lower one first, and both ports (that of the low end point in the upper half). */
  lowAddress: 'u32',
  highAddress: 'u32',
  ports: 'u32',
  /** Bits of {@link MARK}. */
  marks: 'u32',
  /** Sequence numbers of the SYN of direction 0 and of direction 1, seen or inferred; hold where `MARK.base` says so. */
  firstBase: 'u32',
  secondBase: 'u32',
  firstFrame: 'u32',
  firstSeconds: 'u32',
  firstNanoseconds: 'u32',
  lastFrame: 'u32',
  lastSeconds: 'u32',
  lastNanoseconds: 'u32',
  /** SYNs without ACK; counted up to 65,535. */
  synCount: 'u16',
  /**
   * Of direction 0 and of direction 1: the sequence number after the last byte that was sent, and the highest that the peer
   * acknowledged. They hold where `MARK.base` says so.
   */
  firstSent: 'u32',
  secondSent: 'u32',
  firstAcknowledged: 'u32',
  secondAcknowledged: 'u32',
  /** How often the full-sized segment that the peer acknowledges next was sent again; counted up to 255. */
  firstRepeats: 'u8',
  secondRepeats: 'u8',
  /** The TTL that most packets of the direction have, RSTs apart, and how far it is ahead of all others together, up to 255. */
  firstTtl: 'u8',
  secondTtl: 'u8',
  firstTtlLead: 'u8',
  secondTtlLead: 'u8',
  /** The TTL of the first RST that is believed, its sequence number, and that after the last byte that its receiver had sent. */
  resetTtl: 'u8',
  resetSequence: 'u32',
  resetPeerSent: 'u32',
  /** RSTs that are not believed, counted up to 255, and the first of them. */
  ignoredResets: 'u8',
  ignoredResetFrame: 'u32',
  /** The first SYN with ACK, the first RST that is believed, the first FIN. */
  synAckFrame: 'u32',
  resetFrame: 'u32',
  finFrame: 'u32',
  /** What is done with further payload, one of {@link FOLLOW_STATE}. */
  followState: 'u8',
  /** The number of the connection's entry in the table of anomalies; 0 where there is none. */
  anomalyEntry: 'u32',
} as const;

export type ConnectionRows = Rows<typeof CONNECTION>;
export type ConnectionPage = ReadonlyPage<typeof CONNECTION>;
export type WritableConnectionPage = Page<typeof CONNECTION>;

/** Bits of `marks`. Those of direction 1 stand one place higher than those of direction 0. */
export const MARK = {
  /** The initial sequence number of the direction is known. */
  base: 1 << 0,
  syn: 1 << 2,
  /** The SYN carried ACK: its sender replies to a SYN, so it is the server. */
  synAck: 1 << 4,
  fin: 1 << 6,
  reset: 1 << 8,
  /** A segment that is neither SYN nor RST was seen: its sender is there. */
  heard: 1 << 10,
  /** The sender of direction 0 is the end point that stands second in the key. This bit is of the connection as a whole. */
  swapped: 1 << 12,
  /** The first FIN, the first RST, came from the end point of direction 1. These bits are of the connection as a whole. */
  finFromSecond: 1 << 13,
  resetFromSecond: 1 << 14,
  /** The checksum of the SYN was right: the capturing host does not leave checksums to its network card. */
  soundChecksum: 1 << 15,
} as const;

/** What is done with a connection's payload. */
export const FOLLOW_STATE = {
  /** None has come yet. */
  undecided: 0,
  /** Nobody looks at it any more. */
  over: 1,
  /** It is looked at only where a segment looks like the beginning of something. */
  asleep: 2,
  /** Its bytes are put in order and handed to a consumer. */
  followed: 3,
  /** An RST ended it: as asleep, but only bytes that were not sent before wake it. */
  reset: 4,
} as const;
