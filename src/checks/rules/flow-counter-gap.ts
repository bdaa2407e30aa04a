import { firstFrameOf, type HookCall } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';
import { NO_POSITION } from '../verdicts/call-group.ts';
import {
  COUNTER_JITTER_SECONDS,
  type CounterGap,
  type CounterRun,
  gapsOf,
  gapText,
  hasUnread,
} from '../verdicts/counter-runs.ts';
import { failedWithin } from '../verdicts/likely-cause.ts';
import { lossWithin } from '../verdicts/lost-spans.ts';
import { ruleText } from './rule-texts.ts';

/** The server counts the calls that it makes, and the capture lacks some of the numbers: one finding for each server process. */
export const flowCounterGap: CaptureRule = {
  id: 'flow/counter-gap',
  severity: 'warning',
  *judge(facts, statistics) {
    const findings: Finding[] = [];
    for (const runs of facts.evidence.counters.runs.values()) {
      yield;
      for (const run of runs) {
        const gaps = gapsOf(run).filter((gap) => isProven(gap, facts));
        const [first] = gaps;
        if (first !== undefined) findings.push(tell(run, first, gaps, facts, statistics));
      }
    }
    return findings;
  },
};

/**
 * Whether the capture certainly has not the calls with these numbers, rather than having them unread: cut, encrypted, or still on their way.
 */
function isProven(gap: CounterGap, { evidence }: CaptureFacts): boolean {
  const [from, until] = spanOf(gap);
  if (until > evidence.ends || hasUnread(evidence.counters, gap.after.call, from, until)) return false;
  return (
    evidence.groups.unnamed.firstOfAny(from, until, () => true) === NO_POSITION &&
    !evidence.lost.some((span) => span.how !== 'lost' && span.from <= until && span.until >= from)
  );
}

/** When the calls with the absent numbers may have been made: seconds since 1970. */
function spanOf({ before, after }: CounterGap): readonly [number, number] {
  return [
    Math.min(before.at, after.at) - COUNTER_JITTER_SECONDS,
    Math.max(before.at, after.at) + COUNTER_JITTER_SECONDS,
  ];
}

function tell(
  { name }: CounterRun,
  first: CounterGap,
  gaps: readonly CounterGap[],
  facts: CaptureFacts,
  statistics: CaptureStatistics,
): Finding {
  const all = gaps.reduce((sum, { absent }) => sum + absent, 0);
  const more = gaps.length === 1 ? '' : ` ${gaps.length} gaps lack ${hooks(all)} in all.`;
  const { call } = first.after;
  const { seconds, nanoseconds } = call;
  const reason = reasonOf(gaps, facts, statistics);
  return captureFinding(flowCounterGap, {
    message: `${gapText(name, first)}: ${hooks(first.absent)} ${first.absent === 1 ? 'is' : 'are'} not in this capture.${more}`,
    time: { seconds, nanoseconds },
    frames: gaps
      .flatMap(({ before, after }) => framesOf(before.call, after.call))
      .slice(0, MAX_FINDING_FRAMES),
    evidence: reason.text,
    causedBy: reason.rule === null ? null : { rule: reason.rule, frames: reason.frames },
    consequence: 'What these hooks told the backend, if they reached one, cannot be seen here.',
    remedy: ruleText(flowCounterGap.id).fix,
    count: all,
    server: call.server,
  });
}

/** What the capture shows that may be the reason: of the first gap for which it shows any. */
function reasonOf(
  gaps: readonly CounterGap[],
  { evidence }: CaptureFacts,
  statistics: CaptureStatistics,
): { readonly text: string; readonly rule: string | null; readonly frames: readonly number[] } {
  for (const gap of gaps) {
    const [from, until] = spanOf(gap);
    const failed = failedWithin(from, until, statistics);
    if (failed !== null) return { ...failed, text: `Likely cause: ${failed.text}.` };
    const loss = lossWithin(evidence, from, until);
    if (loss === null) continue;
    const where = loss.stream === null ? '' : ` of tcp.stream ${loss.stream}`;
    return {
      text: `Likely cause: the capture lost packets${where} near frame ${loss.frame}.`,
      rule: null,
      frames: [],
    };
  }
  if (evidence.drops > 0) {
    const text = `Likely cause: the capture's own counters say that it lost ${evidence.drops} packets.`;
    return { text, rule: null, frames: [] };
  }
  const text =
    'The capture shows no reason: perhaps they went to another backend or over another interface, or could not be sent.';
  return { text, rule: null, frames: [] };
}

function framesOf(before: HookCall, after: HookCall): readonly number[] {
  return [firstFrameOf(before), firstFrameOf(after)];
}

function hooks(count: number): string {
  return count === 1 ? '1 hook' : `${count} hooks`;
}
