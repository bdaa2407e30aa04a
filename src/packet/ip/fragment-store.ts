import { Buffer } from 'node:buffer';
import {
  FRAGMENT_LIFETIME_SECONDS,
  MAX_DATAGRAM_BYTES,
  MAX_FRAGMENT_BYTES,
  MAX_FRAGMENTED_DATAGRAMS,
  MAX_FRAGMENTS,
} from '../../base/limits.ts';

/** What was given up in reassembly since the decoder was made. */
export interface DroppedFragments {
  /** Datagrams given up because a bound of `limits.ts` was hit. */
  datagrams: number;
  /** Datagrams given up because their fragments did not come within FRAGMENT_LIFETIME_SECONDS. */
  expired: number;
  /** Fragments that were ignored because they contradict the datagram's length as other fragments give it. */
  contradicting: number;
  /** 802.11 frames that were skipped because they are fragments of a larger frame. */
  wirelessFragments: number;
}

/** A datagram that is being put together; complete when it is handed out. */
interface Datagram {
  /** Its data from 0 to `length`. */
  bytes: Buffer;
  /** Length of its data in bytes; -1 until the last fragment came. */
  length: number;
  /** IP protocol of its first header, taken from the fragment at offset 0; -1 until that fragment came. */
  protocol: number;
  /** The ranges that have come, as start, end, start, end …: sorted, and neither overlapping nor touching. */
  readonly covered: number[];
  fragments: number;
  /** Capture time of its first fragment. */
  readonly seconds: number;
}

const LEAST_CAPACITY = 2048;

/** The incomplete IP datagrams. It follows RFC 815, but keeps the ranges that have come instead of the holes. */
export class FragmentStore {
  readonly dropped: DroppedFragments = { datagrams: 0, expired: 0, contradicting: 0, wirelessFragments: 0 };
  /** By key, in the order of their first fragments. */
  readonly #datagrams = new Map<string, Datagram>();
  #capacity = 0;

  /** Number of datagrams that are incomplete. */
  get pending(): number {
    return this.#datagrams.size;
  }

  has(key: string): boolean {
    return this.#datagrams.has(key);
  }

  /**
   * Adds the bytes from `start` to `end`, which belong at `offset` of the datagram. `protocol` counts only at offset 0
   * (RFC 8200 §4.5). Bytes that came before stay as they are. Returns the datagram when this fragment completes it, and
   * forgets it.
   */
  add(
    key: string,
    seconds: number,
    offset: number,
    more: boolean,
    protocol: number,
    bytes: Buffer,
    start: number,
    end: number,
  ): Datagram | null {
    const datagram = this.#find(key, seconds);
    const { covered } = datagram;
    const stop = offset + end - start;
    const reached = covered.length === 0 ? 0 : covered[covered.length - 1];
    const contradicts = more ? datagram.length >= 0 && stop > datagram.length : stop < reached;
    if (contradicts || (!more && datagram.length >= 0 && stop !== datagram.length)) {
      this.dropped.contradicting += 1;
      return null;
    }
    if (!more) datagram.length = stop;
    if (offset === 0) datagram.protocol = protocol;
    datagram.fragments += 1;
    this.#reserve(datagram, stop);
    cover(datagram, offset, stop, bytes, start);

    const whole = covered.length === 2 && covered[0] === 0 && covered[1] === datagram.length;
    if (whole) this.#forget(key, datagram);
    else this.#bound(key, datagram);
    return whole ? datagram : null;
  }

  #find(key: string, seconds: number): Datagram {
    const known = this.#datagrams.get(key);
    if (known !== undefined) {
      if (Math.abs(seconds - known.seconds) <= FRAGMENT_LIFETIME_SECONDS) return known;
      this.#forget(key, known);
      this.dropped.expired += 1;
    }
    const datagram: Datagram = {
      bytes: Buffer.alloc(0),
      length: -1,
      protocol: -1,
      covered: [],
      fragments: 0,
      seconds,
    };
    this.#datagrams.set(key, datagram);
    return datagram;
  }

  #forget(key: string, datagram: Datagram): void {
    this.#datagrams.delete(key);
    this.#capacity -= datagram.bytes.length;
  }

  #reserve(datagram: Datagram, size: number): void {
    if (size <= datagram.bytes.length) return;
    let capacity = Math.max(LEAST_CAPACITY, datagram.bytes.length);
    while (capacity < size) capacity *= 2;
    const grown = Buffer.allocUnsafe(Math.min(capacity, Math.max(size, MAX_DATAGRAM_BYTES)));
    datagram.bytes.copy(grown);
    this.#capacity += grown.length - datagram.bytes.length;
    datagram.bytes = grown;
  }

  /** Gives up this datagram where it has too many fragments; otherwise the oldest datagrams until the bounds hold. */
  #bound(key: string, datagram: Datagram): void {
    if (datagram.fragments >= MAX_FRAGMENTS) {
      this.#forget(key, datagram);
      this.dropped.datagrams += 1;
    }
    for (const [oldestKey, oldest] of this.#datagrams) {
      if (this.#datagrams.size <= MAX_FRAGMENTED_DATAGRAMS && this.#capacity <= MAX_FRAGMENT_BYTES) return;
      this.#forget(oldestKey, oldest);
      this.dropped.datagrams += 1;
    }
  }
}

/**
 * Copies the bytes that are new in a fragment from `offset` to `stop`. The fragment's data begin at `source[start]`.
 */
function cover(datagram: Datagram, offset: number, stop: number, source: Buffer, start: number): void {
  const { covered, bytes } = datagram;
  let first = 0;
  while (first < covered.length && covered[first + 1] < offset) first += 2;
  let mergedStart = offset;
  let mergedStop = stop;
  let at = offset;
  let next = first;
  while (next < covered.length && covered[next] <= stop) {
    if (covered[next] > at) source.copy(bytes, at, start + at - offset, start + covered[next] - offset);
    at = Math.max(at, covered[next + 1]);
    mergedStart = Math.min(mergedStart, covered[next]);
    mergedStop = Math.max(mergedStop, covered[next + 1]);
    next += 2;
  }
  if (at < stop) source.copy(bytes, at, start + at - offset, start + stop - offset);
  covered.splice(first, next - first, mergedStart, mergedStop);
}
