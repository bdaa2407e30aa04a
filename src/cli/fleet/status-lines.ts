import type { RunStatus } from '../../fleet/index.ts';
import { byteSize, escapeTerminal, grouped } from '../../report/index.ts';
import { count } from '../../report/layout/index.ts';

const MOST_BAR = 50;
const FAILED_SHOWN = 10;

/** How a run stands, as lines for people. */
export function statusLines(status: RunStatus, columns: number): readonly string[] {
  const { run, sets, bytes, frames, calls, workers, secondsLeft, failed, worst } = status;
  const all = Object.values(sets).reduce((sum, each) => sum + each, 0);
  const share = bytes.all === 0 ? 1 : bytes.done / bytes.all;
  const width = Math.max(10, Math.min(MOST_BAR, columns - 30));
  const full = Math.floor(share * width);
  const left = secondsLeft === null ? '' : `, ${clockText(secondsLeft)} left`;
  const forgotten = sets.forgotten === 0 ? '' : `, ${sets.forgotten} forgotten by Redis`;
  const lines = [
    `run ${run}: ${count(all, 'capture set')}, ${count(workers, 'worker')}`,
    `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${Math.floor(share * 100)} %${left}`,
    `${sets.waiting} waiting, ${sets.active} active, ${sets.completed} completed, ${sets.failed} failed${forgotten}`,
    `${byteSize(bytes.done)} of ${byteSize(bytes.all)}, ${grouped(frames)} frames, ${grouped(calls)} hook calls`,
  ];
  for (const { files, reason } of failed.slice(0, FAILED_SHOWN)) {
    lines.push(`failed: ${files.join(' + ')}: ${reason}`);
  }
  if (failed.length > FAILED_SHOWN) lines.push(`… and ${failed.length - FAILED_SHOWN} more failed`);
  if (worst.length > 0) {
    lines.push('worst so far, each set judged by itself:');
    for (const { rule, severity, count: times, sets: inSets } of worst) {
      lines.push(`  ${severity.padEnd(7)} ${rule}: ${grouped(times)} in ${count(inSets, 'set')}`);
    }
  }
  return lines.map(escapeTerminal);
}

/** `0:07`, `12:40`, `1:02:03`. */
function clockText(seconds: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
