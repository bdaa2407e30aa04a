export type { CallEnd, EndedBy, EndManner } from './call-end.ts';
export { type CaptureFacts, hasHooks } from './capture-facts.ts';
export { type CaptureSeam, seamsOf } from './capture-seam.ts';
export { CaptureStatistics } from './capture-statistics.ts';
export { draftsShape, otherExchangesShape, triggersShape } from './collected-shapes.ts';
export { dialectsOfBackends } from './dialect-toward.ts';
export type { Draft, DraftRecord, Finding, FindingCause } from './finding.ts';
export { fingerprintOf } from './fingerprint.ts';
export { CallInspector, type Inspected, joinDrafts } from './inspect.ts';
export { type CallNote, inspectCall } from './inspect-call.ts';
export type { InspectionOptions } from './inspection.ts';
export { judgeAll, type RuleSeverities } from './judge.ts';
export type { NetworkFacts, TlsSighting } from './network-facts.ts';
export type { OtherExchange } from './other-exchange.ts';
export { sameJson } from './payload/same-json.ts';
export { type ProblemContext, problemsOf, retold } from './problems/group.ts';
export type { Problem } from './problems/problem.ts';
export { sharedSentence } from './problems/shared-sentence.ts';
export type { CallRule, CaptureRule, RuleDocumentation } from './rule.ts';
export type { RuleDrafts } from './rule-drafts.ts';
export { INCONCLUSIVE_CALL, LATE_CALL, MISSING_CALL } from './rule-ids.ts';
export type { RuleExample } from './rule-text.ts';
export { emptySelection, rules } from './rules/index.ts';
export { isBadGateway } from './upstream-failure.ts';
export { type Cover, spansOf } from './verdicts/cover.ts';
export { decide, newExpectationRows } from './verdicts/decide.ts';
export {
  configOf,
  type Evidence,
  gatherEvidence,
  gatheringEvidence,
  sessionEndOf,
} from './verdicts/evidence.ts';
export { unmetAmong } from './verdicts/expectation-rows.ts';
export {
  dueSpan,
  type ExpectationResult,
  type Verdict,
  type VerdictCause,
} from './verdicts/expected.ts';
export { isPartialView, withPartialView } from './verdicts/partial-view.ts';
export { areTwins, isResponseUnseen, type Sight, sighting, type View } from './verdicts/sight.ts';
export { type OpenedExpectation, TriggerBook, TriggerList } from './verdicts/triggers.ts';
export { clipped, jsonTypeOf, listed, statusWords } from './wording.ts';
