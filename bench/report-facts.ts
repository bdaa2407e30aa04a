import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What `check` found in a capture, so that nobody measures a run that read nothing. */
export interface ReportFacts {
  readonly frames: number;
  readonly calls: number;
  readonly findings: number;
}

/** At either end of a report: far more than the records of captures and the summary take. */
const END_BYTES = 64 * 1024;

/** Reads a JSON report by its ends: of a million sessions it is longer than a string may be. */
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
