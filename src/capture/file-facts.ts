import { Buffer } from 'node:buffer';
import { MAX_COMMENT_BYTES } from '../base/limits.ts';
import type { Instant } from '../base/time.ts';
import type { CaptureComment, WritableInterface } from './capture-info.ts';
import type { Report } from './diagnostic.ts';

/** Collects what a walker learns about one file. */
export class FileFacts {
  frames = 0;
  timeDigits = 0;
  snapLength = 0;
  commentsDropped = 0;
  readonly linkTypes: number[] = [];
  /** Frames of each of them. */
  readonly linkTypeFrames: number[] = [];
  readonly declaredLinkTypes: number[] = [];
  readonly interfaces: WritableInterface[] = [];
  readonly comments: CaptureComment[] = [];
  readonly #told = new Set<string>();
  #lastLinkType = -1;
  /** Its place among the link types. */
  #linkTypePlace = 0;
  #commentBytes = 0;
  #hasTime = false;
  #firstSeconds = 0;
  #firstNanoseconds = 0;
  #lastSeconds = 0;
  #lastNanoseconds = 0;

  /** Counts a frame and returns its number within the file, from 1. */
  count(linkType: number, timed: boolean, seconds: number, nanoseconds: number): number {
    if (linkType !== this.#lastLinkType) this.#see(linkType);
    this.linkTypeFrames[this.#linkTypePlace] += 1;
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

  /** True the first time it is called for a subject: what can be wrong in every block is reported once a file. */
  once(subject: 'padding' | 'statistics' | 'interfaces' | 'comments' | 'time'): boolean {
    if (this.#told.has(subject)) return false;
    this.#told.add(subject);
    return true;
  }

  /** Keeps a comment while fewer than MAX_COMMENT_BYTES are kept. `offset` is the offset of its block in the file. */
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
    const place = this.linkTypes.indexOf(linkType);
    this.#linkTypePlace = place < 0 ? this.linkTypes.length : place;
    if (place >= 0) return;
    this.linkTypes.push(linkType);
    this.linkTypeFrames.push(0);
  }
}
