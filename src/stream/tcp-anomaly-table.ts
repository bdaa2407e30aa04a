import { Columns, placeInPage, type Rows } from '../base/columns.ts';
import { MAX_GAPS_LISTED } from '../base/limits.ts';
import { checkColumn, columns, type Shape } from '../base/shape/index.ts';
import type { Direction, GapCause } from './events.ts';
import type { Gap } from './gap.ts';
import type { HalfAnomalies, TcpAnomalies } from './tcp-anomalies.ts';

/** The number of a cause in its column. */
const CAUSES: readonly GapCause[] = ['lost', 'cut', 'dropped'];
/** Stands for "no entry" and "no gap": entries and gaps are numbered from 1, and stand in the row before their number. */
const NONE = 0;

const ENTRY = {
  gapCount: 'u32',
  cutCount: 'u32',
  /** Numbers of the first and the last gap listed. */
  firstGap: 'u32',
  lastGap: 'u32',
} as const;

/** One direction of an entry: of entry number n in the rows 2n - 2 and 2n - 1. */
const HALF = {
  retransmissions: 'u32',
  firstRetransmissionFrame: 'u32',
  duplicates: 'u32',
  zeroWindows: 'u32',
  firstZeroWindowFrame: 'u32',
} as const;

/** A gap. All but `nextGap` and `kind` are members of {@link Gap}. */
const GAP = {
  /** Number of the next gap of the same entry. */
  nextGap: 'u32',
  /** Twice the number of the cause, and the direction. */
  kind: 'u8',
  frame: 'u32',
  seconds: 'f64',
  nanoseconds: 'u32',
  length: 'f64',
  sinceSeconds: 'f64',
  /** NaN for null. */
  acknowledgedSeconds: 'f64',
} as const;

/**
 * What went wrong with connections that are followed no more. It stands in columns, because a capture that loses packets
 * has something to tell of every one of a million connections.
 */
export class TcpAnomalyTable {
  readonly #entries = new Columns(ENTRY);
  readonly #halves = new Columns(HALF);
  readonly #gaps = new Columns(GAP);

  /**
   * Adds what went wrong to an entry, 0 for a new one; gives the entry's number. A connection that was followed twice,
   * with a pause between, has one entry.
   */
  add(entry: number, { halves, gaps, gapCount, cutCount }: TcpAnomalies): number {
    const number = entry === NONE ? this.#addEntry() : entry;
    for (const direction of [0, 1] as const) this.#addHalf(halfRow(number, direction), halves[direction]);
    const page = this.#entries.writable(number - 1);
    const at = placeInPage(number - 1);
    const room = MAX_GAPS_LISTED - Math.min(page.gapCount[at], MAX_GAPS_LISTED);
    for (const gap of gaps.slice(0, room)) {
      const added = this.#addGap(gap);
      if (page.lastGap[at] === NONE) page.firstGap[at] = added;
      else this.#link(page.lastGap[at], added);
      page.lastGap[at] = added;
    }
    page.gapCount[at] = page.gapCount[at] + gapCount;
    page.cutCount[at] = page.cutCount[at] + cutCount;
    return number;
  }

  /** All entries as they are now. Later additions do not change it. */
  snapshot(): TcpAnomalyRows {
    return new TcpAnomalyRows(this.#entries.snapshot(), this.#halves.snapshot(), this.#gaps.snapshot());
  }

  #addEntry(): number {
    this.#halves.add();
    this.#halves.add();
    return this.#entries.add() + 1;
  }

  #addHalf(row: number, half: HalfAnomalies): void {
    const page = this.#halves.writable(row);
    const at = placeInPage(row);
    page.retransmissions[at] = page.retransmissions[at] + half.retransmissions;
    page.firstRetransmissionFrame[at] ||= half.firstRetransmissionFrame;
    page.duplicates[at] = page.duplicates[at] + half.duplicates;
    page.zeroWindows[at] = page.zeroWindows[at] + half.zeroWindows;
    page.firstZeroWindowFrame[at] ||= half.firstZeroWindowFrame;
  }

  #addGap(gap: Gap): number {
    const row = this.#gaps.add();
    const page = this.#gaps.writable(row);
    const at = placeInPage(row);
    page.kind[at] = CAUSES.indexOf(gap.cause) * 2 + gap.direction;
    page.frame[at] = gap.frame;
    page.seconds[at] = gap.seconds;
    page.nanoseconds[at] = gap.nanoseconds;
    page.length[at] = gap.length;
    page.sinceSeconds[at] = gap.sinceSeconds;
    page.acknowledgedSeconds[at] = gap.acknowledgedSeconds ?? Number.NaN;
    return row + 1;
  }

  #link(gap: number, next: number): void {
    this.#gaps.writable(gap - 1).nextGap[placeInPage(gap - 1)] = next;
  }
}

/** The entries of a table at one moment. */
export class TcpAnomalyRows {
  readonly #entries: Rows<typeof ENTRY>;
  readonly #halves: Rows<typeof HALF>;
  readonly #gaps: Rows<typeof GAP>;

