import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { reorderedSegments } from './reordered-segments.ts';
import { grouped } from './results-table.ts';

/** Lines of a JSON report that begin its parts: each problem stands on a line of its own. */
const PROBLEMS = '  "problems": [';
const PROBLEM = '    {"rule":';

interface ReportedProblem {
  readonly rule: string;
  readonly count: number;
}

/** One line about what is wrong in a capture: what `check` counts in it, and what only its segments show. */
export async function faultsShown(report: string, capture: string, port: number): Promise<string> {
  const counts = new Map<string, number>();
  let inProblems = false;
  for await (const line of createInterface({ input: createReadStream(report) })) {
    if (line.startsWith(PROBLEMS)) inProblems = true;
    else if (inProblems && line.startsWith(PROBLEM)) {
      const { rule, count } = JSON.parse(line.replace(/,$/, '')) as ReportedProblem;
      counts.set(rule, (counts.get(rule) ?? 0) + count);
    }
  }
  const told = [...counts].sort().map(([rule, count]) => `\`${rule}\` ${grouped(count)}`);
  const reordered = grouped(reorderedSegments(capture, port));
  return `What is wrong: ${told.join(', ')}; ${reordered} segments out of order.`;
}
