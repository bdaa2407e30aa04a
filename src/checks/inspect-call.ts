import type { Severity } from '../dialects/index.ts';
import type { ReadCall } from '../hooks/index.ts';
import { CallInspector } from './inspect.ts';
import type { InspectionOptions } from './inspection.ts';
import { callRules } from './rules/call-rules.ts';

/** What a call rule says of a single call, with no capture around it. */
export interface CallNote {
  readonly rule: string;
  readonly severity: Severity;
  /** May hold text of the call: it is masked and escaped by whatever shows it. */
  readonly message: string;
}

/** What the call rules say of one call, the worst first. Nothing is known of the calls around it. */
export function inspectCall(read: ReadCall, options: InspectionOptions): readonly CallNote[] {
  const inspector = new CallInspector(options);
  inspector.inspect(read);
  const severities = new Map(callRules.map(({ id, severity }) => [id, severity] as const));
  const notes = inspector.drafts().flatMap(({ rule, single, gathered }) =>
    [...single, ...gathered.values()].map(({ draft }) => ({
      rule,
      severity: draft.severity ?? severities.get(rule) ?? 'note',
      message: draft.message,
    })),
  );
  return notes.sort((one, other) => RANK[one.severity] - RANK[other.severity]);
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };
