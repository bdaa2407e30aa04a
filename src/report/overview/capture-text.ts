import { isoTime, secondsBetween } from '../../base/time.ts';
import type { CaptureInfo } from '../../capture/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { byteSize, count, durationText, grouped } from '../layout/quantity.ts';
import { sharedPath } from './command.ts';

/** For whom a name is: a report that is handed on names no folder of the machine. */
export interface NameUse {
  readonly isShared: boolean;
  /** The working directory; not needed for names that stay here. */
  readonly directory?: string | undefined;
}

/** The name of a capture for people, as it was given. */
export function captureName({ path }: CaptureInfo, use: NameUse = { isShared: false }): string {
  if (path === '-') return 'standard input';
  return use.isShared ? sharedPath(path, use.directory) : path;
}

/** What is known about a capture: `pcap, 1,754 frames, 326 kB, 1 min 1 s from 2023-11-14 22:13:20 UTC`. */
export function captureText(capture: CaptureInfo): string {
  const { firstTime, lastTime } = capture;
  const packed = capture.compression === null ? '' : ` in ${capture.compression}`;
  const size = `${count(capture.frames, 'frame')}, ${byteSize(capture.bytes)}`;
  const span =
    firstTime === null || lastTime === null
      ? ''
      : `, ${durationText(secondsBetween(firstTime, lastTime))} from ${isoTime(firstTime, 0).replace('T', ' ').replace('Z', ' UTC')}`;
  const whole = capture.complete ? '' : ', cut short or damaged';
  return `${capture.format}${packed}, ${size}${span}${whole}`;
}

/** The hooks that were found: `TITLE OF THE DIALECT on port 8080: 35 calls in 3 sessions`. */
export function hooksText({ ports, sessions, summary, dialect, hiddenCalls }: Analysis): string {
  const where = ports.length === 0 ? '' : ` on port ${ports.join(', ')}`;
  const named = [...sessions].filter((session) => session.id !== null).length;
  const within = named === 0 ? '' : ` in ${count(named, 'session')}`;
  const hidden = hiddenCalls === 0 ? '' : `; the selection leaves out ${grouped(hiddenCalls)}`;
  return `${dialect.title}${where}: ${count(summary.calls, 'call')}${within}${hidden}`;
}
