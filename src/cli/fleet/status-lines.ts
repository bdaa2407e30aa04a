import type { RunStatus } from '../../fleet/index.ts';
import { byteSize, escapeTerminal, grouped } from '../../report/index.ts';
import { count, truncate } from '../../report/layout/index.ts';

const MOST_BAR = 50;

/** How a run stands, as lines for people. All sets that failed are named first: on a terminal the rest stays in sight. */
export function statusLines(status: RunStatus, columns: number): readonly string[] {
  return [...failedLines(status), ...headLines(status, columns), ...worstLines(status)].map(escapeTerminal);
}

/** The same as a picture that fits a screen: long lines are cut, and as many failed sets are named as there is room for. */
export function statusPicture(status: RunStatus, columns: number, rows: number): readonly string[] {
  const [head, failed, worst] = [headLines(status, columns), failedLines(status), worstLines(status)];
  // The last row stays empty for the cursor.
  const room = Math.max(1, rows - 1 - head.length - worst.length);
  const named =
    failed.length <= room
      ? failed
      : [
          ...failed.slice(0, room - 1),
          `… ${count(failed.length - room + 1, 'further line')} about failed sets`,
        ];
  const lines = [...head, ...named, ...worst].slice(0, Math.max(1, rows - 1));
  return lines.map((line) => truncate(escapeTerminal(line), columns));
}

function headLines(status: RunStatus, columns: number): readonly string[] {
  const { run, sets, share, bytes, frames, calls, workers, secondsLeft } = status;
  const all = Object.values(sets).reduce((sum, each) => sum + each, 0);
  const width = Math.max(10, Math.min(MOST_BAR, columns - 30));
  const full = Math.floor(share * width);
  const left = secondsLeft === null ? '' : `, ${clockText(secondsLeft)} left`;
  const forgotten = sets.forgotten === 0 ? '' : `, ${sets.forgotten} forgotten by Redis`;
  return [
    `run ${run}: ${count(all, 'capture set')}, ${count(workers, 'worker')}`,
    `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${Math.floor(share * 100)} %${left}`,
    `${sets.waiting} waiting, ${sets.active} active, ${sets.completed} completed, ${sets.failed} failed${forgotten}`,
    `${byteSize(bytes.done)} of ${byteSize(bytes.all)}, ${grouped(frames)} frames, ${grouped(calls)} hook calls`,
  ];
}

function failedLines({ failed, run }: RunStatus): readonly string[] {
  if (failed.length === 0) return [];
  const lines = failed.map(({ files, reason }) => `failed: ${files.join(' + ')}: ${reason}`);
  return [`hookscope fleet retry --run ${run} … tries what failed again:`, ...lines];
}

function worstLines({ worst }: RunStatus): readonly string[] {
  if (worst.length === 0) return [];
  const lines = worst.map(
    ({ rule, severity, count: times, sets }) =>
      `  ${severity.padEnd(7)} ${rule}: ${grouped(times)} in ${count(sets, 'set')}`,
  );
  return ['worst so far, each set judged by itself:', ...lines];
}

/** `0:07`, `12:40`, `1:02:03`. */
function clockText(seconds: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
