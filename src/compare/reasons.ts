import { endpointText } from '../base/endpoint.ts';
import { firstMatching } from '../base/list.ts';
import { clipped, configOf, type Finding, statusWords } from '../checks/index.ts';
import { acceptanceText, applicationText, hintFor, settingWith } from '../dialects/index.ts';
import { configFor, type HookCall, isAccepted, roleOf } from '../hooks/index.ts';
import type { ConnectionSummary } from '../stream/index.ts';
import { serverOf } from '../stream/index.ts';
import type { ComparedCapture } from './compared-capture.ts';
import type { AbsencePlace } from './doubt.ts';
import { badnessOf, type ScenarioStep, stepName } from './step.ts';

/** The most characters of an `info` text that are shown. */
const SHOWN_INFO = 120;
const LIKELY_CAUSE = /^Likely cause: /;

/** Sentences with what the captures show about why a step is missing, the most telling first. */
export function reasonsOfAbsence(
  missing: ScenarioStep,
  place: AbsencePlace,
  finding: Finding | null,
  good: ComparedCapture,
  bad: ComparedCapture,
): readonly string[] {
  const checked = finding?.evidence?.replace(LIKELY_CAUSE, '') ?? null;
  const reasons = [
    switchedOff(missing, place, good, bad),
    checked === null ? failedConnection(place, bad) : upperFirst(checked),
    checked === null ? neverSeen(missing, place, good, bad) : null,
    afterFailure(place),
    goesOn(missing, place),
  ];
  return [...new Set(reasons.filter((reason) => reason !== null))];
}

/** What a status event says about itself. */
export function reasonsOfStatus(step: ScenarioStep, bad: ComparedCapture): readonly string[] {
  const info = bad.book.of(step.worst)?.info ?? null;
  if (info === null) return [];
  const hint = hintFor(step.worst.dialect, info);
  const said = `Its info says ${JSON.stringify(clipped(info, SHOWN_INFO))}.`;
  return hint === null ? [said] : [said, hint.hint];
}

/** How many calls of the same method fail in the capture: this one, or all. */
export function reasonsOfResponse(call: HookCall, bad: ComparedCapture): readonly string[] {
  let calls = 0;
  let failed = 0;
  for (const each of bad.analysis.calls) {
    if (each.method !== call.method) continue;
    calls += 1;
    if (!isAccepted(each)) failed += 1;
  }
  if (calls < 2) return [];
  const accepted = acceptanceText(call.dialect, call.methodSpec);
  return failed === calls
    ? [`None of the ${calls} ${call.method} hooks in BAD is answered ${accepted}.`]
    : [
        `Of ${calls} ${call.method} hooks in BAD ${failed} ${failed === 1 ? 'is' : 'are'} not answered ${accepted}.`,
      ];
}

/** The reason where the configuration switches the method off in the bad capture, and not in the good one. */
function switchedOff(
  missing: ScenarioStep,
  { before, after }: AbsencePlace,
  good: ComparedCapture,
  bad: ComparedCapture,
): string | null {
  const neighbour = (before ?? after)?.worst;
  if (neighbour === undefined) return null;
  const { method } = missing;
  const { dialect } = neighbour;
  const table = dialect.clientConfig;
  if (table === null || configFor(dialect, configOf(bad.evidence, neighbour), method).enabled) return null;
  const also = configFor(missing.worst.dialect, configOf(good.evidence, missing.worst), method).enabled
    ? '; in GOOD it does not'
    : '';
  const field = settingWith(table, 'switches-off')?.field;
  return `The answer to ${table.method} in BAD switches ${method} off (${field})${also}.`;
}

const FAILURES: readonly {
  readonly holds: (connection: ConnectionSummary) => boolean;
  readonly frame: (connection: ConnectionSummary) => number;
  readonly words: string;
}[] = [
  {
    holds: ({ handshake }) => handshake === 'refused',
    frame: (connection) => connection.resetFrame,
    words: 'is refused',
  },
  {
    holds: ({ handshake }) => handshake === 'unanswered',
    frame: (connection) => connection.firstFrame,
    words: 'gets no answer',
  },
];

function failedConnection({ from, until }: AbsencePlace, bad: ComparedCapture): string | null {
  for (const { holds, frame, words } of FAILURES) {
    const connection = firstMatching(bad.analysis.connections, (each) => {
      const at = each.firstSeconds + each.firstNanoseconds / 1e9;
      return at >= from && at <= until && holds(each);
    });
    if (connection === undefined) continue;
    return `A connection to ${endpointText(serverOf(connection))} ${words} then (frame ${frame(connection)}).`;
  }
  return null;
}

function neverSeen(
  { method, worst }: ScenarioStep,
  { before, after }: AbsencePlace,
  good: ComparedCapture,
  bad: ComparedCapture,
): string | null {
  if ((bad.analysis.summary.methods.get(method) ?? 0) > 0) return null;
  const times = good.analysis.summary.methods.get(method) ?? 0;
  const appKey = (before ?? after)?.worst.appKey ?? null;
  const seen = `${method} never comes in BAD, and ${times === 1 ? 'once' : `${times} times`} in GOOD`;
  if (worst.dialect.activation === null || appKey === null) return `${seen}.`;
  const other = worst.appKey === appKey ? '' : ` (in GOOD it was added for ${worst.appKey})`;
  return `${seen}: perhaps it was never added${applicationText(worst.dialect, appKey)}${other}.`;
}

/** The reason where the call before was refused or not answered: that stops an operation. */
function afterFailure({ before }: AbsencePlace): string | null {
  if (before === null || badnessOf(before.outcome) < 3) return null;
  const { outcome } = before;
  if (outcome.kind !== 'answered') return `${stepName(before)} before it got no answer.`;
  return outcome.isAccepted
    ? `${stepName(before)} before it was answered after ${before.worst.dialect.server} had given up.`
    : `${stepName(before)} before it was answered ${statusWords(outcome.status)}.`;
}

/** The reason for a missing step of the client: perhaps nobody did it, unless what follows shows that it was done. */
function goesOn(missing: ScenarioStep, { after }: AbsencePlace): string | null {
  if (roleOf(missing.worst) !== 'ask') return null;
  return after === null
    ? 'Nothing follows either: perhaps nobody did this in BAD.'
    : `${stepName(after)} comes all the same (frame ${after.worst.requestFrames[0]}): either it was caused by something else, or this hook is not sent.`;
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
