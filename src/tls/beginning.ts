import type { Buffer } from 'node:buffer';
import type { Direction } from '../stream/index.ts';
import { OldHello } from './record/old-hello.ts';
import { isRecordHead, RECORD } from './record/record.ts';

/** The major version of every record since SSL 3.0. */
const MAJOR_VERSION = 3;

/**
 * What the first bytes of a connection say. `held`: they may be a hello in the form of SSL 2.0, and are given out as a record when it is
 * whole, with the place behind it.
 */
export type BeginningOutcome =
  | 'undecided'
  | 'tls'
  | 'other'
  | 'held'
  | { readonly record: Buffer; readonly place: number };

/** Tells from its first bytes whether a connection carries TLS. */
export class Beginning {
  /** The first bytes of each direction, as long as they are fewer than a header. */
  readonly #heads: readonly [number[], number[]] = [[], []];
  /** What may be a hello in the form of SSL 2.0; null: none is under way. */
  #old: { readonly direction: Direction; readonly hello: OldHello } | null = null;

  /** A connection of TLS may begin with this byte. */
  static mayBe(first: number): boolean {
    return OldHello.mayBegin(first) || isFirstOfRecord(first);
  }

  /** Takes the bytes that come next in a direction, at least one. */
  push(direction: Direction, bytes: Buffer, start: number, end: number): BeginningOutcome {
    const head = this.#heads[direction];
    if (this.#old === null && head.length === 0 && OldHello.mayBegin(bytes[start])) {
      this.#old = { direction, hello: new OldHello() };
    }
    if (this.#old?.direction === direction) {
      const read = this.#old.hello.push(bytes, start, end);
      return read === 'more' ? 'held' : read;
    }
    for (let place = start; place < end && head.length < RECORD.headLength; place += 1)
      head.push(bytes[place]);
    if (!isFirstOfRecord(head[0])) return 'other';
    if (head.length < RECORD.headLength) return 'undecided';
    return isRecordHead(head[0], head[1], head[3] * 256 + head[4]) ? 'tls' : 'other';
  }
}

function isFirstOfRecord(type: number): boolean {
  return type !== RECORD.heartbeat && isRecordHead(type, MAJOR_VERSION, 0);
}
