import { seconds } from '../results-table.ts';
import type { Judgement } from '../targets.ts';
import { milliseconds, type TerminalCapture, type TerminalResult } from './bench-terminal.ts';
import type { TerminalCost } from './measure-terminal.ts';

interface TerminalTarget {
  readonly title: string;
  readonly capture: TerminalCapture;
  readonly most: number;
  readonly of: (cost: TerminalCost) => number;
  readonly tell: (value: number) => string;
}

const TARGETS: readonly TerminalTarget[] = [
  {
    title: '5 MB log.pcap in the terminal UI: first screen within 0.5 s',
    capture: 'log',
    most: 0.5,
    of: ({ firstScreen }) => firstScreen,
    tell: seconds,
  },
  {
    title: '300 MB hooks in the terminal UI: every key answered within 50 ms',
    capture: 'hooks',
    most: 50,
    of: ({ afterwards }) => afterwards.longest,
    tell: milliseconds,
  },
  {
    title: '300 MB hooks in the terminal UI: half of the keys within 50 ms while it is read',
    capture: 'hooks',
    most: 50,
    of: ({ whileReading }) => whileReading?.median ?? Number.NaN,
    tell: milliseconds,
  },
];

/** Judges the targets. `result` is null where there was no terminal: then nothing was measured. */
export function judgeTerminal(result: TerminalResult | null): readonly Judgement[] {
  return TARGETS.map(({ title, capture, most, of, tell }) => {
    const cost = result?.costs.get(capture);
    if (cost === undefined) return { title, met: null, told: 'not measured' };
    const value = of(cost);
    return { title, met: value <= most, told: tell(value) };
  });
}
