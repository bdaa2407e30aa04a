import { Buffer } from 'node:buffer';
import { MAX_COMMENT_BYTES } from '../base/limits.ts';
import type { Instant } from '../base/time.ts';
import type { Compression, Report } from './diagnostic.ts';

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

/** Gathers what a walker learns while it goes through one file. */
export class CaptureFacts {
  frames = 0;
  timeDigits = 0;
  snapLength = 0;
  commentsDropped = 0;
  readonly linkTypes: number[] = [];
  readonly declaredLinkTypes: number[] = [];
  readonly interfaces: WritableInterface[] = [];
  readonly comments: CaptureComment[] = [];
  readonly #told = new Set<string>();
  #lastLinkType = -1;
  #commentBytes = 0;
  #hasTime = false;
  #firstSeconds = 0;
  #firstNanoseconds = 0;
  #lastSeconds = 0;
  #lastNanoseconds = 0;

  /** Counts a frame and gives its number within the file. */
  count(linkType: number, timed: boolean, seconds: number, nanoseconds: number): number {
    if (linkType !== this.#lastLinkType) this.#see(linkType);
    if (timed) {
      if (!this.#hasTime) {
        this.#hasTime = true;
        this.#firstSeconds = this.#lastSeconds = seconds;
        this.#firstNanoseconds = this.#lastNanoseconds = nanoseconds;
      } else if (
        seconds > this.#lastSeconds ||
        (seconds === this.#lastSeconds && nanoseconds >= this.#lastNanoseconds)
      ) {
        this.#lastSeconds = seconds;
        this.#lastNanoseconds = nanoseconds;
      } else if (
        seconds < this.#firstSeconds ||
        (seconds === this.#firstSeconds && nanoseconds < this.#firstNanoseconds)
      ) {
        this.#firstSeconds = seconds;
        this.#firstNanoseconds = nanoseconds;
      }
    }
    this.frames += 1;
    return this.frames;
  }

  get firstTime(): Instant | null {
    return this.#hasTime ? { seconds: this.#firstSeconds, nanoseconds: this.#firstNanoseconds } : null;
  }

  get lastTime(): Instant | null {
    return this.#hasTime ? { seconds: this.#lastSeconds, nanoseconds: this.#lastNanoseconds } : null;
  }

  declare(linkType: number): void {
    if (!this.declaredLinkTypes.includes(linkType)) this.declaredLinkTypes.push(linkType);
  }

  /** True the first time it is asked of a subject: what can be wrong in every block is reported once a file. */
  once(subject: 'padding' | 'statistics' | 'interfaces' | 'comments' | 'time'): boolean {
    if (this.#told.has(subject)) return false;
    this.#told.add(subject);
    return true;
  }

  /** Keeps a comment while there is room; `offset` is that of its block. */
  comment(comment: CaptureComment, offset: number, report: Report): void {
    const bytes = Buffer.byteLength(comment.text);
    if (this.#commentBytes + bytes <= MAX_COMMENT_BYTES) {
      this.#commentBytes += bytes;
      this.comments.push(comment);
      return;
    }
    if (this.once('comments')) {
      report({ kind: 'limit-reached', limit: 'comment-bytes', value: MAX_COMMENT_BYTES, offset });
    }
    this.commentsDropped += 1;
  }

  #see(linkType: number): void {
    this.#lastLinkType = linkType;
    if (!this.linkTypes.includes(linkType)) this.linkTypes.push(linkType);
  }
}
