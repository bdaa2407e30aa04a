import type { ApartReason, FileSet, TogetherReason } from '../../engine/index.ts';
import { durationText } from '../../report/layout/index.ts';

/** Why several files are one capture: `one capture: a rotated set, at most 0.2 s from one to the next`. null for a single file. */
export function groupingText({ paths, together }: FileSet): string | null {
  if (paths.length === 1) return null;
  return `one capture (--each checks each on its own): ${together.map(reasonText).join('; ')}`;
}

function reasonText(reason: TogetherReason): string {
  switch (reason.kind) {
    case 'rotated':
      return `their names are of one series, and each begins ${reason.gapSeconds < 0.001 ? 'where' : `at most ${durationText(reason.gapSeconds)} after`} the one before it ends`;
    case 'same-traffic':
      return 'they are of the same time and have connections in common';
    case 'common-host':
      return `they are of the same time and both have traffic of ${reason.host}`;
  }
}

/** Why a file of the same time is not in this capture; null where there is none. */
export function apartText({ apart }: FileSet): string | null {
  return apart === null ? null : `${apart.other} is of the same time, but ${apartReason(apart)}`;
}

function apartReason({ kinship }: ApartReason): string {
  if (kinship.kind === 'strangers')
    return 'has no host in common with it: it is checked on its own (--together: as one)';
  return `shows other bytes, or other connections, between ${kinship.hosts} then: it is checked on its own (--together: as one)`;
}
