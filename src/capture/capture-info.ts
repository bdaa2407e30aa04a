import type { Instant } from '../base/time.ts';
import type { Compression } from './diagnostic.ts';

/** One interface that a pcapng section describes. Its counters grow while the file is read. */
export interface CaptureInterface {
  /** `section`: number of the section in the file, from 0. `index`: number of the interface in its section, from 0. */
  readonly section: number;
  readonly index: number;
  readonly name: string | null;
  readonly description: string | null;
  /** LINKTYPE_ number. */
  readonly linkType: number;
  /** Bytes; 0 means no limit. */
  readonly snapLength: number;
  /** Decimal digits of the second that its clock gives: 6 for microseconds. */
  readonly timeDigits: number;
  /** Counters isb_ifdrop and isb_osdrop of its last Interface Statistics Block. */
  readonly interfaceDrops: number;
  readonly systemDrops: number;
  /** Sum of the drop counts its packets carry (epb_dropcount, Packet Block). */
  readonly packetDrops: number;
}

export type WritableInterface = { -readonly [Key in keyof CaptureInterface]: CaptureInterface[Key] };

export interface CaptureComment {
  readonly of: 'section' | 'interface' | 'packet' | 'statistics';
  /** Number of the frame within its file, from 1; null where the comment belongs to no packet. */
  readonly frame: number | null;
  readonly text: string;
}

/** What is known of one capture file. It is complete once the file has been read to its end. */
export interface CaptureInfo {
  readonly path: string;
  readonly format: 'pcap' | 'pcapng';
  readonly compression: Compression | null;
  /** LINKTYPE_ numbers in the order of their first frames. A capture without frames has those that it declares. */
  readonly linkTypes: readonly number[];
  /** How many frames each of them has, in the same order. */
  readonly linkTypeFrames: readonly number[];
  readonly frames: number;
  /** Bytes of the file on disk. For a pipe: the bytes that have come so far. */
  readonly bytes: number;
  /** Earliest and latest time of its frames; null where no frame has a time. */
  readonly firstTime: Instant | null;
  readonly lastTime: Instant | null;
  /** Decimal digits of the second in the frames' times: 6, 9, or those of the finest pcapng interface. */
  readonly timeDigits: number;
  /** Bytes. The longest frame that the header announces; 0 means that no limit is known. */
  readonly snapLength: number;
  /** True once the file has been read to its end and no part of it is cut off or damaged. */
  readonly complete: boolean;
  /** Packets that the capture itself counts as lost, over all interfaces. */
  readonly drops: number;
  /** The interfaces of a pcapng file; empty for classic pcap. */
  readonly interfaces: readonly CaptureInterface[];
  readonly comments: readonly CaptureComment[];
  /** Comments not kept because MAX_COMMENT_BYTES was reached. */
  readonly commentsDropped: number;
}

/**
 * Packets that an interface lost. Its statistics may count the same losses as its packets do, so the larger sum holds.
 */
export function dropsOf(iface: CaptureInterface): number {
  return Math.max(iface.interfaceDrops + iface.systemDrops, iface.packetDrops);
}
