import { secondsBetween } from '../../base/time.ts';
import type { ScannedFile } from './file-scan.ts';
import { seriesNameOf } from './file-series.ts';
import { type Kinship, kinshipOf, overlapInTime } from './kinship.ts';

/** Why files are one capture. */
export type TogetherReason =
  /** Their names are those of a rotated capture, and each follows the one before it. `gapSeconds`: the longest pause between two. */
  | { readonly kind: 'rotated'; readonly gapSeconds: number }
  /** They are of the same time, and a connection is in several of them. */
  | { readonly kind: 'same-traffic' }
  /** They are of the same time, and show different traffic of one host. */
  | { readonly kind: 'common-host'; readonly host: string };

/** Why a file of the same time as another one is not in one capture with it. */
export interface ApartReason {
  readonly other: string;
  readonly kinship: Extract<Kinship, { kind: 'strangers' | 'contradiction' }>;
}

/** Files that are one capture, in the order in which they were given. */
export interface FileSet {
  readonly paths: readonly string[];
  /** Empty for a single file. */
  readonly together: readonly TogetherReason[];
  /** The first file of the same time that is not in it, with the reason; null where there is none. */
  readonly apart: ApartReason | null;
}

/** Seconds that may pass between two files of a rotated capture, at least: a quiet line has no packet in that time. */
const ROTATION_PAUSE = 60;
/** The same where the names say no more than that they are numbered. */
const NUMBERED_PAUSE = 5;

interface Link {
  readonly one: number;
  readonly other: number;
  readonly reason: TogetherReason;
}

interface Bar {
  readonly one: number;
  readonly other: number;
  readonly kinship: ApartReason['kinship'];
}

/**
 * Tells which files are one capture: those of a rotated one, and those that show the same time and have a connection or a host in
 * common. What contradicts itself is never put together.
 */
export function groupFiles(files: readonly ScannedFile[]): readonly FileSet[] {
  const { links, bars } = relationsOf(files);
  const sets = new Sets(files.length, bars);
  const together = links.filter(({ one, other }) => sets.join(one, other));
  return sets.all().map((members) => {
    const own = new Set(members);
    const reasons = together.filter(({ one }) => own.has(one)).map(({ reason }) => reason);
    const bar = bars.find(({ one, other }) => own.has(one) !== own.has(other));
    return {
      paths: members.map((index) => files[index].path),
      together: summedUp(reasons),
      apart: bar === undefined ? null : apartOf(bar, own, files),
    };
  });
}

function relationsOf(files: readonly ScannedFile[]): {
  readonly links: readonly Link[];
  readonly bars: readonly Bar[];
} {
  const links = rotations(files);
  const inSeries = new Set(links.map(({ one, other }) => `${one} ${other}`));
  const bars: Bar[] = [];
  const kin: Link[] = [];
  for (let other = 1; other < files.length; other++) {
    for (let one = 0; one < other; one++) {
      if (inSeries.has(`${one} ${other}`) || !overlapInTime(files[one], files[other])) continue;
      const kinship = kinshipOf(files[one], files[other]);
      if (kinship.kind === 'strangers' || kinship.kind === 'contradiction')
        bars.push({ one, other, kinship });
      else kin.push({ one, other, reason: kinship });
    }
  }
  // What is surest goes first: what it puts together decides what contradicts it.
  const sure = kin.filter(({ reason }) => reason.kind === 'same-traffic');
  const likely = kin.filter(({ reason }) => reason.kind !== 'same-traffic');
  return { links: [...links, ...sure, ...likely], bars };
}

/** Neighbours of the same series that follow each other closely enough. */
function rotations(files: readonly ScannedFile[]): readonly Link[] {
  const series = new Map<string, { readonly isRotated: boolean; readonly members: number[] }>();
  for (const [index, { path, firstTime, linkTypes }] of files.entries()) {
    const name = seriesNameOf(path);
    if (name === null || firstTime === null) continue;
    const key = `${name.stem} ${linkTypes.join(' ')}`;
    const known = series.get(key);
    if (known === undefined) series.set(key, { isRotated: name.kind === 'rotated', members: [index] });
    else known.members.push(index);
  }
  return [...series.values()].flatMap(({ isRotated, members }) => followers(files, members, isRotated));
}

function followers(
  files: readonly ScannedFile[],
  members: readonly number[],
  isRotated: boolean,
): readonly Link[] {
  const timed = members
    .flatMap((index) => {
      const { firstTime, lastTime } = files[index];
      return firstTime === null || lastTime === null ? [] : [{ index, firstTime, lastTime }];
    })
    .sort((one, other) => secondsBetween(other.firstTime, one.firstTime));
  // Files that are begun anew every hour may each have a packet at their beginning only.
  const spans = timed.map(({ firstTime, lastTime }) => secondsBetween(firstTime, lastTime));
  const pause = isRotated ? Math.max(ROTATION_PAUSE, ...spans) : NUMBERED_PAUSE;
  return timed.slice(1).flatMap((next, position): readonly Link[] => {
    const before = timed[position];
    const gapSeconds = secondsBetween(before.lastTime, next.firstTime);
    // A file that begins well before the end of the one before it does not follow it.
    if (gapSeconds < -1 || gapSeconds > pause) return [];
    const one = Math.min(before.index, next.index);
    const other = Math.max(before.index, next.index);
    return [{ one, other, reason: { kind: 'rotated', gapSeconds: Math.max(0, gapSeconds) } }];
  });
}

/** One reason of each kind; of a rotated capture the longest pause. */
function summedUp(reasons: readonly TogetherReason[]): readonly TogetherReason[] {
  const byKind = new Map<TogetherReason['kind'], TogetherReason>();
  for (const reason of reasons) {
    const known = byKind.get(reason.kind);
    const isLonger =
      known?.kind === 'rotated' && reason.kind === 'rotated' && reason.gapSeconds > known.gapSeconds;
    if (known === undefined || isLonger) byKind.set(reason.kind, reason);
  }
  return [...byKind.values()];
}

function apartOf(bar: Bar, own: ReadonlySet<number>, files: readonly ScannedFile[]): ApartReason {
  return { other: files[own.has(bar.one) ? bar.other : bar.one].path, kinship: bar.kinship };
}

/** Sets of numbers from 0 that grow together, unless two of their members contradict each other. */
class Sets {
  readonly #setOf: Set<number>[];
  readonly #against: ReadonlyMap<number, ReadonlySet<number>>;

  constructor(count: number, bars: readonly Bar[]) {
    this.#setOf = Array.from({ length: count }, (_, index) => new Set([index]));
    const against = new Map<number, Set<number>>();
    for (const { one, other, kinship } of bars) {
      if (kinship.kind !== 'contradiction') continue;
      against.set(one, (against.get(one) ?? new Set()).add(other));
      against.set(other, (against.get(other) ?? new Set()).add(one));
    }
    this.#against = against;
  }

  /** Makes one set of those of two members. False where they contradict each other. */
  join(one: number, other: number): boolean {
    const kept = this.#setOf[one];
    const added = this.#setOf[other];
    if (kept === added) return true;
    for (const member of added) {
      const enemies = this.#against.get(member);
      if (enemies !== undefined && [...kept].some((each) => enemies.has(each))) return false;
    }
    for (const member of added) {
      kept.add(member);
      this.#setOf[member] = kept;
    }
    return true;
  }

  /** The sets in the order of their first members. */
  all(): readonly (readonly number[])[] {
    return [...new Set(this.#setOf)].map((set) => [...set].sort((one, other) => one - other));
  }
}
