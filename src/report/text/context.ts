import { type Analysis, offsetOf } from '../../analysis/index.ts';
import type { CaptureTime } from '../../capture/index.ts';
import type { Expected, Finding } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { HookCall, Session } from '../../hooks/index.ts';
import { escapeTerminal } from '../escape/terminal.ts';
import type { ReportOptions } from '../format.ts';
import type { Page } from '../layout/page.ts';
import { painter } from '../layout/style.ts';

/** Identifier of the rule that tells of absences: its findings are counted and placed apart. */
export const MISSING_CALL = 'flow/missing-call';
export const INCONCLUSIVE = 'flow/inconclusive';

/** What all parts of a text report share. */
export interface TextContext extends Page {
  readonly analysis: Analysis;
  /** Nothing is summed up. */
  readonly everything: boolean;
  readonly offset: (time: CaptureTime) => number;
  /** Errors and warnings that point at a call. */
  readonly faultsOf: ReadonlyMap<HookCall, readonly Finding[]>;
  /** Expectations that were not met, by session. */
  readonly unmetOf: ReadonlyMap<string | null, readonly Expected[]>;
  /** Ids of the sessions in which something is wrong. */
  readonly faulty: ReadonlySet<string | null>;
}

/** Below this the columns of the timeline have no room. */
const NARROWEST = 50;

export function textContext(analysis: Analysis, options: ReportOptions): TextContext {
  const { masker } = options;
  const faultsOf = new Map<HookCall, Finding[]>();
  const unmetOf = new Map<string | null, Expected[]>();
  const faulty = new Set<string | null>();
  for (const finding of analysis.findings) {
    if (finding.severity === 'note') continue;
    if (finding.call !== null) {
      faulty.add(finding.call.sessionId);
      if (finding.rule !== MISSING_CALL) append(faultsOf, finding.call, finding);
    } else if (finding.sessionId !== null) faulty.add(finding.sessionId);
  }
  for (const expected of analysis.expectations) {
    if (expected.verdict === 'met') continue;
    append(unmetOf, expected.trigger.sessionId, expected);
    if (expected.verdict === 'missing') faulty.add(expected.trigger.sessionId);
  }
  return {
    analysis,
    columns: Math.max(NARROWEST, options.columns),
    paint: painter(options.color),
    safe: (text) => escapeTerminal(masker.text(text)),
    everything: options.everything,
    offset: (time) => offsetOf(analysis.firstTime, time),
    faultsOf,
    unmetOf,
    faulty,
  };
}

export const MARKS = { error: '✗', warning: '!', note: '·' } as const satisfies Readonly<
  Record<Severity, string>
>;
export const LOOK_OF = { error: 'error', warning: 'warning', note: 'dim' } as const;

/** The worse of two. */
export function worse(one: Severity, other: Severity): Severity {
  return rank(one) <= rank(other) ? one : other;
}

/** 0 for an error, 1 for a warning, 2 for a note. */
export function rank(severity: Severity): number {
  return severity === 'error' ? 0 : severity === 'warning' ? 1 : 2;
}

/** A session's heading. */
export function sessionTitle(page: Page, session: Pick<Session, 'id' | 'appKey'>): string {
  if (session.id === null) return 'Calls that name no session';
  const app = session.appKey === null ? '' : ` (${page.safe(session.appKey)})`;
  return `Session ${page.safe(session.id)}${app}`;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