  constructor(entries: Rows<typeof ENTRY>, halves: Rows<typeof HALF>, gaps: Rows<typeof GAP>) {
    this.#entries = entries;
    this.#halves = halves;
    this.#gaps = gaps;
  }

  /** How many entries there are. */
  get count(): number {
    return this.#entries.length;
  }

  /** The tables that it is made of, to be written down. */
  tables(): readonly [Rows<typeof ENTRY>, Rows<typeof HALF>, Rows<typeof GAP>] {
    return [this.#entries, this.#halves, this.#gaps];
  }

  /** An entry by its number, from 1. It reads as much of its rows as is asked for. */
  entry(number: number): TcpAnomalies {
    return new KeptAnomalies(this, number);
  }

  half(entry: number, direction: Direction): HalfAnomalies {
    const row = halfRow(entry, direction);
    const page = this.#halves.page(row);
    const at = placeInPage(row);
    return {
      retransmissions: page.retransmissions[at],
      firstRetransmissionFrame: page.firstRetransmissionFrame[at],
      duplicates: page.duplicates[at],
      zeroWindows: page.zeroWindows[at],
      firstZeroWindowFrame: page.firstZeroWindowFrame[at],
    };
  }

  gapCount(entry: number): number {
    return this.#entries.page(entry - 1).gapCount[placeInPage(entry - 1)];
  }

  cutCount(entry: number): number {
    return this.#entries.page(entry - 1).cutCount[placeInPage(entry - 1)];
  }

  /** The gaps of an entry that are listed, in the order in which they were found. */
  gaps(entry: number): readonly Gap[] {
    const gaps: Gap[] = [];
    let number = this.#entries.page(entry - 1).firstGap[placeInPage(entry - 1)];
    while (number !== NONE) {
      const page = this.#gaps.page(number - 1);
      const at = placeInPage(number - 1);
      const kind = page.kind[at];
      const acknowledged = page.acknowledgedSeconds[at];
      gaps.push({
        direction: (kind & 1) === 0 ? 0 : 1,
        frame: page.frame[at],
        seconds: page.seconds[at],
        nanoseconds: page.nanoseconds[at],
        sinceSeconds: page.sinceSeconds[at],
        acknowledgedSeconds: Number.isNaN(acknowledged) ? null : acknowledged,
        length: page.length[at],
        cause: CAUSES[kind >> 1],
      });
      number = page.nextGap[at];
    }
    return gaps;
  }
}

/** Seconds since 1970 that no capture has: they are read from 32 bits, or shortly behind them. */
const LATEST_SECONDS = 2 ** 33;
const entryRows = columns(ENTRY);
const halfRows = columns(HALF);
const gapRows = columns(GAP);

/** What went wrong with connections. */
export const anomalyRowsShape: Shape<TcpAnomalyRows> = {
  form: `anomalies: ${entryRows.form}; ${halfRows.form}; ${gapRows.form}`,
  write: (rows, to) => {
    const [entries, halves, gaps] = rows.tables();
    entryRows.write(entries, to);
    halfRows.write(halves, to);
    gapRows.write(gaps, to);
  },
  read: (from) => {
    const entries = entryRows.read(from);
    const halves = halfRows.read(from);
    const gaps = gapRows.read(from);
    if (halves.length !== entries.length * 2) from.fail('an anomaly lacks a direction');
    checkColumn(entries, 'firstGap', gaps.length + 1, from);
    checkColumn(gaps, 'kind', CAUSES.length * 2, from);
    for (const name of ['seconds', 'sinceSeconds', 'acknowledgedSeconds'] as const) {
      checkColumn(gaps, name, LATEST_SECONDS, from);
    }
    for (let row = 0; row < gaps.length; row++) {
      const next = gaps.page(row).nextGap[placeInPage(row)];
      // A gap is linked to a later one only, so that no list of gaps goes in a circle.
      if (next !== NONE && (next <= row + 1 || next > gaps.length))
        from.fail(`gap ${row + 1} is linked to ${next}`);
    }
    return new TcpAnomalyRows(entries, halves, gaps);
  },
};

function halfRow(entry: number, direction: Direction): number {
  return (entry - 1) * 2 + direction;
}

/** What went wrong with a connection, read from its entry. */
class KeptAnomalies implements TcpAnomalies {
  readonly #rows: TcpAnomalyRows;
  readonly #entry: number;

  constructor(rows: TcpAnomalyRows, entry: number) {
    this.#rows = rows;
    this.#entry = entry;
  }

  get halves(): readonly [HalfAnomalies, HalfAnomalies] {
    return [this.#rows.half(this.#entry, 0), this.#rows.half(this.#entry, 1)];
  }

  get gaps(): readonly Gap[] {
    return this.#rows.gaps(this.#entry);
  }

  get gapCount(): number {
    return this.#rows.gapCount(this.#entry);
  }

  get cutCount(): number {
    return this.#rows.cutCount(this.#entry);
  }
}
