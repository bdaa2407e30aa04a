import { listsBy } from '../base/multimap.ts';
import { shortNames } from '../capture/index.ts';
import type { Analysis } from '../engine/index.ts';
import { grouped } from './layout/quantity.ts';

/** What tells of a frame which one of which file it is. */
export type FramesOfFiles = Pick<Analysis, 'captures' | 'frameOrigins'>;

/** A frame as Wireshark shows it. `file`: index among the files of the capture; null where there is one file, or it is not known. */
export interface NamedFrame {
  readonly file: number | null;
  readonly frame: number;
}

/** A frame by its file, where the capture has several: people open one file at a time. */
export function namedFrame(frame: number, { captures, frameOrigins }: FramesOfFiles): NamedFrame {
  const origin = captures.length > 1 ? frameOrigins.of(frame) : null;
  return origin ?? { file: null, frame };
}

/** `frame 12`, `frames 12, 13 and 4 more`; of several files `frames 12, 13 of a.pcap and 5 of b.pcap`. */
export function framesText(frames: readonly number[], files: FramesOfFiles, most: number): string {
  const shown = frames.slice(0, most).map((frame) => namedFrame(frame, files));
  const more = frames.length - shown.length;
  const word = frames.length === 1 ? 'frame' : 'frames';
  const names = shortNames(files.captures.map(({ path }) => path));
  const parts = [...listsBy(shown, ({ file }) => file ?? -1)].map(([file, own]) => {
    const numbers = own.map(({ frame }) => frame).join(', ');
    return file < 0 ? numbers : `${numbers} of ${names[file]}`;
  });
  return `${word} ${parts.join(' and ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

/** `frame 12`, `frame 12 of b.pcap`. */
export function frameText(frame: number, files: FramesOfFiles): string {
  return framesText([frame], files, 1);
}
