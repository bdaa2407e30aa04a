import { basename, dirname } from 'node:path';

/** How the files of a series are named, which says how close in time they have to follow each other. */
export type SeriesKind =
  /** As capture programs name the files that they rotate. */
  | 'rotated'
  /** Names that differ in a number only. */
  | 'numbered';

/** A name that may be one of a series: the names of a series have the same `stem`. */
export interface SeriesName {
  readonly stem: string;
  readonly kind: SeriesKind;
}

const COMPRESSED = /\.(?:gz|zst)$/i;
const EXTENSION = /\.(?:pcapng|pcap|cap|dmp|ntar)/i;
/**
 * dumpcap and Wireshark: `name_00001_20260101120000.pcapng`, or with both numbers the other way round; tcpdump -G with a
 * time in the name: a date and perhaps a time.
 */
const DATED = /(?:^|\D)(?:\d{14}|\d{8}(?:[-_T]?\d{4,6})?|\d{4}[-_.]\d{2}[-_.]\d{2})(?:\D|$)/;
/** tcpdump -C: `log.pcap`, `log.pcap1`; with -W, `log.pcap00`, `log.pcap01`. */
const COUNTED = new RegExp(`${EXTENSION.source}\\d*$`, 'i');

/** What a name has in common with those of its series; null where it has no number and none can be added. */
export function seriesNameOf(path: string): SeriesName | null {
  const name = basename(path).replace(COMPRESSED, '');
  const isCounted = new RegExp(`${EXTENSION.source}\\d+$`, 'i').test(name);
  const isDated = DATED.test(name);
  const hasNumber = /\d/.test(name.replace(COUNTED, '')) || isCounted;
  if (!hasNumber && !COUNTED.test(name)) return null;
  // `log.pcap` is the first file of `log.pcap1`: its name has the place of a number.
  const placed = name.replace(COUNTED, (end) => `${end.replace(/\d+$/, '')}0`);
  const stem = `${dirname(path)}/${placed.replace(/\d+/g, '#')}`;
  const kind = isDated || isCounted || !hasNumber ? 'rotated' : 'numbered';
  return { stem, kind };
}
