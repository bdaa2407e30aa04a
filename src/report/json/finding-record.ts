import { offsetOf } from '../../base/time.ts';
import { type Finding, MISSING_CALL } from '../../checks/index.ts';
import { displayFilterOf, windowFilter } from '../display-filter.ts';
import type { JsonContext } from './context.ts';

export function findingRecord(finding: Finding, context: JsonContext): object {
  const { masker, firstTime } = context;
  const expected =
    finding.call === null
      ? undefined
      : context.missing.get(finding.call)?.find((each) => each.method === finding.method);
  const isAbsence = finding.rule === MISSING_CALL && expected !== undefined;
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: masker.text(finding.message),
    method: masker.id(finding.method),
    call: finding.call === null ? null : context.analysis.positions.of(finding.call),
    sessionId: masker.id(finding.sessionId),
    dialog:
      finding.dialog === null ? null : { kind: finding.dialog.kind, id: masker.text(finding.dialog.id) },
    offset: finding.time === null ? null : offsetOf(firstTime, finding.time),
    frames: finding.frames,
    stream: finding.stream,
    pointer: masker.id(finding.pointer),
    evidence: masker.id(finding.evidence),
    consequence: masker.id(finding.consequence),
    remedy: masker.id(finding.remedy),
    count: finding.count,
    displayFilter: displayFilterOf(finding),
    ...(isAbsence ? { windowFilter: windowFilter(expected, firstTime) } : {}),
  };
}
