import { isAcceptedStatus, serverAtStart } from '../../dialects/index.ts';
import { failureOf, type HookCall, type ReadCall } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft, DraftRecord } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { answeredText } from '../refusal/answered-text.ts';
import { followedAsGet } from '../refusal/followed-as-get.ts';
import { evidenceOf, shownFacts } from '../refusal/refusal-evidence.ts';
import { refusalFactsOf } from '../refusal/refusal-facts.ts';
import { outcomeOf, type RefusalOutcome, severityOfRefusal } from '../refusal/refusal-outcome.ts';
import { reasonOf, situationOf } from '../refusal/status-remedies.ts';
import { upstreamCauseOf } from '../refusal/upstream-cause.ts';
import { remedyFor } from '../remedy.ts';
import type { CallRule } from '../rule.ts';
import { REFUSED_CALL } from '../rule-ids.ts';

/** The backend answered, and did not accept the call. What follows is in the dialect's error matrix. */
export const answerStatus: CallRule = {
  id: REFUSED_CALL,
  severity: 'error',
  inspect,
  settle,
};

/** While the answer is at hand: what it shows of its reason, and what to do about that. */
function inspect(read: ReadCall, { masker }: CallInspection): readonly Draft[] {
  const { call } = read;
  const { methodSpec, response } = call;
  // Where the body alone refuses, answer/body tells it.
  if (methodSpec === null || response === null || isAcceptedStatus(call.dialect, methodSpec, response.status))
    return NO_DRAFTS;
  const facts = refusalFactsOf(read);
  if (facts === null) return NO_DRAFTS;
  const reason = reasonOf(facts);
  const shown = shownFacts(facts, masker);
  const clause = reason.says(shown, call.dialect, methodSpec);
  const steps = reason.steps(shown, call.dialect.server);
  const evidence = evidenceOf(read, facts, shown, masker);
  return [
    {
      rule: answerStatus.id,
      kind: reason.id,
      message: `${answeredText(call.method, response)}${clause === null ? '' : `: ${clause}`}`,
      ...(evidence === null ? {} : { evidence }),
      ...(steps.length === 0 ? {} : { remedy: steps.join('\n') }),
      side: 'response',
    },
  ];
}

/** When the whole capture is known: which policy holds, what followed, and what became of a proxy's own connection. */
function settle(
  { draft, call }: DraftRecord,
  facts: CaptureFacts,
  statistics: CaptureStatistics,
): Draft | null {
  const { response } = call;
  if (response === null) return null;
  const outcome = outcomeOf(call, facts, statistics);
  const upstream = upstreamCauseOf(call, facts);
  const told =
    upstream === null ? draft.message : `${answeredText(call.method, response)}: ${upstream.clause}`;
  const lost = followedAsGet(call, draft.message, facts);
  const followed =
    lost === null
      ? ''
      : ` ${serverAtStart(call.dialect)} followed it with GET (frame ${lost.requestFrames[0]}): the payload was lost.`;
  const general = upstream?.remedy ?? draft.remedy ?? null;
  const remedy = [general, dialectRemedy(call, draft.kind ?? '', outcome)].filter((each) => each !== null);
  const { remedy: _, ...rest } = draft;
  return {
    ...rest,
    severity: failureOf(call)?.kind === 'refusal' ? severityOfRefusal(outcome) : outcome.severity,
    message: `${told}.${followed}${outcome.policy}`,
    ...(outcome.consequence === null ? {} : { consequence: outcome.consequence }),
    ...(remedy.length === 0 ? {} : { remedy: remedy.join('\n') }),
    furtherFrames: [
      ...(upstream?.frames ?? []),
      ...(lost === null ? [] : [lost.requestFrames[0]]),
      ...outcome.frames,
    ],
  };
}

/** The dialect's own remedies for the reason; a refusal that may be meant and may have no effect has those of that. */
function dialectRemedy(call: HookCall, kind: string, { effect }: RefusalOutcome): string | null {
  const situation = situationOf(kind);
  const isIdle = situation === 'deliberate' && effect !== 'stops' && call.methodSpec?.role !== 'event';
  return remedyFor(call.dialect, answerStatus.id, isIdle ? 'refusal-without-effect' : situation, {
    appKey: call.appKey,
    method: call.method,
  });
}
