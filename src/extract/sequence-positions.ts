import type { Direction } from '../stream/index.ts';

/** Bytes that a sequence number may be ahead and be believed: the largest scaled window (RFC 7323 §2.2). */
const MAX_STEP = 1024 * 1024 * 1024;

/**
 * Sequence numbers of a connection as positions that do not wrap. Two readings of one capture that give the same segments
 * give the same positions: so the second reading finds again what the first one found.
 */
export class SequencePositions {
  readonly #last: [SeenSequence | null, SeenSequence | null] = [null, null];

  /** Takes the sequence number of the next segment of a direction, and gives its position. */
  take(direction: Direction, sequence: number): number {
    const last = this.#last[direction];
    if (last === null) {
      this.#last[direction] = { sequence, position: 0 };
      return 0;
    }
    const step = (sequence - last.sequence) | 0;
    const position = last.position + step;
    if (step > 0 && step < MAX_STEP) this.#last[direction] = { sequence, position };
    return position;
  }

  /** The position of a sequence number near those taken; null before the first. */
  near(direction: Direction, sequence: number): number | null {
    const last = this.#last[direction];
    return last === null ? null : last.position + ((sequence - last.sequence) | 0);
  }
}

/** The highest sequence number that was seen of a direction, and its position. */
interface SeenSequence {
  readonly sequence: number;
  readonly position: number;
}
