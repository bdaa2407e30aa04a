import type { Instant } from '../base/time.ts';
import type { Compression } from './diagnostic.ts';

/** One interface a pcapng section describes. Counters grow while the file is read. */
export interface CaptureInterface {
  /** Section of the file, from 0, and number within it, from 0. */
  readonly section: number;
  readonly index: number;
  readonly name: string | null;
  readonly description: string | null;
  /** LINKTYPE_ number. */
  readonly linkType: number;
  /** Bytes; 0: no limit. */
  readonly snapLength: number;
  /** Digits of a second its clock tells: 6 for microseconds. */
  readonly timeDigits: number;
  /** isb_ifdrop and isb_osdrop of its last Interface Statistics Block. */
  readonly interfaceDrops: number;
  readonly systemDrops: number;
  /** Sum of the drop counts its packets carry (epb_dropcount, Packet Block). */
  readonly packetDrops: number;
}

export type WritableInterface = { -readonly [Key in keyof CaptureInterface]: CaptureInterface[Key] };

export interface CaptureComment {
  readonly of: 'section' | 'interface' | 'packet' | 'statistics';
  /** Number of the frame within its file; null for what is not a packet. */
  readonly frame: number | null;
  readonly text: string;
}

/** What is known of one capture file; complete once it has been read to its end. */
export interface CaptureInfo {
  readonly path: string;
  readonly format: 'pcap' | 'pcapng';
  readonly compression: Compression | null;
  /** LINKTYPE_ numbers in order of their first frame; of a capture without frames those it declares. */
  readonly linkTypes: readonly number[];
  readonly frames: number;
  /** Size of the file as it lies on disk; of a pipe, what came of it so far. */
  readonly bytes: number;
  /** Earliest and latest time of its frames; null where no frame has a time. */
  readonly firstTime: Instant | null;
  readonly lastTime: Instant | null;
  /** Digits of a second the times tell: 6, 9, or what a pcapng interface says; the finest of all interfaces. */
  readonly timeDigits: number;
  /** Bytes; the largest a frame can be by the header's word; 0: no limit is known. */
  readonly snapLength: number;
  /** True once the file was read to its end and nothing of it is cut off or damaged. */
  readonly complete: boolean;
  /** Packets the capture says it lost, over all interfaces. */
  readonly drops: number;
  /** Of pcapng; empty for classic pcap. */
  readonly interfaces: readonly CaptureInterface[];
  readonly comments: readonly CaptureComment[];
  /** Comments not kept because MAX_COMMENT_BYTES was reached. */
  readonly commentsDropped: number;
}

/** The statistics may count what the packets count too, so the larger holds. */
export function dropsOf(face: CaptureInterface): number {
  return Math.max(face.interfaceDrops + face.systemDrops, face.packetDrops);
}
