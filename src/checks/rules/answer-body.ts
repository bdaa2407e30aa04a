import { acceptanceOf, acceptedBody, isAcceptedStatus } from '../../dialects/index.ts';
import type { ReadCall } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft, DraftRecord } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { answeredText } from '../refusal/answered-text.ts';
import { bodyFaultWords, refusalWords } from '../refusal/body-words.ts';
import { evidenceOf, shownFacts } from '../refusal/refusal-evidence.ts';
import { refusalFactsOf } from '../refusal/refusal-facts.ts';
import { outcomeOf, severityOfRefusal } from '../refusal/refusal-outcome.ts';
import { remedyFor } from '../remedy.ts';
import type { CallRule } from '../rule.ts';
import { REFUSED_IN_BODY } from '../rule-ids.ts';

/** The status of an answer counts as accepted, and its body does not: by a fault, or because the backend refuses. */
export const answerBody: CallRule = {
  id: REFUSED_IN_BODY,
  severity: 'error',
  inspect,
  settle,
  yieldsTo: ['http/wrong-length'],
};

/** Kinds of its drafts: the backend said no, or what it said is not in the form of a yes. */
const KIND = { onPurpose: 'refusal', fault: 'fault' } as const;

function inspect(read: ReadCall, { masker }: CallInspection): readonly Draft[] {
  const { call } = read;
  const { dialect, methodSpec, response } = call;
  if (methodSpec === null || response === null || response.bodyFailure === null) return NO_DRAFTS;
  const facts = refusalFactsOf(read);
  // Where the status does not count either, answer/status tells it.
  if (facts === null || !isAcceptedStatus(dialect, methodSpec, response.status)) return NO_DRAFTS;
  const rule = acceptanceOf(dialect, methodSpec).body;
  const evidence = evidenceOf(read, facts, shownFacts(facts, masker), masker);
  const told = { rule: answerBody.id, side: 'response', ...(evidence === null ? {} : { evidence }) } as const;
  const answered = answeredText(call.method, response);
  if (response.bodyFailure === 'refusal') {
    const words = refusalWords(rule, read, masker);
    return [
      {
        ...told,
        kind: KIND.onPurpose,
        message: `${answered}, and the body refuses${words === null ? '' : `: ${words}`}`,
      },
    ];
  }
  const example = acceptedBody(rule);
  return [
    {
      ...told,
      kind: KIND.fault,
      message: `${answered}: ${bodyFaultWords(rule, read, masker)}; ${dialect.server} takes that for a ${methodSpec.role === 'event' ? 'failure' : 'refusal'}`,
      ...(example === null
        ? {}
        : { remedy: `Have the backend answer with the body ${example} where it accepts the call.` }),
    },
  ];
}

/** When the whole capture is known: which policy holds, and what followed. */
function settle({ draft, call }: DraftRecord, facts: CaptureFacts, statistics: CaptureStatistics): Draft {
  const outcome = outcomeOf(call, facts, statistics);
  const isOnPurpose = draft.kind === KIND.onPurpose;
  const isIdle = isOnPurpose && outcome.effect === 'none';
  const situation = isIdle ? 'refusal-without-effect' : isOnPurpose ? 'deliberate' : 'usual';
  const own = remedyFor(call.dialect, answerBody.id, situation, { appKey: call.appKey, method: call.method });
  const remedy = [draft.remedy ?? null, own].filter((each) => each !== null);
  const { remedy: _, ...rest } = draft;
  return {
    ...rest,
    severity: isOnPurpose ? severityOfRefusal(outcome) : outcome.severity,
    message: `${draft.message}.${outcome.policy}`,
    ...(outcome.consequence === null ? {} : { consequence: outcome.consequence }),
    ...(remedy.length === 0 ? {} : { remedy: remedy.join('\n') }),
    furtherFrames: outcome.frames,
  };
}
