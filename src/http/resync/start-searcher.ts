import { MAX_SEARCHED_BYTES, MAX_SEARCHED_LINE_BYTES } from '../../base/limits.ts';
import { ByteStore } from '../body/byte-store.ts';
import type { Problem, ProblemKind, Protocol } from '../exchange.ts';
import { parseCutStartLine } from '../head/start-line.ts';
import type { Moment } from '../placement.ts';
import { problemOf } from '../problems.ts';
import { findStart, type Role } from './find-start.ts';
import { looksLikeTls } from './opening.ts';

/** A slice of this many bytes is searched at a time. */
const STEP = 64 * 1024;
const EXCERPT_BYTES = 80;

/** A message found: `bytes` from `index` to `end` are its first, and what came behind them. */
export interface FoundStart {
  readonly role: 'request' | 'response';
  readonly bytes: Buffer;
  readonly index: number;
  readonly end: number;
  /** Stream offset of its first byte. */
  readonly offset: number;
  /** When that came. */
  readonly moment: Moment;
}

/** Searches a direction that lost its place for the next message, over the borders of segments. */
export class StartSearcher {
  /** Position up to which the last `search` took bytes. */
  reached = 0;
  /** Bytes searched in vain since the connection began. */
  #passed = 0;
  readonly #store = new ByteStore(STEP + 4 * MAX_SEARCHED_LINE_BYTES);
  /** When the pieces in the store came, by index. */
  #pieces: { index: number; moment: Moment }[] = [];
  #kind: ProblemKind | null = null;
  #from = 0;
  #excerpt = '';

  /** Begins anew at a stream offset. `kind`: the problem that bytes skipped from here on are. */
  begin(kind: ProblemKind | null, offset: number): void {
    this.#store.clear();
    this.#pieces = [];
    this.#kind = kind;
    this.#from = offset;
    this.#excerpt = '';
  }

  /**
   * Searches on in bytes of which the one at index 0 has stream offset `base`; takes at least one of them. A protocol: the
   * direction, whose role is not known, carries that and no HTTP.
   */
  search(
    bytes: Buffer,
    position: number,
    end: number,
    base: number,
    role: Role,
    moment: Moment,
  ): FoundStart | Protocol | null {
    if (role === 'unknown' && this.#passed === 0 && looksLikeTls(bytes, position, end)) {
      this.reached = end;
      return 'tls';
    }
    const found = this.#searchOn(bytes, position, end, base, role, moment);
    const isHopeless = found === null && role === 'unknown' && this.#passed >= MAX_SEARCHED_BYTES;
    return isHopeless ? 'other' : found;
  }

  #searchOn(
    bytes: Buffer,
    position: number,
    end: number,
    base: number,
    role: Role,
    moment: Moment,
  ): FoundStart | null {
    if (this.#kind !== null && this.#excerpt === '') {
      this.#excerpt = bytes.toString('latin1', position, Math.min(end, position + EXCERPT_BYTES));
    }
    const store = this.#store;
    if (store.length === 0) {
      const found = findStart(bytes, position, end, role, false);
      if (found.found) {
        this.reached = end;
        return { role: found.role, bytes, index: found.index, end, offset: base + found.index, moment };
      }
      this.#passed += found.keepFrom - position;
      this.#pieces = [{ index: 0, moment }];
      store.append(bytes, found.keepFrom, Math.min(end, found.keepFrom + STEP));
      this.reached = Math.min(end, found.keepFrom + STEP);
      return null;
    }
    this.#pieces.push({ index: store.length, moment });
    this.reached = position + store.append(bytes, position, Math.min(end, position + STEP));
    return this.#searchStore(base + this.reached, role, false);
  }

  /** Nothing follows at `endOffset`: what is kept must do, also the mere beginning of a start line. */
  searchLast(endOffset: number, role: Role): FoundStart | null {
    const store = this.#store;
    const last = this.#pieces.at(-1);
    if (store.length === 0 || last === undefined) return null;
    const offset = endOffset - store.length;
    const index = Math.max(0, last.index);
    const found = this.#searchStore(endOffset, role, true);
    if (found !== null) return found;
    // Only at the beginning of a segment is half a start line enough.
    const text = store.bytes.toString('latin1', index, store.length);
    for (const candidate of ['request', 'response'] as const) {
      if ((role !== 'unknown' && role !== candidate) || parseCutStartLine(text, candidate) === null) continue;
      const { bytes, length } = store;
      return { role: candidate, bytes, index, end: length, offset: offset + index, moment: last.moment };
    }
    return null;
  }

  /** The problem that the bytes before a message found are, if they are one. */
  skipped(found: FoundStart): Problem | null {
    if (this.#kind === null || found.offset <= this.#from) return null;
    return problemOf(this.#kind, found.role, this.#from, this.#excerpt);
  }

  #searchStore(endOffset: number, role: Role, final: boolean): FoundStart | null {
    const store = this.#store;
    const found = findStart(store.bytes, 0, store.length, role, final);
    if (found.found) {
      const { index } = found;
      const moment = this.#momentAt(index);
      const offset = endOffset - store.length + index;
      return { role: found.role, bytes: store.bytes, index, end: store.length, offset, moment };
    }
    if (final) return null;
    const { keepFrom } = found;
    this.#passed += keepFrom;
    const first = this.#momentAt(keepFrom);
    store.drop(keepFrom);
    const later = this.#pieces.filter(({ index }) => index > keepFrom);
    this.#pieces = [
      { index: 0, moment: first },
      ...later.map(({ index, moment }) => ({ index: index - keepFrom, moment })),
    ];
    return null;
  }

  #momentAt(index: number): Moment {
    const piece = this.#pieces.findLast((candidate) => candidate.index <= index) ?? this.#pieces[0];
    if (piece === undefined) throw new Error('bytes are kept without their moment');
    return piece.moment;
  }
}
