import { type FileScan, groupFiles, type ScannedFile, scanFile } from '../../engine/index.ts';
import { isReadableTwice } from '../commands/inputs.ts';
import { failure, type Result, success } from '../failure.ts';
import { progressLine } from '../output/progress.ts';
import type { GivenSettings } from '../settings/settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { apartText, groupingText } from './grouping-text.ts';

/** Which files are one capture: what they show decides, unless the user says so. */
export interface GroupingFlags {
  /** All files are one capture. */
  readonly together?: boolean;
  /** Each file is a capture of its own. */
  readonly each?: boolean;
}

/** One capture, of one file or several. */
export interface CaptureFiles {
  readonly paths: readonly string[];
  /** Why several files are one capture; null for a single file, and where nobody looked. */
  readonly grouping: string | null;
  /** Why a file of the same time is not in it; null where there is none. */
  readonly apart: string | null;
}

/** Looks at one file; another one than `scanFile` may look at several beside each other. */
export type ScanFile = typeof scanFile;

/**
 * Finds out which files are one capture, by reading each of them through once. What can be read only once (a pipe) is a capture of its
 * own, and so is what cannot be read at all: whoever analyses it says why.
 */
export async function captureSetsOf(
  paths: readonly string[],
  { together, each }: GroupingFlags,
  reader: GivenSettings['reader'],
  surroundings: Surroundings,
  scan: ScanFile = scanFile,
): Promise<readonly CaptureFiles[]> {
  if (paths.length === 1 || together === true) return [{ paths, grouping: null, apart: null }];
  if (each === true) return paths.map(alone);
  const scans = new Map<string, FileScan>();
  const progress = progressLine(surroundings, 'hook calls');
  const readable = [...new Set(paths)].filter((path) => isReadableTwice(path, surroundings.directory));
  const scanOne = async (path: string): Promise<void> => {
    const found = await scan(path, reader ?? 'hookscope', (scanned) =>
      progress.report({ ...scanned, calls: 0 }),
    );
    scans.set(path, found);
  };
  if (scan === scanFile) for (const path of readable) await scanOne(path);
  else await Promise.all(readable.map(scanOne));
  progress.clear();
  return inOrder(paths, groupedOf(paths, scans));
}

function groupedOf(paths: readonly string[], scans: ReadonlyMap<string, FileScan>): readonly CaptureFiles[] {
  const files = paths.flatMap((path): readonly ScannedFile[] => {
    const scan = scans.get(path);
    return scan?.ok === true ? [scan.file] : [];
  });
  const others = paths.filter((path) => scans.get(path)?.ok !== true);
  const sets = groupFiles(files).map((set) => ({
    paths: set.paths,
    grouping: groupingText(set),
    apart: apartText(set),
  }));
  return [...sets, ...others.map(alone)];
}

/** In the order of their first files. */
function inOrder(paths: readonly string[], sets: readonly CaptureFiles[]): readonly CaptureFiles[] {
  const place = ({ paths: [first = ''] }: CaptureFiles): number => paths.indexOf(first);
  return [...sets].sort((one, other) => place(one) - place(other));
}

function alone(path: string): CaptureFiles {
  return { paths: [path], grouping: null, apart: null };
}

const MOST_NAMED = 4;

/** The files, where they are one capture; else what to do, for what can look at one only. */
export async function oneCapture(
  paths: readonly string[],
  flags: GroupingFlags,
  reader: GivenSettings['reader'],
  surroundings: Surroundings,
): Promise<Result<readonly string[]>> {
  const sets = await captureSetsOf(paths, flags, reader, surroundings);
  if (sets.length === 1) return success(paths);
  const names = sets.slice(0, MOST_NAMED).map(({ paths }) => paths.join(' + '));
  const more = sets.length > MOST_NAMED ? ' …' : '';
  return failure(
    `these files are ${sets.length} captures: ${names.join(', ')}${more}; give one of them, or --together for all as one (hookscope check tells of each)`,
  );
}
