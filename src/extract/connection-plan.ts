import { firstIndex } from '../base/first-index.ts';
import { ACK, RST, SYN } from '../packet/index.ts';
import type { Direction } from '../stream/index.ts';

/** Positions of a direction, from the first byte to behind the last. */
export interface PositionRange {
  readonly from: number;
  readonly to: number;
}

/** Where an exchange lies in its connection. */
export interface ExchangeSpan {
  /** The lowest and the highest frame that brought a part of it or ended it. */
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** What it takes of each direction; empty where there was no response. Null where only its frames are known. */
  readonly ranges: readonly [PositionRange, PositionRange] | null;
}

/** What is looked at to tell whether a segment belongs to an exchange. */
export interface ArrivedSegment {
  readonly frame: number;
  readonly direction: Direction;
  readonly flags: number;
  /** Position of its sequence number, and bytes of its payload on the wire. */
  readonly position: number;
  readonly length: number;
  /** Position that it acknowledges in the other direction; null where it does not. */
  readonly acknowledged: number | null;
}

/** Which frames of one connection are wanted. */
export class ConnectionPlan {
  /** All of them. */
  readonly isWhole: boolean;
  readonly #byFrame: readonly ExchangeSpan[];
  readonly #byPosition: readonly [readonly PlacedSpan[], readonly PlacedSpan[]];
  /** Positions of the SYNs seen. */
  readonly #syn: [number | null, number | null] = [null, null];

  constructor(isWhole: boolean, spans: readonly ExchangeSpan[]) {
    this.isWhole = isWhole;
    this.#byFrame = [...spans].sort((one, other) => one.firstFrame - other.firstFrame);
    this.#byPosition = [placed(spans, 0), placed(spans, 1)];
  }

  /**
   * Whether the next segment is wanted. Wanted are the handshake, segments with bytes of a wanted exchange (also repeated
   * ones), segments that acknowledge such bytes or close the connection behind them, and all segments without bytes
   * between the first and the last frame of a wanted exchange.
   */
  wants(arrived: ArrivedSegment): boolean {
    const { direction, flags, position, length } = arrived;
    if ((flags & SYN) !== 0) this.#syn[direction] = position;
    if (this.isWhole || (flags & SYN) !== 0) return true;
    const during = this.#during(arrived.frame);
    if (length > 0) {
      if (during !== null && during.ranges === null) return true;
      const near = lastOf(this.#byPosition[direction], ({ own }) => own.from < position + length);
      return near !== null && near.own.to > position;
    }
    return during !== null || this.#endsHandshake(arrived) || this.#follows(arrived);
  }

  /** Whether a frame is wanted that belongs to the connection and whose segment cannot be read. */
  wantsFrame(frame: number): boolean {
    return this.isWhole || this.#during(frame) !== null;
  }

  /** Whether an ICMP error about a segment at this position is wanted. */
  wantsErrorAbout(direction: Direction, position: number | null): boolean {
    if (this.isWhole || position === null) return this.isWhole;
    const syn = this.#syn[direction];
    if (syn === position) return true;
    const near = lastOf(this.#byPosition[direction], ({ own }) => own.from <= position);
    return near !== null && position <= near.own.to;
  }

  #during(frame: number): ExchangeSpan | null {
    const span = lastOf(this.#byFrame, ({ firstFrame }) => firstFrame <= frame);
    return span !== null && frame <= span.lastFrame ? span : null;
  }

  #endsHandshake({ direction, position, acknowledged }: ArrivedSegment): boolean {
    const own = this.#syn[direction];
    const other = this.#syn[direction === 0 ? 1 : 0];
    return own !== null && other !== null && position === own + 1 && acknowledged === other + 1;
  }

  /** Whether a segment stands between the bytes of a wanted exchange, or right behind them (a FIN counts as a byte). */
  #follows({ direction, flags, position, acknowledged }: ArrivedSegment): boolean {
    const placedSpans = this.#byPosition[direction];
    const index = lastIndexOf(placedSpans, ({ own }) => own.from <= position);
    // Where one exchange ends the next one begins: a segment that stands there may belong to either.
    for (const candidate of [placedSpans[index], placedSpans[index - 1]]) {
      if (candidate === undefined || position > candidate.own.to + 1) continue;
      if ((flags & RST) !== 0 && position > candidate.own.from) return true;
      if ((flags & ACK) === 0 || acknowledged === null) continue;
      const { own, other } = candidate;
      const isWithin = acknowledged >= other.from && acknowledged <= other.to + 1;
      if (isWithin && (position > own.from || acknowledged > other.from)) return true;
    }
    return false;
  }
}

/** The ranges of an exchange, seen from one direction. */
interface PlacedSpan {
  readonly own: PositionRange;
  readonly other: PositionRange;
}

function placed(spans: readonly ExchangeSpan[], direction: Direction): readonly PlacedSpan[] {
  return spans
    .flatMap(({ ranges }): readonly PlacedSpan[] =>
      ranges === null ? [] : [{ own: ranges[direction], other: ranges[direction === 0 ? 1 : 0] }],
    )
    .sort((one, other) => one.own.from - other.own.from || one.own.to - other.own.to);
}

/** The last item for which `holds` is true; it must be true for the first items and false for all after them. */
function lastOf<T>(items: readonly T[], holds: (item: T) => boolean): T | null {
  return items[lastIndexOf(items, holds)] ?? null;
}

function lastIndexOf<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return firstIndex(items.length, (index) => !holds(items[index])) - 1;
}
