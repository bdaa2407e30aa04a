import { MAX_GAPS_LISTED } from '../base/limits.ts';
import { grown } from './columns.ts';
import type { Direction, GapCause } from './events.ts';
import type { Gap } from './gap.ts';
import type { HalfAnomalies, TcpAnomalies } from './tcp-anomalies.ts';

const INITIAL_CAPACITY = 64;
/** By the number they are kept as. */
const CAUSES: readonly GapCause[] = ['lost', 'cut', 'dropped'];
/** No further gap. */
const NONE = 0;

/**
 * What went wrong with connections that are followed no more, over typed arrays: a capture that loses packets has
 * something to tell of every one of a million connections. Entries and gaps are numbered from 1.
 */
export class TcpAnomalyTable {
  #count = 0;
  #retransmissions = new Uint32Array(INITIAL_CAPACITY * 2);
  #firstRetransmissions = new Uint32Array(INITIAL_CAPACITY * 2);
  #duplicates = new Uint32Array(INITIAL_CAPACITY * 2);
  #zeroWindows = new Uint32Array(INITIAL_CAPACITY * 2);
  #firstZeroWindows = new Uint32Array(INITIAL_CAPACITY * 2);
  #gapCounts = new Uint32Array(INITIAL_CAPACITY);
  #cutCounts = new Uint32Array(INITIAL_CAPACITY);
  /** The first and the last gap of an entry. */
  #firstGaps = new Uint32Array(INITIAL_CAPACITY);
  #lastGaps = new Uint32Array(INITIAL_CAPACITY);

  #listed = 0;
  /** The gap after this one, of the same entry. */
  #nextGaps = new Uint32Array(INITIAL_CAPACITY);
  /** Twice the index of the cause, and the direction. */
  #kinds = new Uint8Array(INITIAL_CAPACITY);
  #frames = new Uint32Array(INITIAL_CAPACITY);
  #seconds = new Float64Array(INITIAL_CAPACITY);
  #nanoseconds = new Uint32Array(INITIAL_CAPACITY);
  #lengths = new Float64Array(INITIAL_CAPACITY);
  #sinceSeconds = new Float64Array(INITIAL_CAPACITY);
  /** NaN for null. */
  #acknowledgedSeconds = new Float64Array(INITIAL_CAPACITY);

  /**
   * Adds what went wrong to an entry, 0 for a new one; gives the entry's number. A connection that was followed twice,
   * with a pause between, has one.
   */
  add(entry: number, { halves, gaps, gapCount, cutCount }: TcpAnomalies): number {
    const number = entry === NONE ? this.#addEntry() : entry;
    for (const direction of [0, 1] as const) this.#addHalf(number * 2 + direction, halves[direction]);
    const room = MAX_GAPS_LISTED - Math.min(this.#gapCounts[number], MAX_GAPS_LISTED);
    for (const gap of gaps.slice(0, room)) this.#addGap(number, gap);
    this.#gapCounts[number] = this.#gapCounts[number] + gapCount;
    this.#cutCounts[number] = this.#cutCounts[number] + cutCount;
    return number;
  }

  half(entry: number, direction: Direction): HalfAnomalies {
    const at = entry * 2 + direction;
    return {
      retransmissions: this.#retransmissions[at],
      firstRetransmissionFrame: this.#firstRetransmissions[at],
      duplicates: this.#duplicates[at],
      zeroWindows: this.#zeroWindows[at],
      firstZeroWindowFrame: this.#firstZeroWindows[at],
    };
  }

  gapCount(entry: number): number {
    return this.#gapCounts[entry];
  }

  cutCount(entry: number): number {
    return this.#cutCounts[entry];
  }

  /** The gaps of an entry that are listed, in the order in which they were found. */
  gaps(entry: number): readonly Gap[] {
    const gaps: Gap[] = [];
    for (let gap = this.#firstGaps[entry]; gap !== NONE; gap = this.#nextGaps[gap]) {
      const kind = this.#kinds[gap];
      const acknowledged = this.#acknowledgedSeconds[gap];
      gaps.push({
        direction: (kind & 1) as Direction,
        frame: this.#frames[gap],
        seconds: this.#seconds[gap],
        nanoseconds: this.#nanoseconds[gap],
        sinceSeconds: this.#sinceSeconds[gap],
        acknowledgedSeconds: Number.isNaN(acknowledged) ? null : acknowledged,
        length: this.#lengths[gap],
        cause: CAUSES[kind >> 1],
      });
    }
    return gaps;
  }

  #addHalf(at: number, half: HalfAnomalies): void {
    this.#retransmissions[at] = this.#retransmissions[at] + half.retransmissions;
    this.#firstRetransmissions[at] ||= half.firstRetransmissionFrame;
    this.#duplicates[at] = this.#duplicates[at] + half.duplicates;
    this.#zeroWindows[at] = this.#zeroWindows[at] + half.zeroWindows;
    this.#firstZeroWindows[at] ||= half.firstZeroWindowFrame;
  }

