import { MAX_SEARCHED_BYTES, MAX_SEARCHED_LINE_BYTES } from '../../base/limits.ts';
import { ByteStore } from '../byte-store.ts';
import type { MessageSide, Problem, ProblemKind, Protocol } from '../exchange.ts';
import { parseCutStartLine } from '../head/start-line.ts';
import { type SegmentStamp, stampOf } from '../placement.ts';
import { problemOf } from '../problems.ts';
import { findStart, type Role } from './find-start.ts';
import { looksLikeTls } from './opening.ts';

/** The most bytes that one call of `search` takes into the store. */
const STEP = 64 * 1024;
const EXCERPT_BYTES = 80;

/** A message that was found. It begins in `bytes` at `index`; what came of it, and behind it, goes up to `end`. */
export interface FoundStart {
  readonly role: MessageSide;
  readonly bytes: Buffer;
  readonly index: number;
  readonly end: number;
  /** Stream offset of its first byte. */
  readonly offset: number;
  /** Which segment brought that byte. */
  readonly stamp: SegmentStamp;
}

/**
 * Searches for the next message where a reader no longer knows where one begins. A start line may be split over
 * segments.
 */
export class StartSearcher {
  /** Position up to which the last call of `search` took bytes. */
  reached = 0;
  /** Bytes that were searched in vain since the connection began. */
  #passed = 0;
  readonly #store = new ByteStore(STEP + 4 * MAX_SEARCHED_LINE_BYTES);
  /** Which segments brought the bytes in the store; `index`: where those of a segment begin. In order of the index. */
  #pieces: { index: number; stamp: SegmentStamp }[] = [];
  /** The problem that skipped bytes are; null where they are none. */
  #kind: ProblemKind | null = null;
  /** Stream offset at which the search began. */
  #from = 0;
  #excerpt = '';

  /** Begins a new search at a stream offset. `kind`: the problem that skipped bytes are, or null. */
  begin(kind: ProblemKind | null, offset: number): void {
    this.#store.clear();
    this.#pieces = [];
    this.#kind = kind;
    this.#from = offset;
    this.#excerpt = '';
  }

  /**
   * Searches on in bytes of which the one at index 0 has stream offset `base`; takes at least one of them. Returns the
   * message found; or the protocol that a direction with an unknown role carries instead of HTTP; or null.
   */
  search(
    bytes: Buffer,
    position: number,
    end: number,
    base: number,
    role: Role,
    stamp: SegmentStamp,
  ): FoundStart | Protocol | null {
    if (role === 'unknown' && this.#passed === 0 && looksLikeTls(bytes, position, end)) {
      this.reached = end;
      return 'tls';
    }
    const found = this.#searchOn(bytes, position, end, base, role, stamp);
    const isHopeless = found === null && role === 'unknown' && this.#passed >= MAX_SEARCHED_BYTES;
    return isHopeless ? 'other' : found;
  }

  #searchOn(
    bytes: Buffer,
    position: number,
    end: number,
    base: number,
    role: Role,
    stamp: SegmentStamp,
  ): FoundStart | null {
    if (this.#kind !== null && this.#excerpt === '') {
      this.#excerpt = bytes.toString('latin1', position, Math.min(end, position + EXCERPT_BYTES));
    }
    const store = this.#store;
    if (store.length === 0) {
      const found = findStart(bytes, position, end, role, false);
      if (found.found) {
        this.reached = end;
        const { role, index } = found;
        return { role, bytes, index, end, offset: base + index, stamp: stampOf(stamp) };
      }
      this.#passed += found.keepFrom - position;
      this.#pieces = [{ index: 0, stamp: stampOf(stamp) }];
      store.append(bytes, found.keepFrom, Math.min(end, found.keepFrom + STEP));
      this.reached = Math.min(end, found.keepFrom + STEP);
      return null;
    }
    this.#pieces.push({ index: store.length, stamp: stampOf(stamp) });
    this.reached = position + store.append(bytes, position, Math.min(end, position + STEP));
    return this.#searchStore(base + this.reached, role, false);
  }

  /** Searches a last time, because no bytes follow at `endOffset`. Here the beginning of a start line is enough. */
  searchLast(endOffset: number, role: Role): FoundStart | null {
    const store = this.#store;
    const last = this.#pieces.at(-1);
    if (store.length === 0 || last === undefined) return null;
    const offset = endOffset - store.length;
    const index = Math.max(0, last.index);
    const found = this.#searchStore(endOffset, role, true);
    if (found !== null) return found;
    // Half a start line counts only at the beginning of a segment.
    const text = store.bytes.toString('latin1', index, store.length);
    for (const candidate of ['request', 'response'] as const) {
      if ((role !== 'unknown' && role !== candidate) || parseCutStartLine(text, candidate) === null) continue;
      const { bytes, length } = store;
      return { role: candidate, bytes, index, end: length, offset: offset + index, stamp: last.stamp };
    }
    return null;
  }

  /** The lowest number of a frame of which bytes are kept because a message may begin in them; infinite where none are. */
  get firstFrame(): number {
    const frames = this.#store.length === 0 ? [] : this.#pieces.map(({ stamp }) => stamp.frame);
    return Math.min(...frames);
  }

  /** The problem that the skipped bytes before a found message are; null where there is none. */
  skipped(found: FoundStart): Problem | null {
    if (this.#kind === null || found.offset <= this.#from) return null;
    return problemOf(this.#kind, found.role, this.#from, this.#excerpt);
  }

  #searchStore(endOffset: number, role: Role, final: boolean): FoundStart | null {
    const store = this.#store;
    const found = findStart(store.bytes, 0, store.length, role, final);
    if (found.found) {
      const { index } = found;
      const stamp = this.#stampAt(index);
      const offset = endOffset - store.length + index;
      return { role: found.role, bytes: store.bytes, index, end: store.length, offset, stamp };
    }
    if (final) return null;
    const { keepFrom } = found;
    this.#passed += keepFrom;
    const first = this.#stampAt(keepFrom);
    store.drop(keepFrom);
    const later = this.#pieces.filter(({ index }) => index > keepFrom);
    this.#pieces = [
      { index: 0, stamp: first },
      ...later.map(({ index, stamp }) => ({ index: index - keepFrom, stamp })),
    ];
    return null;
  }

  #stampAt(index: number): SegmentStamp {
    const piece = this.#pieces.findLast((candidate) => candidate.index <= index) ?? this.#pieces[0];
    if (piece === undefined) throw new Error('bytes are kept without the stamp of their segment');
    return piece.stamp;
  }
}
