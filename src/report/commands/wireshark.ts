import { shellWord } from './shell-word.ts';

/** What Wireshark is to show: a frame by its number in the file, among those that a display filter shows. */
export interface WiresharkPlace {
  readonly path: string;
  /** null: it begins at the first frame. */
  readonly frame: number | null;
  /** null: all frames are shown. */
  readonly filter: string | null;
}

/** The command that opens Wireshark at a frame (`wireshark -r FILE -g FRAME -Y FILTER`), as words of a POSIX shell. */
export function wiresharkCommand({ path, frame, filter }: WiresharkPlace): string {
  return [
    'wireshark',
    '-r',
    // A name that begins with `-` would be taken for an option.
    shellWord(path.startsWith('-') ? `./${path}` : path),
    ...(frame === null ? [] : ['-g', String(frame)]),
    ...(filter === null ? [] : ['-Y', shellWord(filter)]),
  ].join(' ');
}

/** What makes one capture of several (Wireshark's mergecap), with frames numbered through in order of time, and opens that. */
export function mergedWiresharkCommand(
  paths: readonly string[],
  place: Omit<WiresharkPlace, 'path'>,
): string {
  const words = paths.map((path) => shellWord(path.startsWith('-') ? `./${path}` : path));
  return `mergecap -w ${MERGED} ${words.join(' ')} && ${wiresharkCommand({ ...place, path: MERGED })}`;
}

const MERGED = 'merged.pcapng';
