import { seconds } from '../results-table.ts';
import type { Judgement } from '../targets.ts';
import { milliseconds, type TerminalCapture, type TerminalResult } from './bench-terminal.ts';
import type { KeyTimes, TerminalCost } from './measure-terminal.ts';

interface TerminalTarget {
  readonly title: string;
  readonly capture: TerminalCapture;
  readonly most: number;
  readonly of: (cost: TerminalCost) => number;
  readonly tell: (value: number) => string;
}

const TARGETS: readonly TerminalTarget[] = [
  {
    title: '300 MB hooks in the terminal UI: first screen within 0.3 s',
    capture: 'hooks',
    most: 0.3,
    of: ({ firstScreen }) => firstScreen,
    tell: seconds,
  },
  {
    title: '300 MB hooks in the terminal UI: every key answered within 60 ms',
    capture: 'hooks',
    most: 60,
    of: ({ afterwards }) => afterwards.longest,
    tell: milliseconds,
  },
  {
    title: '300 MB hooks in the terminal UI: half of the keys within 16 ms while it is read',
    capture: 'hooks',
    most: 16,
    of: ({ whileReading }) => whileReading?.median ?? Number.NaN,
    tell: milliseconds,
  },
];

/** Judges the targets. `result` is null where there was no terminal: then nothing was measured. */
export function judgeTerminal(result: TerminalResult | null): readonly Judgement[] {
  return [...TARGETS.map((target) => judged(target, result)), ...judgedFollowing(result?.following ?? null)];
}

/** Milliseconds within which a request is shown that was written to a capture of 200,000 calls. */
const FOLLOWING_MEDIAN_MS = 50;
const FOLLOWING_MOST_MS = 150;

function judgedFollowing(times: KeyTimes | null): readonly Judgement[] {
  const title = '200,000 calls that are followed: a request is shown within';
  return [
    { title: `${title} 50 ms at the median`, value: times?.median, most: FOLLOWING_MEDIAN_MS },
    { title: `${title} 150 ms at most`, value: times?.longest, most: FOLLOWING_MOST_MS },
  ].map(({ title, value, most }) =>
    value === undefined
      ? { title, met: null, told: 'not measured' }
      : { title, met: value <= most, told: milliseconds(value) },
  );
}

function judged(
  { title, capture, most, of, tell }: TerminalTarget,
  result: TerminalResult | null,
): Judgement {
  const cost = result?.costs.get(capture);
  if (cost === undefined) return { title, met: null, told: 'not measured' };
  const value = of(cost);
  return { title, met: value <= most, told: tell(value) };
}
