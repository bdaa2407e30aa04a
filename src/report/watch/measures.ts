import { secondsOf } from '../../base/time.ts';
import type { Analysis } from '../../engine/index.ts';
import type { WatchTotals } from './records.ts';

/** What is measured. */
export interface WatchMeasures extends WatchTotals {
  readonly version: string;
  /** The latest model; null before there is one. */
  readonly analysis: Analysis | null;
  /** Bytes of memory of this process. */
  readonly memory: number;
}

type Labels = Readonly<Record<string, string>>;

/** A family of samples (Prometheus text format 0.0.4). */
interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly samples: readonly { readonly labels: Labels; readonly value: number }[];
}

/**
 * The measures in the text format of Prometheus. Labels are names of rules, severities and verdicts only: no text of the capture, which
 * could make any number of series.
 */
export function measuresText(measures: WatchMeasures): string {
  return families(measures).map(familyText).join('');
}

function families(measures: WatchMeasures): readonly Family[] {
  const { version, analysis, frames, calls, notices, failedNotices, problems, memory } = measures;
  const one = (value: number): Family['samples'] => [{ labels: {}, value }];
  const last = analysis?.lastTime ?? null;
  return [
    {
      name: 'hookscope_build_info',
      type: 'gauge',
      help: 'The version that runs.',
      samples: [{ labels: { version }, value: 1 }],
    },
    { name: 'hookscope_frames_total', type: 'counter', help: 'Frames read.', samples: one(frames) },
    {
      name: 'hookscope_exchanges_total',
      type: 'counter',
      help: 'Exchanges that were recognised as hook calls, further attempts and legs included.',
      samples: one(calls),
    },
    {
      name: 'hookscope_last_frame_timestamp_seconds',
      type: 'gauge',
      help: 'Capture time of the last frame.',
      samples: last === null ? [] : one(secondsOf(last)),
    },
    {
      name: 'hookscope_problems',
      type: 'gauge',
      help: 'Problems that are known now.',
      samples: byRule(analysis, () => 1),
    },
    {
      name: 'hookscope_occurrences',
      type: 'gauge',
      help: 'Occurrences of the problems that are known now.',
      samples: byRule(analysis, ({ count }) => count),
    },
    {
      name: 'hookscope_expectations',
      type: 'gauge',
      help: 'Expected calls of the sessions that are remembered, by verdict.',
      samples: Object.entries(analysis?.summary.expectations ?? {}).map(([verdict, value]) => ({
        labels: { verdict },
        value,
      })),
    },
    {
      name: 'hookscope_problems_told_total',
      type: 'counter',
      help: 'Problems that were written out.',
      samples: one(problems),
    },
    { name: 'hookscope_notices_total', type: 'counter', help: 'Notices given.', samples: one(notices) },
    {
      name: 'hookscope_notice_failures_total',
      type: 'counter',
      help: 'Notices that could not be given.',
      samples: one(failedNotices),
    },
    {
      name: 'process_resident_memory_bytes',
      type: 'gauge',
      help: 'Resident memory.',
      samples: one(memory),
    },
  ];
}

function byRule(
  analysis: Analysis | null,
  measure: (problem: Analysis['problems'][number]) => number,
): Family['samples'] {
  const sums = new Map<string, { readonly labels: Labels; value: number }>();
  for (const problem of analysis?.problems ?? []) {
    const { rule, severity } = problem;
    const key = `${rule} ${severity}`;
    const sum = sums.get(key) ?? { labels: { rule, severity }, value: 0 };
    sum.value += measure(problem);
    sums.set(key, sum);
  }
  return [...sums.values()];
}

function familyText({ name, type, help, samples }: Family): string {
  const lines = samples.map(({ labels, value }) => `${name}${labelsText(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelsText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}
