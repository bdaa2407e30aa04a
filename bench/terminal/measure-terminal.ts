import { TerminalProgram, type TerminalSize } from './terminal-program.ts';

export const SIZE: TerminalSize = { columns: 120, rows: 40 };

/** Milliseconds between the reaction to a key and the next key: as fast as a person types. */
const BETWEEN_KEYS_MS = 60;
const DOWNS = 20;

/** Milliseconds from a key until its reaction was drawn. */
export interface KeyTimes {
  readonly keys: number;
  readonly median: number;
  readonly longest: number;
}

export interface TerminalCost {
  /** Seconds from the start of the command until there is a screen. */
  readonly firstScreen: number;
  /** Seconds until the capture was read and the verdict was drawn. */
  readonly verdict: number;
  /** Keys pressed until then; null where there was no time for any. */
  readonly whileReading: KeyTimes | null;
  readonly afterwards: KeyTimes;
}

/** The title of the sessions is on the first screen, whatever the capture. */
const FIRST_SCREEN = 'Sessions';
/** The captures are sound. This text is drawn only when a capture was read to its end. */
const VERDICT = '✓ nothing wrong';

/** Runs the terminal UI on a capture, presses keys, and measures how long each reaction takes. */
export async function measureTerminal(hookscope: string, capture: string): Promise<TerminalCost> {
  const begun = performance.now();
  const program = new TerminalProgram([process.execPath, hookscope, capture], SIZE);
  try {
    const firstScreen = await program.shows(FIRST_SCREEN);
    const reading = await pressWhileReading(program);
    if (!program.shown(VERDICT)) await program.shows(VERDICT);
    const verdict = performance.now() - begun;
    await pause(BETWEEN_KEYS_MS);
    const afterwards = await pressAfterwards(program);
    await program.quit('Q');
    return {
      firstScreen: firstScreen / 1000,
      verdict: verdict / 1000,
      whileReading: reading.length === 0 ? null : timesOf(reading),
      afterwards: timesOf(afterwards),
    };
  } finally {
    program.kill();
  }
}

async function pressWhileReading(program: TerminalProgram): Promise<readonly number[]> {
  const times: number[] = [];
  if (program.shown(VERDICT)) return times;
  for (;;) {
    for (const [key, text] of TO_AND_FRO) {
      await pause(BETWEEN_KEYS_MS);
      times.push(await program.press(key, text));
    }
    // The round ended at the tab where it began.
    if (program.shown(VERDICT)) return times;
  }
}

/** Keys and the texts they bring. No text is on the screen before its key, however much was read meanwhile. */
const TO_AND_FRO = [
  ['2', '[2 payload]'],
  ['5', '[5 frames]'],
  ['1', '[1 findings]'],
  ['x', '»Ladder'],
  ['x', /» *seconds/],
] as const;

/** Goes to the last call and back, through the tabs of a call, and through the views. */
async function pressAfterwards(program: TerminalProgram): Promise<readonly number[]> {
  const downs = Array.from({ length: DOWNS }, (_, index) => ['j', place(index + 2)] as const);
  const walk = [
    ['G', /call ([\d,]+)\/\1 /],
    ['\u0015', /call [\d,]+\//],
    ['g', 'call 1/'],
    ...downs,
    ['g', 'call 1/'],
    ['2', '[2 payload]'],
    ['3', '[3 answer]'],
    ['4', '[4 headers]'],
    ['5', '[5 frames]'],
    ['6', '[6 raw]'],
    ['1', '[1 findings]'],
    ['x', '»Ladder'],
    ['j', '»Ladder 2/'],
    ['x', 'call 2/'],
    ['f', /» +times/],
    ['f', '»Findings'],
    ['f', 'call 2/'],
    ['w', 'UTC'],
    ['?', '»Help'],
    ['?', 'call 2/'],
    ['/', 'word method:'],
    ['c', '✓ valid'],
    ['\r', 'match c'],
    ['q', 'Filter taken away'],
  ] as const;
  const times: number[] = [];
  for (const [key, text] of walk) {
    times.push(await program.press(key, text));
    await pause(BETWEEN_KEYS_MS);
  }
  return times;
}

/** `call 1,002/`: where the cursor is. */
function place(row: number): string {
  return `call ${row.toLocaleString('en-US')}/`;
}

export function timesOf(times: readonly number[]): KeyTimes {
  const sorted = [...times].sort((one, other) => one - other);
  return {
    keys: times.length,
    median: sorted[sorted.length >> 1] ?? Number.NaN,
    longest: sorted.at(-1) ?? Number.NaN,
  };
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