  #addGap(entry: number, gap: Gap): void {
    const number = ++this.#listed;
    if (number === this.#frames.length) this.#widenGaps();
    this.#kinds[number] = CAUSES.indexOf(gap.cause) * 2 + gap.direction;
    this.#frames[number] = gap.frame;
    this.#seconds[number] = gap.seconds;
    this.#nanoseconds[number] = gap.nanoseconds;
    this.#lengths[number] = gap.length;
    this.#sinceSeconds[number] = gap.sinceSeconds;
    this.#acknowledgedSeconds[number] = gap.acknowledgedSeconds ?? Number.NaN;
    const last = this.#lastGaps[entry];
    if (last === NONE) this.#firstGaps[entry] = number;
    else this.#nextGaps[last] = number;
    this.#lastGaps[entry] = number;
  }

  #addEntry(): number {
    const number = ++this.#count;
    if (number === this.#gapCounts.length) this.#widenEntries();
    return number;
  }

  #widenEntries(): void {
    const capacity = this.#gapCounts.length * 2;
    this.#retransmissions = grown(this.#retransmissions, new Uint32Array(capacity * 2));
    this.#firstRetransmissions = grown(this.#firstRetransmissions, new Uint32Array(capacity * 2));
    this.#duplicates = grown(this.#duplicates, new Uint32Array(capacity * 2));
    this.#zeroWindows = grown(this.#zeroWindows, new Uint32Array(capacity * 2));
    this.#firstZeroWindows = grown(this.#firstZeroWindows, new Uint32Array(capacity * 2));
    this.#gapCounts = grown(this.#gapCounts, new Uint32Array(capacity));
    this.#cutCounts = grown(this.#cutCounts, new Uint32Array(capacity));
    this.#firstGaps = grown(this.#firstGaps, new Uint32Array(capacity));
    this.#lastGaps = grown(this.#lastGaps, new Uint32Array(capacity));
  }

  #widenGaps(): void {
    const capacity = this.#frames.length * 2;
    this.#nextGaps = grown(this.#nextGaps, new Uint32Array(capacity));
    this.#kinds = grown(this.#kinds, new Uint8Array(capacity));
    this.#frames = grown(this.#frames, new Uint32Array(capacity));
    this.#seconds = grown(this.#seconds, new Float64Array(capacity));
    this.#nanoseconds = grown(this.#nanoseconds, new Uint32Array(capacity));
    this.#lengths = grown(this.#lengths, new Float64Array(capacity));
    this.#sinceSeconds = grown(this.#sinceSeconds, new Float64Array(capacity));
    this.#acknowledgedSeconds = grown(this.#acknowledgedSeconds, new Float64Array(capacity));
  }
}

/** What went wrong with a connection, as its entry in the table has it; reads as much of it as is asked for. */
export class KeptAnomalies implements TcpAnomalies {
  readonly #table: TcpAnomalyTable;
  readonly #entry: number;

  constructor(table: TcpAnomalyTable, entry: number) {
    this.#table = table;
    this.#entry = entry;
  }

  get halves(): readonly [HalfAnomalies, HalfAnomalies] {
    return [this.#table.half(this.#entry, 0), this.#table.half(this.#entry, 1)];
  }

  get gaps(): readonly Gap[] {
    return this.#table.gaps(this.#entry);
  }

  get gapCount(): number {
    return this.#table.gapCount(this.#entry);
  }

  get cutCount(): number {
    return this.#table.cutCount(this.#entry);
  }
}
