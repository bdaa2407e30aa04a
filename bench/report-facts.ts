import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What `check` found in a capture. It stands beside the figures, and shows that the run really read the capture. */
export interface ReportFacts {
  readonly frames: number;
  readonly calls: number;
  readonly findings: number;
}

/** Bytes read at each end of a report: far more than the records of captures (first) and the summary (last) take. */
const END_BYTES = 64 * 1024;

/** Reads the two ends of a JSON report: the report of a million sessions is longer than a string can be. Throws where it has no calls. */
export function factsOf(path: string): ReportFacts {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const frames = numberBehind('frames', textAt(file, 0));
    const end = textAt(file, Math.max(0, size - END_BYTES));
    const summary = end.slice(end.lastIndexOf('"summary":'));
    const calls = numberBehind('calls', summary);
    if (calls === 0) throw new Error('the capture is full of hook calls, and check found none');
    const findings = ['error', 'warning', 'note'].reduce((sum, name) => sum + numberBehind(name, summary), 0);
    return { frames, calls, findings };
  } finally {
    closeSync(file);
  }
}

function textAt(file: number, position: number): string {
  const bytes = Buffer.alloc(END_BYTES);
  return bytes.toString('utf8', 0, readSync(file, bytes, 0, END_BYTES, position));
}

/** The first number that is the value of a member with this name; 0 where there is none. */
function numberBehind(name: string, text: string): number {
  return Number(new RegExp(`"${name}":(\\d+)`).exec(text)?.[1] ?? 0);
}
