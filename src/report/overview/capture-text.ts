import { isoTime, secondsBetween } from '../../base/time.ts';
import type { CaptureInfo } from '../../capture/index.ts';
import { listed } from '../../checks/index.ts';
import { defaultDialect } from '../../dialects/index.ts';
import type { Analysis, System } from '../../engine/index.ts';
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

/**
 * The systems that are worth telling: where there are several, and where one other than the default was found by its signs. Empty
 * elsewhere.
 */
export function toldSystems({ systems }: Pick<Analysis, 'systems'>): readonly System[] {
  const [first, ...more] = systems;
  if (first === undefined || more.length > 0) return systems;
  return first.evidence.length > 0 && first.dialect !== defaultDialect ? systems : [];
}

/** So many signs are named; JSON has all. */
const MOST_SIGNS = 3;

/** Which system, where, and by what signs: `TITLE on port 80 (by action and User-Agent)`. */
export function systemText({ dialect, ports, evidence }: System): string {
  const where = ports.length === 0 ? '' : ` on port ${ports.join(', ')}`;
  return `${dialect.title}${where}${evidence.length === 0 ? '' : ` (by ${listed(evidence.slice(0, MOST_SIGNS))})`}`;
}

/** The hooks that were found: `TITLE OF THE DIALECT on port 8080: 35 calls in 3 sessions`. */
export function hooksText(analysis: Analysis): string {
  const { ports, sessions, summary, dialect, hiddenCalls } = analysis;
  const told = toldSystems(analysis);
  const where = ports.length === 0 ? '' : ` on port ${ports.join(', ')}`;
  const systems = told.length === 0 ? `${dialect.title}${where}` : told.map(systemText).join('; ');
  const named = [...sessions].filter((session) => session.id !== null).length;
  const within = named === 0 ? '' : ` in ${count(named, 'session')}`;
  const hidden = hiddenCalls === 0 ? '' : `; the selection leaves out ${grouped(hiddenCalls)}`;
  return `${systems}: ${count(summary.calls, 'call')}${within}${hidden}`;
}
